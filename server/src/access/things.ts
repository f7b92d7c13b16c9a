/** What is secured. Two things of one mark are open to the same people, so one of them is asked about. */
import { permissionsOf } from '../catalog/builtin';
import { fitsSecurable } from '../catalog/decide/grant-rules';
import {
  onDatabase,
  onKey,
  onObject,
  onPrincipal,
  onSchema,
  onServer,
  onServerPrincipal,
} from '../catalog/decide/question';
import { permissions, securableText } from '../catalog/indexes';
import type { Catalog, Database, Securable, SqlObject } from '../catalog/model';
import { effectiveOwner, isOwnerCertain, ownerOf } from '../catalog/securable';
import { showSecurable } from '../catalog/show';
import type { Folded } from '../text/name';

export interface Thing {
  readonly securable: Securable;
  /** 'OBJECT::dbo.t' */
  readonly shown: string;
  /** 'table|t': what stays of it in another schema. */
  readonly bare?: string;
  readonly mark: string;
  readonly permissions: readonly string[];
  /** Columns that permissions name. */
  readonly columns: readonly Folded[];
  readonly object?: SqlObject;
}

/** The things of a database by their ids. */
export function thingsIn(catalog: Catalog, database: Database): ReadonlyMap<string, Thing> {
  const make = (securable: Securable, object?: SqlObject): Thing => thing(catalog, database, securable, object);
  const found = [
    make(onDatabase),
    ...[...database.schemas.values()].filter(({ name }) => !builtIn.test(name)).map((one) => make(onSchema(one))),
    ...[...database.objects.values()].filter((one) => !isTrigger(one)).map((one) => make(onObject(one), one)),
    ...[...database.principals.values()].filter(({ fixed }) => !fixed).map((one) => make(onPrincipal(one))),
    ...[...database.keys.values()].map((one) => make(onKey(one))),
    ...[...database.assemblies.values()].map(({ id }) => make({ class: 'ASSEMBLY', id })),
  ];
  return new Map(found.map((one) => [securableText(one.securable), one]));
}

const builtIn =
  /^(?:sys|information_schema|guest|db_(?:owner|accessadmin|securityadmin|ddladmin|backupoperator|datareader|datawriter|denydatareader|denydatawriter))$/i;

function isTrigger(object: SqlObject): boolean {
  return object.kind === 'module' && /trigger$/.test(object.type);
}

/** The things of the server: itself, its logins and the roles that somebody made. */
export function thingsOfServer(catalog: Catalog): ReadonlyMap<string, Thing> {
  const principals = [...catalog.server.principals.values()].filter(
    ({ type, fixed }) => type !== 'server_role' || !fixed,
  );
  const found = [onServer, ...principals.map(onServerPrincipal)].map((one) => thing(catalog, undefined, one));
  return new Map(found.map((one) => [securableText(one.securable), one]));
}

function thing(catalog: Catalog, database: Database | undefined, securable: Securable, object?: SqlObject): Thing {
  const rows = permissions.find((database ?? catalog.server).permissions, securableText(securable));
  const owner =
    object && database
      ? { id: effectiveOwner(database, object), certain: isOwnerCertain(database, object) }
      : ownerOf(catalog, database, securable);
  const columns = rows.flatMap((row) => (row.securable.column === undefined ? [] : [row.securable.column]));
  const own = rows.map(({ grantee, permission, state, certain, disputed, securable: on }) =>
    [grantee, permission, state, certain, disputed ?? false, on.column ?? ''].join(' '),
  );
  return {
    securable,
    shown: showSecurable(catalog, database, securable),
    mark: JSON.stringify([securable.class, object?.schema ?? '', owner ?? '', own.toSorted(), kindIn(object)]),
    permissions: permissionsOf(catalog.version, securable.class).filter(
      (one) => !aside.has(one) && fitsSecurable(catalog, securable.class, one, object) === 'fits',
    ),
    columns: [...new Set(columns)].toSorted(),
    ...(object && { object, bare: `${object.kind}|${object.name}` }),
  };
}

/** What nobody asks about in a review. */
const aside: ReadonlySet<string> = new Set(['VIEW CHANGE TRACKING']);

function kindIn(object: SqlObject | undefined): string {
  if (!object) return '';
  return object.kind === 'module' ? `${object.type} ${object.returns ?? ''}` : object.kind;
}
