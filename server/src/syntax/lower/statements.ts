/** Which function lowers which statement. A type without an entry is known by its words alone. */
import type { Name } from '../../text/name';
import type { Statement } from '../statement';
import { createAssembly } from './assemblies';
import type { Base } from './base';
import * as broker from './broker';
import * as context from './context';
import * as control from './control';
import * as data from './data';
import * as keys from './keys';
import * as modules from './modules';
import * as objects from './objects';
import { databasePart, ofDatabasePart, other } from './other';
import * as permissions from './permissions';
import * as principals from './principals';
import * as server from './server';
import { contentEnd, type Syntax, textOf } from './syntax';
import * as tables from './tables';

/**
 * Lowers a statement whose inner statements are lowered already. `broken`: an error lies in it and in none of those.
 */
export function lowerStatement(node: Syntax, { broken }: { readonly broken: boolean }): Statement {
  const type = partTypes[node.type] ?? node.type;
  const fills = filledBy(node);
  const own: Base = { node: type, span: { start: 0, end: contentEnd(node) } };
  const base: Base =
    broken || fills.length > 0
      ? { ...own, ...(broken ? { broken: true as const } : {}), ...(fills.length > 0 ? { fills } : {}) }
      : own;
  if (type.endsWith('_database') && databasePart(node)) return ofDatabasePart(node, base);
  const lower = lowerings[type] ?? (type.startsWith('drop_') ? objects.drop : other);
  return lower(node, base);
}

/**
 * FETCH fills every variable that it names, as far as we care; UPDATE and RECEIVE those on the left of an equals sign.
 */
function filledBy(node: Syntax): readonly Name[] {
  if (node.type === 'fetch') return variablesIn(node, () => true);
  if (node.type !== 'update' && node.type !== 'receive') return [];
  return variablesIn(node, (one) => one.field === 'variable');
}

function variablesIn(node: Syntax, wanted: (variable: Syntax) => boolean): readonly Name[] {
  const found: Name[] = [];
  const search = (from: Syntax): void => {
    for (const one of from.children) {
      if (one.type !== 'variable') search(one);
      else if (wanted(one)) found.push(textOf(one));
    }
  };
  search(node);
  return found;
}

/** Parts that are lowered as statements, though the grammar's type says that the server counts none. */
const partTypes: Readonly<Record<string, string>> = {
  execute_source: 'execute',
  execute_string_source: 'execute_string',
};

const lowerings: Readonly<Record<string, (node: Syntax, base: Base) => Statement>> = {
  block: control.block,
  if: control.ifStatement,
  while: control.whileStatement,
  try_catch: control.tryCatch,
  break: control.leave,
  continue: control.leave,
  return: control.returnStatement,
  goto: control.goto,
  label: control.label,
  throw: control.throwStatement,
  raiserror: control.raiseError,
  print: control.print,
  waitfor: control.waitFor,
  declare: control.declare,
  set_variable: control.setVariable,
  set_option: control.setOption,
  begin_transaction: control.transaction,
  commit: control.transaction,
  rollback: control.transaction,
  save_transaction: control.transaction,
  declare_cursor: control.cursor,
  open_cursor: control.cursor,
  close_cursor: control.cursor,
  fetch: control.cursor,
  deallocate: control.cursor,
  execute: context.execute,
  execute_string: context.executeString,
  execute_as: context.executeAs,
  revert: context.revert,
  setuser: context.setUser,
  use: context.use,
  select: data.select,
  insert: data.change,
  update: data.change,
  delete: data.change,
  merge: data.change,
  truncate_table: data.truncate,
  bulk_insert: data.bulkInsert,
  create_procedure: modules.createModule,
  alter_procedure: modules.createModule,
  create_function: modules.createModule,
  alter_function: modules.createModule,
  create_view: modules.createModule,
  alter_view: modules.createModule,
  create_trigger: modules.createModule,
  alter_trigger: modules.createModule,
  create_table: tables.createTable,
  alter_table: tables.alterTable,
  create_index: tables.createIndex,
  alter_index: tables.createIndex,
  create_statistics: tables.createIndex,
  update_statistics: tables.createIndex,
  create_type: objects.createType,
  create_synonym: objects.createSynonym,
  create_sequence: objects.createSequence,
  alter_sequence: objects.createSequence,
  create_schema: objects.createSchema,
  alter_schema: objects.alterSchema,
  enable_trigger: objects.triggerSwitch,
  disable_trigger: objects.triggerSwitch,
  create_login: principals.createLogin,
  alter_login: principals.alterLogin,
  create_user: principals.createUser,
  alter_user: principals.alterUser,
  create_role: principals.createRole,
  create_server_role: principals.createRole,
  alter_role: principals.alterRole,
  alter_server_role: principals.alterRole,
  create_application_role: principals.applicationRole,
  alter_application_role: principals.applicationRole,
  create_credential: principals.credential,
  alter_credential: principals.credential,
  grant: permissions.permission,
  deny: permissions.permission,
  revoke: permissions.permission,
  alter_authorization: permissions.alterAuthorization,
  create_database: server.createDatabase,
  alter_database: server.alterDatabase,
  create_assembly: createAssembly,
  alter_assembly: createAssembly,
  backup: server.backup,
  restore: server.restore,
  dbcc: server.dbcc,
  kill: server.simple,
  shutdown: server.simple,
  reconfigure: server.simple,
  checkpoint: server.simple,
  create_certificate: keys.createKey,
  create_asymmetric_key: keys.createKey,
  create_symmetric_key: keys.createKey,
  create_master_key: keys.createKey,
  alter_certificate: keys.alterKey,
  alter_asymmetric_key: keys.alterKey,
  alter_symmetric_key: keys.alterKey,
  alter_master_key: keys.alterKey,
  backup_certificate: keys.backupCertificate,
  open_symmetric_key: keys.keyUse,
  close_symmetric_key: keys.keyUse,
  add_signature: keys.signature,
  drop_signature: keys.signature,
  create_queue: broker.queue,
  alter_queue: broker.queue,
  create_service: broker.service,
  alter_service: broker.service,
  begin_dialog: broker.beginDialog,
  send: broker.send,
  receive: broker.receive,
  create_event_notification: broker.eventNotification,
};
