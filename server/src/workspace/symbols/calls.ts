/** The names that are handed to procedures of the system as texts: sp_addrolemember N'clerks', N'amy'. */
import type { Expression } from '../../syntax/expression';
import type { StatementOf } from '../../syntax/statement';
import { type Folded, fold } from '../../text/name';
import type { Act, Mention, Sort, Space } from './mention';
import { inString, named } from './parts';

type Execute = StatementOf<'execute'>;

interface Meant {
  readonly parameter: string;
  readonly position: number;
  readonly space: Space;
  readonly act: Act;
  readonly sort?: Sort;
  readonly call?: true;
}

const meant = (parameter: string, position: number, space: Space, act: Act, sort?: Sort): Meant => ({
  parameter,
  position,
  space,
  act,
  ...(sort && { sort }),
});

const login = (act: Act, position = 0, parameter = '@loginame'): Meant =>
  meant(parameter, position, 'server principal', act, act === 'declares' ? 'login' : undefined);
const user = (act: Act, position = 0, parameter = '@name_in_db'): Meant =>
  meant(parameter, position, 'principal', act, act === 'declares' ? 'user' : undefined);
const role = (act: Act, position = 0, parameter = '@rolename'): Meant =>
  meant(parameter, position, 'principal', act, act === 'declares' ? 'role' : undefined);
const object = (parameter: string, act: Act = 'uses'): Meant => meant(parameter, 0, 'object', act);

/** What the arguments of a procedure stand for. */
const procedures: Readonly<Record<string, readonly Meant[]>> = {
  sp_addlogin: [login('declares'), meant('@defdb', 2, 'database', 'uses')],
  sp_grantlogin: [login('declares')],
  sp_denylogin: [login('changes')],
  sp_revokelogin: [login('drops')],
  sp_droplogin: [login('drops')],
  sp_password: [login('changes', 2)],
  sp_defaultdb: [login('changes'), meant('@defdb', 1, 'database', 'uses')],
  sp_defaultlanguage: [login('changes')],
  sp_addsrvrolemember: [login('uses'), meant('@rolename', 1, 'server principal', 'changes')],
  sp_dropsrvrolemember: [login('uses'), meant('@rolename', 1, 'server principal', 'changes')],
  sp_adduser: [login('uses'), user('declares', 1), role('changes', 2, '@grpname')],
  sp_grantdbaccess: [login('uses'), user('declares', 1)],
  sp_revokedbaccess: [user('drops')],
  sp_dropuser: [user('drops')],
  sp_addrole: [role('declares'), user('uses', 1, '@ownername')],
  sp_droprole: [role('drops')],
  sp_addrolemember: [role('changes'), user('uses', 1, '@membername')],
  sp_droprolemember: [role('changes'), user('uses', 1, '@membername')],
  sp_addapprole: [meant('@rolename', 0, 'principal', 'declares', 'application role')],
  sp_dropapprole: [role('drops')],
  sp_approlepassword: [role('changes')],
  sp_setapprole: [role('uses')],
  sp_changedbowner: [login('uses')],
  sp_changeobjectowner: [object('@objname', 'renames'), user('uses', 1, '@newowner')],
  sp_change_users_login: [user('changes', 1, '@usernamepattern'), login('uses', 2)],
  sp_migrate_user_to_contained: [user('changes', 0, '@username')],
  sp_addlinkedsrvlogin: [login('uses', 2, '@locallogin')],
  sp_rename: [object('@objname', 'renames')],
  sp_procoption: [object('@procname', 'changes')],
  sp_settriggerorder: [object('@triggername', 'changes')],
  sp_helptext: [object('@objname')],
  sp_help: [object('@objname')],
  sp_depends: [object('@objname')],
  sp_recompile: [object('@objname')],
  sp_refreshview: [object('@viewname')],
  sp_refreshsqlmodule: [object('@name')],
  sp_add_job: [meant('@job_name', 0, 'job', 'declares', 'job'), login('uses', 6, '@owner_login_name')],
  sp_update_job: [meant('@job_name', 1, 'job', 'changes'), login('uses', 7, '@owner_login_name')],
  sp_delete_job: [meant('@job_name', 1, 'job', 'drops')],
  sp_start_job: [{ ...meant('@job_name', 0, 'job', 'uses'), call: true }],
  sp_stop_job: [meant('@job_name', 0, 'job', 'uses')],
  sp_add_jobstep: [meant('@job_name', 1, 'job', 'changes'), meant('@database_name', 13, 'database', 'uses')],
  sp_update_jobstep: [meant('@job_name', 1, 'job', 'changes'), meant('@database_name', 13, 'database', 'uses')],
  sp_add_jobserver: [meant('@job_name', 1, 'job', 'uses')],
  sp_add_jobschedule: [meant('@job_name', 1, 'job', 'uses')],
  sp_attach_schedule: [meant('@job_name', 1, 'job', 'uses')],
};

/** The value of an argument by name or by place; a call by names has no places. */
export function argumentOf(statement: Execute, parameter: string, position: number): Expression | undefined {
  const wanted = fold(parameter);
  const byName = statement.arguments.find(({ name }) => name !== undefined && fold(name) === wanted);
  if (byName) return byName.value;
  const before = statement.arguments.slice(0, position + 1);
  return before.length > position && before.every(({ name }) => name === undefined)
    ? before[position]!.value
    : undefined;
}

/** What an argument of a procedure of the system stands for, by its name or its place; undefined: no name. */
export function meantBy(procedure: string, parameter: string | undefined, position: number): Space | undefined {
  const list = procedures[fold(procedure)] ?? [];
  return list.find((one) =>
    parameter === undefined ? one.position === position : fold(one.parameter) === fold(parameter),
  )?.space;
}

/** The procedure of the system that a statement calls, by its name alone. */
export function calledName(statement: Execute): Folded | undefined {
  return statement.module.kind === 'name' && statement.module.name.server === undefined
    ? fold(statement.module.name.name)
    : undefined;
}

export function mentionsInCall(statement: Execute): readonly Mention[] {
  const name = calledName(statement);
  const list = name === undefined ? undefined : procedures[name];
  if (!list || !name) return [];
  const { database } = (statement.module as Extract<Execute['module'], { kind: 'name' }>).name;
  const found = list.flatMap((one) => {
    const value = argumentOf(statement, one.parameter, one.position);
    return value?.kind === 'string' && value.value !== '' ? mentions(one, value, database) : [];
  });
  return [
    ...found,
    ...userOfLogin(statement, name, database),
    ...sameNamed(statement, name, database),
    ...databaseUser(statement, name),
  ];
}

function mentions(
  { space, act, sort, call }: Meant,
  { span, value }: Extract<Expression, { kind: 'string' }>,
  database: string | undefined,
): readonly Mention[] {
  const within = database === undefined ? {} : { database };
  if (space === 'object')
    return inString(space, value, span, act).map((one) => (one.database === undefined ? { ...one, ...within } : one));
  return [named(space, { span, name: value }, act, { ...within, ...(sort && { sort }), ...(call && { call }) })];
}

/** Without a name of its own the user has that of the login. */
function userOfLogin(statement: Execute, name: string, database: string | undefined): readonly Mention[] {
  if (name !== 'sp_adduser' && name !== 'sp_grantdbaccess') return [];
  const login = argumentOf(statement, '@loginame', 0);
  const own = argumentOf(statement, '@name_in_db', 1);
  if (login?.kind !== 'string' || (own && own.kind !== 'null')) return [];
  const more = {
    sort: 'user',
    implied: true,
    behind: login.span,
    ...(database !== undefined && { database }),
  } as const;
  return [named('principal', { span: login.span, name: login.value }, 'declares', more)];
}

/** Schemas that are made with users of their names, and logins that are looked for by the name of a user. */
function sameNamed(statement: Execute, name: string, database: string | undefined): readonly Mention[] {
  const within = database === undefined ? {} : { database };
  const implied = (value: Expression | undefined, space: Space, act: Act): readonly Mention[] =>
    value?.kind === 'string' && value.value !== ''
      ? [named(space, { span: value.span, name: value.value }, act, { ...within, implied: true })]
      : [];
  switch (name) {
    case 'sp_adduser':
      return implied(
        argumentOf(statement, '@name_in_db', 1) ?? argumentOf(statement, '@loginame', 0),
        'schema',
        'declares',
      );
    case 'sp_addapprole':
      return implied(argumentOf(statement, '@rolename', 0), 'schema', 'declares');
    case 'sp_dropuser':
    case 'sp_revokedbaccess':
    case 'sp_dropapprole':
      return implied(
        argumentOf(statement, name === 'sp_dropapprole' ? '@rolename' : '@name_in_db', 0),
        'schema',
        'drops',
      );
    case 'sp_changeobjectowner':
      return implied(argumentOf(statement, '@newowner', 1), 'schema', 'uses');
    case 'sp_change_users_login':
      return argumentOf(statement, '@loginname', 2)
        ? []
        : implied(argumentOf(statement, '@usernamepattern', 1), 'server principal', 'uses');
    default:
      return [];
  }
}

/** The user of a step of a job is one of the step's database, which is master where none is named. */
function databaseUser(statement: Execute, name: string): readonly Mention[] {
  if (name !== 'sp_add_jobstep' && name !== 'sp_update_jobstep') return [];
  const user = argumentOf(statement, '@database_user_name', 14);
  if (user?.kind !== 'string' || user.value === '') return [];
  return [
    named('principal', { span: user.span, name: user.value }, 'uses', {
      database: stepDatabase(statement) ?? 'master',
    }),
  ];
}

/** The database in which a step of a job runs; undefined: it is not said. */
export function stepDatabase(statement: Execute): string | undefined {
  const value = argumentOf(statement, '@database_name', 13);
  return value?.kind === 'string' ? value.value : undefined;
}
