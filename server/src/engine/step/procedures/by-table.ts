/** System procedures that change nothing the engine keeps, judged by the table of requirements; and sp_rename (section 6.2, MOD-20). */
import { askWith } from '../../../catalog/ask';
import { onObject } from '../../../catalog/check';
import { renameObject } from '../../../catalog/change/objects';
import { evaluateFormula } from '../../../catalog/formula';
import { dboId } from '../../../catalog/ids';
import { type Requirement, requirementOfProcedure } from '../../../catalog/requirement';
import type { Verdict } from '../../../catalog/verdict';
import type { StatementOf } from '../../../syntax/statement';
import { fold, type Folded } from '../../../text/name';
import { type Effect, failed } from '../../effect';
import { splitName } from '../../evaluate/names';
import { subject } from '../../identity';
import { userIn } from '../../mapping';
import { change } from '../../make';
import type { Context, World } from '../../model';
import { refusalWithoutNumber } from '../../outcome';
import { onServer, settle } from '../../require';
import { type Resolved, resolveObject } from '../../resolve';
import { argument } from '../setuser';

type Execute = StatementOf<'execute'>;

/** They answer everybody, showing what he may see; most of them are in no table. */
const answersAll: ReadonlySet<string> = new Set(
  `sp_column_privileges sp_columns sp_databases sp_datatype_info sp_dbfixedrolepermission sp_depends sp_describe_first_result_set sp_fkeys sp_help sp_helpconstraint sp_helpdb
  sp_helpdbfixedrole sp_helpextendedproc sp_helpfile sp_helpfilegroup sp_helpindex sp_helplanguage sp_helpntgroup sp_helpprotect sp_helpremotelogin sp_helprole
  sp_helprolemember sp_helprotect sp_helpserver sp_helpsort sp_helpsrvrole sp_helpsrvrolemember sp_helpstats sp_helptrigger sp_helpuser sp_linkedservers sp_pkeys
  sp_server_info sp_spaceused sp_special_columns sp_sproc_columns sp_srvrolepermission sp_statistics sp_stored_procedures sp_table_privileges sp_tables sp_who sp_who2
  xp_dirtree xp_fileexist xp_msver xp_sprintf xp_sscanf`.split(/\s+/),
);

/** The outcome of a system procedure by what it requires; undefined: nothing is known about it. */
export function stepByTable(context: Context, statement: Execute, world: World, name: Folded): Effect | undefined {
  const unchanged: Effect = { outcome: { kind: 'ok' }, after: world };
  if (answersAll.has(name)) return unchanged;
  const row = requirementOfProcedure(name);
  if (!row) return undefined;
  if (row.silent) return unchanged;
  const target = firstObject(context, statement, world);
  const places = {
    securable: (kind: string, what: string | undefined) =>
      kind === 'OBJECT' && target?.kind === 'object' && !what?.includes('.') ? onObject(target.object) : undefined,
  };
  const verdict = forOwners(world, row, evaluateFormula(row.formula, askWith(world.catalog, subject(world, world.database), places)));
  const number = row.errors.find((error) => !error.guess)?.number;
  if (verdict.kind === 'denied' && number === undefined)
    return failed(world, {
      ...refusalWithoutNumber(`${name} needs ${row.requires}; the number of the message is not documented.`, statement.span, { kind: 'permission' }),
      check: verdict.check,
      proof: verdict.proof,
    });
  return settle(world, statement.span, [{ verdict, number: number ?? 0 }], () =>
    name === fold('sp_rename') ? rename(context, statement, world, target) : unchanged,
  );
}

/** Where the object is not known, those who pass every check still pass: sysadmin, and dbo in the database (PERM-2). */
function forOwners(world: World, row: Requirement, verdict: Verdict): Verdict {
  if (verdict.kind !== 'unknown') return verdict;
  const administrator = onServer(world, 'CONTROL SERVER', 0).verdict;
  const user = userIn(world, world.database);
  const owner = user.kind === 'user' && user.principal.id === dboId && row.scope !== 'server';
  return administrator.kind === 'allowed' || owner ? { kind: 'allowed', proof: { kind: 'exempt', because: 'sysadmin or dbo' } } : verdict;
}

/** What the first argument names, where it names an object of this database. */
function firstObject(context: Context, statement: Execute, world: World): Resolved | undefined {
  const value = argument(context, world, statement, '@objname', 0);
  const parts = value?.kind === 'string' ? splitName(value.value) : undefined;
  const [name, schema, database] = [...(parts ?? [])].reverse();
  if (!name || (parts?.length ?? 0) > 3 || value?.kind !== 'string') return undefined;
  return resolveObject(world, { span: statement.span, text: value.value, name, ...(schema && { schema }), ...(database && { database }) });
}

/** sp_rename 'dbo.t', 'u': of an object, not of a column or an index. */
function rename(context: Context, statement: Execute, world: World, target: Resolved | undefined): Effect {
  const unchanged: Effect = { outcome: { kind: 'ok' }, after: world };
  const kind = argument(context, world, statement, '@objtype', 2);
  if (kind?.kind === 'string' && fold(kind.value) !== fold('OBJECT')) return unchanged;
  const name = argument(context, world, statement, '@newname', 1);
  if (target?.kind !== 'object' || target.key !== world.database || name?.kind !== 'string')
    return { outcome: { kind: 'unknown', because: 'name-resolution: what is renamed is not known' }, after: world };
  return { outcome: { kind: 'ok' }, after: change(world, { catalog: renameObject(world.catalog, world.database, target.object.id, name.value) }) };
}
