/** Where scripts make so what a path rests on. */
import { declarationsOf } from '../../engine/start/declarations';
import type { Expression } from '../../syntax/expression';
import type { Script, Statement } from '../../syntax/statement';
import { offsetOf, statementsOf } from '../../syntax/walk';
import { fold, type Name, sameName } from '../../text/name';
import { shift } from '../../text/span';
import type { Fact, PathSite } from './model';

/** The last statement that makes a fact, of the first of the scripts that has one; undefined: nobody wrote it. */
export function siteOf(fact: Fact, scripts: readonly Script[], database: Name): PathSite | undefined {
  for (const script of scripts) {
    const statement = lastMaking(fact, script, database);
    const offset = statement && offsetOf(script, statement, Number.MAX_SAFE_INTEGER);
    if (statement && offset !== undefined) return { script, span: shift(headOf(statement), offset) };
  }
  return undefined;
}

/** A module is shown by its header. */
function headOf(statement: Statement): Statement['span'] {
  return statement.kind === 'create_module' ? statement.header : statement.span;
}

function lastMaking(fact: Fact, script: Script, fallback: Name): Statement | undefined {
  if (fact.kind === 'job') return [...statementsOf(script)].findLast(({ node }) => makesJob(node, fact.name))?.node;
  const where = 'database' in fact ? fact.database : undefined;
  const lastBy = (same: Same): Statement | undefined =>
    declarationsOf(script).findLast(
      ({ statement, database }) =>
        makes(fact, statement, same) &&
        (where === undefined || namesDatabase.has(statement.kind) || fold(database ?? fallback) === where),
    )?.statement;
  // One that is spelled alike is meant, where capitals tell names apart.
  return lastBy((a, b) => a === b) ?? lastBy(sameName);
}

/** Statements that say themselves which database they are about. */
const namesDatabase: ReadonlySet<string> = new Set(['alter_database', 'create_database', 'alter_authorization']);

type Same = (a: Name, b: Name) => boolean;

function makes(fact: Exclude<Fact, { kind: 'job' }>, statement: Statement, same: Same): boolean {
  switch (fact.kind) {
    case 'member':
      return makesMember(statement, fact.role, fact.member, same);
    case 'permission':
      return (
        statement.kind === 'permission' &&
        statement.action === 'grant' &&
        statement.principals.some(({ name }) => same(name, fact.grantee)) &&
        (statement.all || statement.permissions.some(({ name }) => name === fact.permission)) &&
        (fact.name === undefined ||
          (statement.securable !== undefined && same(statement.securable.name.name, fact.name)))
      );
    case 'owner':
      return (
        statement.kind === 'alter_authorization' && fact.name !== undefined && same(statement.name.name, fact.name)
      );
    case 'trustworthy':
      return (
        (statement.kind === 'alter_database' || statement.kind === 'create_database') &&
        statement.name !== undefined &&
        same(statement.name.name, fact.name) &&
        statement.options.some(({ name, value }) => name === 'TRUSTWORTHY' && value?.toUpperCase() === 'ON')
      );
    case 'module':
      return statement.kind === 'create_module' && same(statement.name.name, fact.name);
    case 'signature':
      return statement.kind === 'signature' && statement.action === 'add' && same(statement.module.name, fact.module);
    case 'key':
      return makesKey(statement, fact.name, same);
    case 'built in':
      return false;
  }
}

function makesKey(statement: Statement, key: Name, same: Same): boolean {
  return statement.kind === 'create_key' && statement.name !== undefined && same(statement.name.name, key);
}

/** Whether some script makes the key so that no password is needed for its private key. */
export function isUnderMasterKey(scripts: readonly Script[], database: Name, key: Name, fallback: Name): boolean {
  return scripts.some((script) =>
    declarationsOf(script).some(
      ({ statement, database: own }) =>
        makesKey(statement, key, sameName) &&
        fold(own ?? fallback) === database &&
        statement.kind === 'create_key' &&
        statement.underMasterKey,
    ),
  );
}

function makesMember(statement: Statement, role: Name, member: Name, same: Same): boolean {
  if (statement.kind === 'alter_role')
    return (
      statement.change.kind === 'add_member' &&
      same(statement.name.name, role) &&
      same(statement.change.member.name, member)
    );
  const [first, second] = textsOf(statement, /^sp_add(?:srv)?rolemember$/);
  if (first === undefined || second === undefined) return false;
  return (same(first, role) && same(second, member)) || (same(first, member) && same(second, role));
}

function makesJob(statement: Statement, job: Name): boolean {
  return textsOf(statement, /^sp_add_job(?:step)?$/).some((text) => sameName(text, job));
}

/** The texts that a call of one of these procedures is given. */
function textsOf(statement: Statement, procedure: RegExp): readonly string[] {
  if (statement.kind !== 'execute' || statement.module.kind !== 'name') return [];
  if (!procedure.test(fold(statement.module.name.name))) return [];
  return statement.arguments.flatMap(({ value }) => textIn(value));
}

function textIn(value: Expression): readonly string[] {
  if (value.kind === 'string') return [value.value];
  return value.kind === 'column' ? value.parts.slice(-1) : [];
}
