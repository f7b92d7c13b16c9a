/**
 * Reports on a principal or database that is named: what is not there, or is no fixed role, is refused by each in its
 * own number.
 */

import { type Found, findDatabase, findPrincipal, findServerRole } from '../../../catalog/lookup';
import type { StatementOf } from '../../../syntax/statement';
import type { Folded } from '../../../text/name';
import { here } from '../../judge/needs';
import { type Effect, failed } from '../../session/effect';
import * as messages from '../../session/messages';
import type { Context, World } from '../../session/model';
import { serverError } from '../../session/server-error';
import { argument } from '../context/setuser';

interface Report {
  readonly parameter: string;
  readonly refused: (name: string) => messages.Message;
  readonly isThere: (world: World, name: string) => boolean | undefined;
}

const known = <T>(found: Found<T>, fits: (entry: T) => boolean = () => true): boolean | undefined =>
  found.kind === 'unknown' ? undefined : found.kind === 'found' && fits(found.entry);

const principal = (
  world: World,
  name: string,
  fits?: (one: { readonly type: string; readonly fixed: boolean }) => boolean,
): boolean | undefined => {
  const database = here(world)?.database;
  return database && known(findPrincipal(database, name), fits);
};

const isRole = (world: World, name: string): boolean | undefined =>
  principal(world, name, ({ type }) => type === 'role' || type === 'application_role');
const isFixedRole = (world: World, name: string): boolean | undefined =>
  principal(world, name, ({ type, fixed }) => type === 'role' && fixed);
const isFixedServerRole = (world: World, name: string): boolean | undefined =>
  known(findServerRole(world.catalog, name), ({ fixed }) => fixed);

const reports: Readonly<Record<string, Report | undefined>> = {
  sp_helpuser: { parameter: '@name_in_db', refused: messages.notAUserOrRole, isThere: principal },
  sp_helprole: { parameter: '@rolename', refused: messages.notARole, isThere: isRole },
  sp_helprolemember: { parameter: '@rolename', refused: messages.notARole, isThere: isRole },
  sp_helpdbfixedrole: { parameter: '@rolename', refused: messages.notAFixedRole, isThere: isFixedRole },
  sp_dbfixedrolepermission: { parameter: '@rolename', refused: messages.notAFixedRole, isThere: isFixedRole },
  sp_helpsrvrole: { parameter: '@srvrolename', refused: messages.notAFixedRole, isThere: isFixedServerRole },
  sp_helpsrvrolemember: { parameter: '@srvrolename', refused: messages.notAFixedRole, isThere: isFixedServerRole },
  sp_helpdb: {
    parameter: '@dbname',
    refused: messages.noDatabaseNamed,
    isThere: (world, name) => known(findDatabase(world.catalog, name)),
  },
};

/** The refusal of a report on what is not there; undefined: it is no such report, or nothing is wrong with it. */
export function refusedReport(
  context: Context,
  statement: StatementOf<'execute'>,
  world: World,
  name: Folded,
): Effect | undefined {
  const report = Object.hasOwn(reports, name) ? reports[name] : undefined;
  const asked = report && argument(context, world, statement, report.parameter, 0);
  if (!report || asked?.kind !== 'string' || report.isThere(world, asked.value) !== false) return undefined;
  const refusal = { kind: 'missing', what: 'principal', name: asked.value } as const;
  return failed(world, serverError({ message: report.refused(asked.value), span: statement.span, refusal }));
}
