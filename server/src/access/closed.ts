/** A catalog in which nothing is but what the scripts say: what they leave open is the same on both sides of a comparison. */
import type { Catalog, Database } from '../catalog/model';

/** What a statement changed unseen stays open. */
export function closed(catalog: Catalog): Catalog {
  if (catalog.server.unseen) return catalog;
  return {
    ...catalog,
    server: { ...catalog.server, knowledge: 'complete' },
    databases: catalog.databases.map((database): Database => {
      if (database.unseen) return database;
      return { ...database, knowledge: 'complete', ...(!database.system && { objectKnowledge: 'complete' as const }) };
    }),
  };
}
