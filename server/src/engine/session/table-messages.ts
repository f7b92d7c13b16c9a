/** Messages whose number a table of requirements gives, and what their numbers say about messages. */
import {
  cannot,
  cannotFindMasterKey,
  cannotTo,
  deniedInDatabase,
  deniedOnObject,
  deniedOnServer,
  deniedPolicyAction,
  type Message,
  noSuchSchema,
  notInDatabase,
  numbered,
} from './messages';

/** What the message of a number that a table gives can say. */
export interface Said {
  readonly permission: string;
  /** Whether the permission is one on the server. */
  readonly onServer: boolean;
  readonly verb: string;
  readonly what: string;
  readonly name: string;
  readonly schema: string;
  readonly database: string;
  readonly user: string;
}

/** The message with a number from a table of requirements, its inserts filled by what it can say. */
export function ofTable(
  number: number,
  { permission, onServer, verb, what, name, schema, database, user }: Said,
): Message {
  switch (number) {
    case 229:
      return deniedOnObject(permission, name, database, schema);
    case 262:
      return deniedInDatabase(permission, onServer ? 'master' : database);
    case 300:
      return deniedOnServer(permission);
    case 371:
      return deniedPolicyAction(permission);
    case 2760:
      return noSuchSchema(schema);
    case 3701:
      return cannotTo(verb, what, name);
    case 15151:
      return what === 'master key' ? cannotFindMasterKey() : cannot(verb, what, name);
    case 15009:
      return notInDatabase(name, database);
    case 2557:
    case 2571:
      return numbered(number, user, what, name);
    case 7983:
      return numbered(number, user, what, database);
    case 3505:
      return numbered(number, database);
    case 7641:
      return numbered(number, name, database);
    case 8189:
      return numbered(number, name.toUpperCase());
    case 15225:
      return numbered(number, name, database, '(null)');
    default:
      return numbered(number, name);
  }
}

/** Seen to end the batch. */
export function endsBatch({ number }: Message, statement: string): boolean {
  return (
    (number === 262 && /^(CREATE|BACKUP)/.test(statement)) ||
    number === 33268 ||
    (number === 297 && statement.startsWith('DBCC'))
  );
}

/** Whether it is the message of a thing that cannot be found or touched. */
export function isCannotFindObject({ number }: Pick<Message, 'number'>): boolean {
  return number === 1088;
}

/** Whether it refuses a permission on an object or a column. */
export function isDenied({ number }: Pick<Message, 'number'>): boolean {
  return number === 229 || number === 230;
}

/** Whether it says that there is no such database. */
export function isNoSuchDatabase({ number }: Pick<Message, 'number'>): boolean {
  return number === 911;
}

/** What is said of a thing that is not there, with a number from a table of requirements. */
export function forMissing(
  number: number | undefined,
  { verb, what, name }: { readonly verb: string; readonly what: string; readonly name: string },
): Message {
  if (number === undefined || number === 15151) return cannot(verb, what, name);
  return number === 3701 ? cannotTo(verb, what, name) : numbered(number, name);
}

/** Whether it says that a module or trigger runs as the principal. */
export function isContextOf({ number }: Message): boolean {
  return number === 15136 || number === 15186;
}
