/** A principal that is not there: the nearest name of its kind, the other level, the user of the login. */
import { type Place, sameNameIn } from '../../catalog/collation';
import { findLogin, loginOfSid, userOfSid } from '../../catalog/lookup';
import { mapLogin } from '../../engine/session/mapping';
import type { Refusal, World } from '../../engine/session/model';
import type { Name } from '../../text/name';
import { fold, sameName } from '../../text/name';
import type { Span } from '../../text/span';
import { principalNames } from '../principal-names';
import { distance } from './distance';
import { type Fix, type Maker, oneFix, type Rank, type Target } from './fix';

interface Missing {
  readonly world: World;
  readonly level: 'login' | 'user';
  readonly name: Name;
  /** The literal or identifier, in the script. */
  readonly span: Span;
}

/** The principal that the statement names in vain. */
function missingIn({ analysed, step, offset }: Target): Missing | undefined {
  for (const { before, outcome } of step.paths) {
    const refusal: Refusal | undefined = outcome.kind === 'error' ? outcome.refusal : undefined;
    if (refusal?.kind !== 'principal-missing') continue;
    const at = principalNames(step.statement).find((one) => !one.creates && sameName(one.name, refusal.name));
    if (!at) return undefined;
    const end = offset + at.span.end;
    const written = analysed.script.text.slice(offset + at.span.start, end);
    // of a clause, the literal at its end
    const literal = /\bAS\s+(N?'(?:[^']|'')*')$/i.exec(written)?.[1];
    const span = { start: end - (literal ?? written).length, end };
    return { world: before, level: refusal.level, name: refusal.name, span };
  }
  return undefined;
}

/** The names that are spelled most like the one that is missing. */
export const nearestNames: Maker = (target) => {
  const missing = missingIn(target);
  if (!missing) return [];
  const { kind } = target.step.statement;
  const isSwitch = ['execute_as', 'execute_string', 'setuser', 'create_module'].includes(kind);
  const limit = Math.max(1, Math.floor(missing.name.length / 3));
  const near = namesOf(missing, isSwitch)
    .map((name) => ({ name, far: distance(fold(name), fold(missing.name)) }))
    .filter(({ name, far }) => far <= limit && (far > 0 || isAnother(missing, name)))
    .sort((a, b) => a.far - b.far || a.name.localeCompare(b.name));
  const isBest = near.length === 1 || (near[0]?.far ?? 0) < (near[1]?.far ?? 0);
  return near
    .slice(0, 3)
    .flatMap(({ name }, index) => renamed(target, missing, name, index === 0 && isBest ? 'likely' : 'choice'));
};

/** Whether a name that only capitals tell apart means something else. */
function isAnother({ world: { catalog, database }, level, name: missing }: Missing, name: Name): boolean {
  const place: Place = level === 'login' ? catalog.server : (catalog.databases.get(database) ?? {});
  return !sameNameIn(place, name, missing);
}

function namesOf({ world, level }: Missing, isSwitch: boolean): readonly Name[] {
  const database = world.catalog.databases.get(world.database);
  const principals = level === 'login' ? world.catalog.server.principals : database?.principals;
  return [...(principals?.values() ?? [])]
    .filter(({ type, name, certain }) => certain && (!isSwitch || persons.has(type)) && !isNobody(name))
    .map(({ name }) => name);
}

const persons: ReadonlySet<string> = new Set([
  'sql_login',
  'windows_login',
  'external_login',
  'sql_user',
  'windows_user',
  'external_user',
]);

function isNobody(name: Name): boolean {
  return ['sys', 'information_schema'].includes(fold(name)) || name.startsWith('##');
}

function renamed({ analysed }: Target, { span }: Missing, name: Name, rank: Rank): readonly Fix[] {
  const text = written(analysed.script.text.slice(span.start, span.end), name);
  return oneFix(`Change to ${text}`, rank, [{ span, text }]);
}

/** A name, delimited as another one is. */
function written(as: string, name: Name): string {
  const [, prefix = '', open = ''] = /^([Nn]?)(['"[]?)/.exec(as) ?? [];
  if (open === "'") return `${prefix}'${name.replaceAll("'", "''")}'`;
  if (open === '"') return `"${name.replaceAll('"', '""')}"`;
  return open === '[' || !/^[a-z_][\w@$#]*$/i.test(name) ? `[${name.replaceAll(']', ']]')}]` : name;
}

/** LOGIN for USER and USER for LOGIN, or the principal of the level that is named. */
export const otherLevel: Maker = (target) => {
  const { analysed, step, offset } = target;
  const { statement } = step;
  const missing = missingIn(target);
  if (!missing || (statement.kind !== 'execute_as' && statement.kind !== 'execute_string')) return [];
  const { text } = analysed.script;
  const words = [...text.slice(offset, missing.span.start).matchAll(/\b(LOGIN|USER)\b/gi)];
  const word = words.at(-1);
  const swapped = missing.level === 'user' ? 'LOGIN' : 'USER';
  const at = offset + (word?.index ?? 0);
  const isLower = word?.[0] === word?.[0].toLowerCase();
  const swap =
    word && (swapped === 'USER' || mayEnter(missing))
      ? oneFix(`Impersonate the ${swapped.toLowerCase()}`, 'likely', [
          {
            span: { start: at, end: at + 4 + (missing.level === 'login' ? 1 : 0) },
            text: isLower ? swapped.toLowerCase() : swapped,
          },
        ])
      : [];
  const partner = partnerOf(missing);
  return [...swap, ...(partner === undefined ? [] : renamed(target, missing, partner, 'choice'))];
};

/** Whether EXECUTE AS LOGIN is to be had (AZ-1, CTX-20) and the login has somebody to be in the database (TOK-10). */
function mayEnter({ world: { catalog, database: key }, name }: Missing): boolean {
  const database = catalog.databases.get(key);
  const login = findLogin(catalog, name);
  if (!database || login.kind !== 'found' || catalog.version === 'azure-sql-database') return false;
  return (
    database.containment !== 'partial' &&
    mapLogin(catalog, { kind: 'login', id: login.entry.id }, database).kind === 'user'
  );
}

/** The user of a login of that name, or the login of a user. */
function partnerOf({ world: { catalog, database: key }, level, name }: Missing): Name | undefined {
  const database = catalog.databases.get(key);
  if (!database) return undefined;
  if (level === 'user') {
    const login = [...catalog.server.principals.values()].find((one) => sameName(one.name, name));
    const user = login && userOfSid(database, login.sid);
    return user?.kind === 'found' ? user.entry.name : undefined;
  }
  const user = [...database.principals.values()].find((one) => sameName(one.name, name));
  return user?.sid === undefined ? undefined : loginOfSid(catalog, user.sid)?.name;
}

/** A name without the brackets or quotes that stand inside its string, where there is such a principal. */
export const bareName: Maker = (target) => {
  const { analysed, step, offset } = target;
  const at = principalNames(step.statement).find(({ creates }) => !creates);
  const [, bare] = /^\[(.+)\]$/s.exec(at?.name ?? '') ?? /^"(.+)"$/s.exec(at?.name ?? '') ?? [];
  const world = step.paths[0]?.before;
  if (!at || !world || bare === undefined || at.level === 'role' || at.level === 'either') return [];
  const span = { start: offset + at.span.start, end: offset + at.span.end };
  const isThere = namesOf({ world, level: at.level, name: bare, span }, true).some((name) => sameName(name, bare));
  const text = written(analysed.script.text.slice(span.start, span.end), bare);
  return isThere ? oneFix(`Change to ${text}`, 'likely', [{ span, text }]) : [];
};

/** USER for LOGIN where the platform has no EXECUTE AS LOGIN. */
export const userForLogin: Maker = ({ analysed, step, offset }) => {
  const { statement } = step;
  if (statement.kind !== 'execute_as' || statement.level !== 'login' || statement.principal?.kind !== 'string')
    return [];
  const { value, span } = statement.principal;
  const isThere = step.paths.every(({ before: { catalog, database } }) =>
    [...(catalog.databases.get(database)?.principals.values() ?? [])].some(
      (one) => sameName(one.name, value) && persons.has(one.type),
    ),
  );
  const word = /\bLOGIN\b/i.exec(analysed.script.text.slice(offset, offset + span.start));
  const start = offset + (word?.index ?? 0);
  return word && isThere
    ? oneFix('Impersonate the user', 'likely', [{ span: { start, end: start + 'LOGIN'.length }, text: 'USER' }])
    : [];
};
