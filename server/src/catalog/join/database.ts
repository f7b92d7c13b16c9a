/** Joins of databases, field by field. */

import { withoutGone } from '../change/gone';
import { dboId } from '../ids';
import { sameValue } from '../index-by';
import type { Assembly, Database, DatabasePrincipal, Entry, SqlObject, Table } from '../model';
import {
  elder,
  joinEntries,
  joinGone,
  joinMaps,
  joinMembers,
  joinRows,
  joinUnlisted,
  sideByFields,
  sideOr,
  smaller,
  weaken,
} from './maps';
import { joinModule, joinSignatures } from './module';

export function joinDatabase(a: Database, b: Database): Database {
  if (a === b) return a;
  const entries = <T extends Entry>(x: T, y: T): T => joinEntries(x, y);
  const { system: _, caseSensitive, catalogCollation, ...rest } = withoutGone(a);
  const made: Database = {
    ...rest,
    ...joinGone(a, b),
    ...(a.system && b.system && { system: true as const }),
    ...(b.unseen && { unseen: true as const }),
    ...joinUnlisted(a, b),
    ...(b.foreign && { foreign: true as const }),
    ...(caseSensitive && { caseSensitive }),
    ...(caseSensitive !== b.caseSensitive && { caseSensitive: 'perhaps' as const }),
    ...(catalogCollation && { catalogCollation }),
    ...(catalogCollation !== b.catalogCollation && { catalogCollation: 'perhaps' as const }),
    id: smaller(a.id, b.id),
    name: smaller(a.name, b.name),
    certain: a.certain && b.certain && a.id === b.id,
    knowledge: a.knowledge === 'open' || b.knowledge === 'open' ? 'open' : 'complete',
    owner: a.owner === b.owner ? a.owner : undefined,
    ...(b.ownerAssumed && { ownerAssumed: true as const }),
    trustworthy: a.trustworthy === b.trustworthy ? a.trustworthy : undefined,
    chaining: a.chaining === b.chaining ? a.chaining : undefined,
    masterKey: a.masterKey === b.masterKey ? a.masterKey : undefined,
    recursiveTriggers: a.recursiveTriggers || b.recursiveTriggers,
    containment: a.containment === 'partial' || b.containment === 'partial' ? 'partial' : 'none',
    ...(a.objectKnowledge === 'open' || b.objectKnowledge === 'open' ? { objectKnowledge: 'open' as const } : {}),
    principals: joinMaps(a.principals, b.principals, joinPrincipal, weaken),
    members: joinMembers(a.members, b.members),
    permissions: joinRows(a.permissions, b.permissions),
    schemas: joinMaps(a.schemas, b.schemas, entries, weaken),
    objects: joinMaps(a.objects, b.objects, joinObject, weaken),
    triggers: joinMaps(a.triggers, b.triggers, joinModule, weaken),
    keys: joinMaps(a.keys, b.keys, entries, weaken),
    assemblies: joinMaps(a.assemblies, b.assemblies, joinAssembly, weaken),
    services: joinMaps(a.services, b.services, entries, weaken),
    others: joinMaps(a.others, b.others, entries, weaken),
  };
  return sideByFields(made, a, b);
}

/** dbo is there on both ways, whoever owns the database. */
function joinPrincipal(a: DatabasePrincipal, b: DatabasePrincipal): DatabasePrincipal {
  return a.id === dboId && a.sid !== b.sid ? sideOr({ ...a, sid: undefined }, a, b) : joinEntries(a, b);
}

function joinObject(a: SqlObject, b: SqlObject): SqlObject {
  if (a.kind === 'module' && b.kind === 'module') return joinModule(a, b);
  if (a.kind === 'table' && b.kind === 'table') return joinTable(a, b);
  return joinEntries(a, b);
}

/** A table whose columns differ is there on both ways; its columns are not known. */
function joinTable(a: Table, b: Table): Table {
  if (sameValue(a, b)) return elder(a, b);
  const columns = sameValue(a.columns, b.columns) ? a.columns : undefined;
  const [x, y] = [
    { ...a, columns },
    { ...b, columns },
  ];
  return sideOr(sameValue(x, y) ? x : smaller(weaken(x), weaken(y)), a, b);
}

function joinAssembly(a: Assembly, b: Assembly): Assembly {
  if (sameValue(a, b)) return elder(a, b);
  const signatures = joinSignatures(a.signatures, b.signatures);
  const [x, y] = [
    { ...a, signatures },
    { ...b, signatures },
  ];
  return sideOr(sameValue(x, y) ? x : smaller(weaken(x), weaken(y)), a, b);
}
