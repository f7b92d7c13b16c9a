/**
 * Column lists of GRANT, DENY and REVOKE, judged as the statement compiles, before its securable is looked for
 * (GRA-10).
 */
import type { Span } from '../text/span';
import type { StatementOf } from './statement';

export interface MisplacedColumns {
  /** 1020: the permission or the securable takes none. 1019: one list after the permission and one after the name. */
  readonly number: 1019 | 1020;
  readonly span: Span;
}

/** The first list that stands where none is taken. */
export function misplacedColumns({
  securable,
  permissions,
  all,
}: StatementOf<'permission'>): MisplacedColumns | undefined {
  const onName = securable?.columns.length ?? 0;
  if (all) return undefined;
  for (const permission of permissions) {
    const listed = permission.columns.length > 0;
    if (!listed && onName === 0) continue;
    if (!takesColumns(permission.name) || (securable?.class ?? 'DATABASE') !== 'OBJECT')
      return { number: 1020, span: permission.span };
    if (listed && onName > 0) return { number: 1019, span: permission.span };
  }
  return undefined;
}

/** Column lists are for these only (GRA-10). */
export function takesColumns(permission: string): boolean {
  return permission === 'SELECT' || permission === 'UPDATE' || permission === 'REFERENCES' || permission === 'UNMASK';
}
