/** What a project or package says of the collation of its database, and of how names in it are compared. */
import { isCaseSensitive } from '../catalog/collation';
import type { Database, Version } from '../catalog/model';

/** The collation as properties give it, each undefined where nothing is said. */
export interface SaidOfCollation {
  /** Of the database. */
  readonly collation: string | undefined;
  /** Of the names in it, in Azure SQL Database. */
  readonly catalog: string | undefined;
  /** As the build compares names; the database is not made with it. */
  readonly model?: string | undefined;
}

/**
 * Whether capitals count in the database. The build alone may tell them apart, and the catalog of a database in Azure is made
 * with its own collation or another one: then it is not known.
 */
export function collationOf(
  { collation, catalog, model }: SaidOfCollation,
  version: Version | undefined,
): Pick<Database, 'caseSensitive' | 'catalogCollation'> {
  const said = isCaseSensitive(collation);
  if (said === undefined) return isCaseSensitive(model) ? { caseSensitive: 'perhaps' } : {};
  if (!said) return {};
  if (version !== 'azure-sql-database' || /^(DATABASE_DEFAULT|0)$/i.test(catalog ?? '')) return { caseSensitive: true };
  return { caseSensitive: true, catalogCollation: catalog === undefined ? 'perhaps' : 'fixed' };
}
