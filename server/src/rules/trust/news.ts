/** What a statement makes of trustworthy databases: who becomes powerful by it (XDB-40). */
import { type Climber, climbers, type PowerfulOwner, powerfulOwners } from '../../catalog/decide/escalation';
import type { Path } from '../../engine/session/model';
import type { Statement } from '../../syntax/statement';
import type { Span } from '../../text/span';
import { systemCall } from '../calls';
import { addedMember } from '../memberships';

/** Trustworthy databases that have a powerful owner only since this statement. */
export function newPowerfulOwners({ before, after }: Path): readonly PowerfulOwner[] {
  return news(powerfulOwners, before.catalog, after.catalog);
}

/** Users who can become sysadmin through such a database only since this statement. */
export function newClimbers({ before, after }: Path): readonly Climber[] {
  return news(climbers, before.catalog, after.catalog);
}

function news<C extends object, V>(of: (catalog: C) => ReadonlyMap<string, V>, before: C, after: C): readonly V[] {
  if (before === after) return [];
  const now = of(after);
  if (now.size === 0) return [];
  const then = of(before);
  return [...now].filter(([key]) => !then.has(key)).map(([, one]) => one);
}

/** The word in a statement that can make somebody powerful; undefined: another statement, whose parts speak for themselves. */
export function causeIn(path: Path, statement: Statement): Span | undefined {
  switch (statement.kind) {
    case 'alter_database':
    case 'create_database':
      return statement.name?.span ?? statement.span;
    case 'alter_authorization':
      return statement.to.kind === 'principal' ? statement.to.name.span : statement.span;
    case 'permission':
      return statement.principals[0]?.span ?? statement.span;
    case 'execute': {
      const call = systemCall(statement, path.before);
      if (call?.name === 'sp_changedbowner') return call.span('@loginame', 0);
      return addedMember(path, statement)?.span;
    }
    default:
      return addedMember(path, statement)?.span;
  }
}
