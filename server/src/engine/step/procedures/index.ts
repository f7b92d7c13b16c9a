/** System procedures that change the catalog or need a permission worth knowing (PRN-50, PRN-51, section 6.2). */
import type { StatementOf } from '../../../syntax/statement';
import type { NamedAt, ObjectName } from '../../../syntax/expression';
import type { Folded } from '../../../text/name';
import { serverError } from '../../outcome';
import { type Effect, failed } from '../../effect';
import type { Context, Value, World } from '../../model';
import { argument } from '../setuser';
import { stepAlterAuthorization } from '../permissions';
import { stepAlterRole, stepApplicationRole, stepCreateLogin, stepCreateRole, stepCreateUser } from '../principals';
import { stepDrop } from '../drop';
import { stepPermission } from '../permissions';
import { stepServerProcedure } from './server';

type Execute = StatementOf<'execute'>;

/** Procedures that refuse to run in a transaction (PRN-51). */
const legacy: ReadonlySet<string> = new Set([
  'sp_addlogin',
  'sp_grantlogin',
  'sp_denylogin',
  'sp_revokelogin',
  'sp_droplogin',
  'sp_grantdbaccess',
  'sp_adduser',
  'sp_revokedbaccess',
  'sp_dropuser',
  'sp_addrole',
  'sp_droprole',
  'sp_addrolemember',
  'sp_droprolemember',
  'sp_addsrvrolemember',
  'sp_dropsrvrolemember',
  'sp_addapprole',
  'sp_dropapprole',
  'sp_changedbowner',
]);

/** The effect of a system procedure; undefined: it is not modelled. Each is the statement that replaced it. */
export function stepProcedure(context: Context, statement: Execute, world: World, name: Folded): Effect | undefined {
  const server = stepServerProcedure(context, statement, world, name);
  if (server) return server;
  if (!legacy.has(name)) return undefined;
  if (world.transaction === 'open')
    return failed(
      world,
      serverError({
        number: 15002,
        inserts: [`sys.${name}`],
        span: statement.span,
        refusal: { kind: 'other', because: 'a procedure that refuses to run in a transaction' },
      }),
    );
  const text = (parameter: string, position: number): string | undefined => stringOf(argument(context, world, statement, parameter, position));
  const at = (value: string): NamedAt => ({ name: value, span: statement.span });
  const object = (value: string): ObjectName => ({ name: value, text: value, span: statement.span });
  const base = { span: statement.span } as const;
  const first = text(firstParameter(name), 0);
  if (first === undefined) return { outcome: { kind: 'unknown', because: 'variable: the name is not known before the script is run' }, after: world };
  const second = (parameter: string): string | undefined => text(parameter, 1);
  switch (name as string) {
    case 'sp_addlogin':
      return stepCreateLogin(
        context,
        { ...base, kind: 'create_login', node: 'create_login', name: at(first), source: { kind: 'password' }, options: [] },
        world,
      );
    case 'sp_grantlogin':
      return stepCreateLogin(
        context,
        { ...base, kind: 'create_login', node: 'create_login', name: at(first), source: { kind: 'windows' }, options: [] },
        world,
      );
    case 'sp_denylogin':
      return stepPermission(
        context,
        {
          ...base,
          kind: 'permission',
          node: 'deny',
          action: 'deny',
          all: false,
          permissions: [{ span: statement.span, name: 'CONNECT SQL', columns: [] }],
          principals: [at(first)],
          withGrantOption: false,
          grantOptionFor: false,
          cascade: false,
        },
        world,
      );
    case 'sp_revokelogin':
    case 'sp_droplogin':
      return stepDrop(context, { ...base, kind: 'drop', node: 'drop_login', class: 'LOGIN', ifExists: false, names: [object(first)] }, world);
    case 'sp_grantdbaccess':
    case 'sp_adduser':
      return stepCreateUser(
        context,
        {
          ...base,
          kind: 'create_user',
          node: 'create_user',
          name: at(second('@name_in_db') ?? first),
          source: { kind: 'login', name: at(first) },
          options: [],
        },
        world,
      );
    case 'sp_revokedbaccess':
    case 'sp_dropuser':
      return stepDrop(context, { ...base, kind: 'drop', node: 'drop_user', class: 'USER', ifExists: false, names: [object(first)] }, world);
    case 'sp_addrole': {
      const owner = second('@ownername');
      return stepCreateRole(
        context,
        { ...base, kind: 'create_role', node: 'create_role', scope: 'database', name: at(first), ...(owner !== undefined && { owner: at(owner) }) },
        world,
      );
    }
    case 'sp_droprole':
      return stepDrop(context, { ...base, kind: 'drop', node: 'drop_role', class: 'ROLE', ifExists: false, names: [object(first)] }, world);
    case 'sp_addrolemember':
    case 'sp_droprolemember':
    case 'sp_addsrvrolemember':
    case 'sp_dropsrvrolemember':
      return member(context, statement, world, name, first, second(/srv/.test(name) ? '@rolename' : '@membername'));
    case 'sp_addapprole':
      return stepApplicationRole(context, { ...base, kind: 'create_application_role', node: 'create_application_role', name: at(first) }, world);
    case 'sp_dropapprole':
      return stepDrop(
        context,
        { ...base, kind: 'drop', node: 'drop_application_role', class: 'APPLICATION ROLE', ifExists: false, names: [object(first)] },
        world,
      );
    case 'sp_changedbowner': {
      const database = world.catalog.databases.get(world.database)?.name ?? world.database;
      return stepAlterAuthorization(
        context,
        {
          ...base,
          kind: 'alter_authorization',
          node: 'alter_authorization',
          class: 'DATABASE',
          name: object(database),
          to: { kind: 'principal', name: at(first) },
        },
        world,
      );
    }
    default:
      return undefined;
  }
}

/** sp_addrolemember role, member; sp_addsrvrolemember login, role. */
function member(context: Context, statement: Execute, world: World, name: string, first: string, second: string | undefined): Effect {
  if (second === undefined) return { outcome: { kind: 'unknown', because: 'variable: the name is not known before the script is run' }, after: world };
  const server = /srv/.test(name);
  const [role, one] = server ? [second, first] : [first, second];
  const kind = /^sp_add/.test(name) ? 'add_member' : 'drop_member';
  return stepAlterRole(
    context,
    {
      kind: 'alter_role',
      node: 'alter_role',
      span: statement.span,
      scope: server ? 'server' : 'database',
      name: { name: role, span: statement.span },
      change: { kind, member: { name: one, span: statement.span } },
    },
    world,
  );
}

function firstParameter(name: string): string {
  if (/srvrolemember/.test(name)) return '@loginame';
  if (/role/.test(name)) return '@rolename';
  if (/login|grantdbaccess|adduser|changedbowner/.test(name)) return '@loginame';
  return '@name_in_db';
}

export function stringOf(value: Value | undefined): string | undefined {
  return value?.kind === 'string' ? value.value : undefined;
}
