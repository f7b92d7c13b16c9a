/** What a step makes or takes away: a script that takes away at its end what it made cleans up. */
import { capitalsCount } from '../../catalog/collation';
import type { Statement } from '../../syntax/statement';
import { fold } from '../../text/name';
import { makes, unmakes } from '../names/made';
import type { Step } from '../session/model';

/** What a step makes, and what it takes away. */
export interface Change {
  readonly makes: string | undefined;
  readonly cleansUp:
    | { readonly kind: 'drops' | 'takes a right'; readonly unmakes: readonly string[]; readonly paths: Step['paths'] }
    | undefined;
}

export function changeBy({ statement, paths }: Step): Change | undefined {
  const database = paths[0]?.before.database ?? fold('master');
  const place = paths[0]?.before.catalog.databases.get(database);
  const spelling = place && capitalsCount(place) ? 'as written' : 'without capitals';
  const made = makes(statement, database, spelling);
  const kind = kindOf(statement);
  const cleansUp =
    kind === undefined || paths.every(({ before, after }) => before.catalog === after.catalog)
      ? undefined
      : { kind, paths, unmakes: unmakes(statement, database, spelling) };
  return made === undefined && !cleansUp ? undefined : { makes: made, cleansUp };
}

function kindOf(statement: Statement): 'drops' | 'takes a right' | undefined {
  switch (statement.kind) {
    case 'drop':
    case 'rollback':
      return 'drops';
    case 'permission':
      return statement.action === 'grant' ? undefined : 'takes a right';
    case 'alter_role':
      return statement.change.kind === 'drop_member' ? 'takes a right' : undefined;
    case 'signature':
      return statement.action === 'drop' ? 'takes a right' : undefined;
    case 'alter_database':
      return statement.options.some(({ name, value }) => switches.has(name) && value === 'OFF')
        ? 'takes a right'
        : undefined;
    case 'execute':
      return statement.module.kind === 'name' ? procedures.get(fold(statement.module.name.name)) : undefined;
    default:
      return undefined;
  }
}

const switches: ReadonlySet<string> = new Set(['TRUSTWORTHY', 'DB_CHAINING']);

const procedures: ReadonlyMap<string, 'drops' | 'takes a right'> = new Map([
  ['sp_dropuser', 'drops'],
  ['sp_revokedbaccess', 'drops'],
  ['sp_droplogin', 'drops'],
  ['sp_revokelogin', 'drops'],
  ['sp_droprole', 'drops'],
  ['sp_dropapprole', 'drops'],
  ['sp_dropserver', 'drops'],
  ['sp_droprolemember', 'takes a right'],
  ['sp_dropsrvrolemember', 'takes a right'],
]);
