/**
 * sys.objects and its relatives, sysobjects, INFORMATION_SCHEMA: the objects of the current database that the frame may
 * see (PERM-16).
 */

import { decideVisible } from '../../catalog/decide/visible';
import { knowsObjects } from '../../catalog/lookup';
import type { Database, SqlObject } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import { memo } from '../../text/memo';
import { subject } from '../session/identity';
import type { Value, World } from '../session/model';
import { objectIdValue, schemaIdValue } from './ids';
import { doubted, type Row, type RowSet, row, type Seen, string } from './row';

type Kind = readonly [code: string, description: string];

/** The type of an object as sys.objects writes it; undefined: it is not listed there, or its type is not known. */
function kindOf(object: SqlObject): Kind | undefined {
  switch (object.kind) {
    case 'table':
      return ['U', 'USER_TABLE'];
    case 'synonym':
      return ['SN', 'SYNONYM'];
    case 'queue':
      return ['SQ', 'SERVICE_QUEUE'];
    case 'sequence':
      return ['SO', 'SEQUENCE_OBJECT'];
    case 'module':
      switch (object.type) {
        case 'procedure':
          return object.external ? ['PC', 'CLR_STORED_PROCEDURE'] : ['P', 'SQL_STORED_PROCEDURE'];
        case 'view':
          return ['V', 'VIEW'];
        case 'dml_trigger':
          return object.external ? ['TA', 'CLR_TRIGGER'] : ['TR', 'SQL_TRIGGER'];
        case 'function':
          if (object.external)
            return object.returns === 'table' ? ['FT', 'CLR_TABLE_VALUED_FUNCTION'] : ['FS', 'CLR_SCALAR_FUNCTION'];
          if (object.returns === 'inline') return ['IF', 'SQL_INLINE_TABLE_VALUED_FUNCTION'];
          return object.returns === 'table' ? ['TF', 'SQL_TABLE_VALUED_FUNCTION'] : ['FN', 'SQL_SCALAR_FUNCTION'];
        default:
          return undefined;
      }
    default:
      return undefined;
  }
}

const views: Record<string, readonly string[] | 'all'> = {
  objects: 'all',
  all_objects: 'all',
  sysobjects: 'all',
  tables: ['U'],
  views: ['V'],
  procedures: ['P', 'PC'],
  synonyms: ['SN'],
  sequences: ['SO'],
  service_queues: ['SQ'],
  triggers: ['TR', 'TA'],
  sql_modules: ['P', 'V', 'TR', 'FN', 'IF', 'TF'],
};

/** The rows of a view of objects; undefined: it is none. */
export function objectRows(world: World, database: Database, view: string): RowSet | undefined {
  const types = Object.hasOwn(views, view) ? views[view] : undefined;
  if (!types) return undefined;
  const own = visibleObjects(world, database, (code) => types === 'all' || types.includes(code));
  if (view !== 'triggers') return own;
  const ddl = [...database.triggers.values()].map((one) => {
    const known = row({
      name: string(one.name),
      object_id: objectIdValue(database, one.id),
      type: string('TR'),
      parent_id: { kind: 'number', value: 0 },
    });
    return one.certain ? known : doubted(known);
  });
  return {
    rows: [...own.rows, ...ddl],
    complete: own.complete,
    seen: (one) => (ddl.includes(one) ? 'shown' : own.seen!(one)),
  };
}

function visibleObjects(world: World, database: Database, wanted: (code: string) => boolean): RowSet {
  const { rows, others, objectOf } = listedIn(database);
  const complete = knowsObjects(database) === 'complete' && !others;
  const asking = subject(world, world.database);
  const seen = (one: Row): Seen => {
    const object = objectOf.get(one)!;
    const { kind } = decideVisible(world.catalog, database, asking, object);
    if (kind === 'denied') return 'hidden';
    return object.certain && kind === 'allowed' ? 'shown' : 'unknown';
  };
  return { rows: rows.flatMap(([code, one]) => (wanted(code) ? [one] : [])), complete, seen };
}

interface Listed {
  /** By the type of the object. */
  readonly rows: readonly (readonly [code: string, row: Row])[];
  readonly objectOf: ReadonlyMap<Row, SqlObject>;
  /** Whether there are objects of which the kind is not known. */
  readonly others: boolean;
}

/** Remembered: scripts ask for each thing that they make whether it is there. */
const listedIn = memo((database: Database): Listed => {
  const objectOf = new Map<Row, SqlObject>();
  const rows: [string, Row][] = [];
  let others = false;
  for (const object of database.objects.values()) {
    const kind = kindOf(object);
    if (object.kind === 'other') others = true;
    if (!kind) continue;
    const one = rowOf(database, object, kind);
    objectOf.set(one, object);
    rows.push([kind[0], one]);
  }
  return { rows, objectOf, others };
});

function rowOf(database: Database, object: SqlObject, [code, description]: Kind): Row {
  const schema = database.schemas.get(object.schema);
  const id = objectIdValue(database, object.id);
  const schemaId: Value = schema
    ? schemaIdValue(database, schema)
    : { kind: 'unknown', because: lacking('declaration', 'the schema is not known') };
  const parent: Value =
    object.kind === 'module' && object.parent !== undefined
      ? objectIdValue(database, object.parent)
      : { kind: 'number', value: 0 };
  return row({
    name: string(object.name),
    object_id: id,
    id,
    schema_id: schemaId,
    uid: schemaId,
    type: string(code),
    xtype: string(code),
    type_desc: string(description),
    parent_object_id: parent,
    parent_id: parent,
    parent_obj: parent,
    is_ms_shipped: { kind: 'number', value: 0 },
  });
}

/** INFORMATION_SCHEMA.TABLES, VIEWS and ROUTINES; undefined: another one. */
export function informationRows(world: World, view: string): RowSet | undefined {
  const database = world.catalog.databases.get(world.database);
  if (!database) return undefined;
  switch (view) {
    case 'tables':
    case 'views':
      return renamed(
        database,
        visibleObjects(world, database, (code) => code === 'V' || (view === 'tables' && code === 'U')),
        'table',
      );
    case 'routines':
      return renamed(
        database,
        visibleObjects(world, database, (code) => ['P', 'PC', 'FN', 'FS', 'IF', 'TF', 'FT'].includes(code)),
        'routine',
      );
    default:
      return undefined;
  }
}

function renamed(database: Database, { rows, complete, seen }: RowSet, prefix: 'table' | 'routine'): RowSet {
  const schemaNames = new Map(
    [...database.schemas.values()].map((one) => [keyOf(schemaIdValue(database, one)), string(one.name)]),
  );
  const originals = new Map<Row, Row>();
  for (const one of rows) originals.set(asInformation(one, prefix, database, schemaNames), one);
  return { rows: [...originals.keys()], complete, ...(seen && { seen: (one) => seen(originals.get(one)!) }) };
}

function asInformation(
  one: Row,
  prefix: 'table' | 'routine',
  database: Database,
  schemaNames: ReadonlyMap<string, Value>,
): Row {
  const type = one.get('type');
  const code = type?.kind === 'string' ? type.value : '';
  const ofRoutine = code.startsWith('P') ? 'PROCEDURE' : 'FUNCTION';
  const ofTable = code === 'V' ? 'VIEW' : 'BASE TABLE';
  const schema = schemaNames.get(keyOf(one.get('schema_id')!));
  return new Map([
    ...one,
    [`${prefix}_name`, one.get('name')!],
    [`${prefix}_type`, string(prefix === 'routine' ? ofRoutine : ofTable)],
    [`${prefix}_catalog`, string(database.name)],
    ...(schema ? [[`${prefix}_schema`, schema] as const] : []),
  ]);
}

const keyOf = (value: Value): string => JSON.stringify(value);
