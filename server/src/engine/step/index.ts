/**
 * What one statement does to one world. The switch has no default, so the compiler asks for every new kind of
 * statement.
 */

import { lacking } from '../../catalog/reason';
import type { Statement } from '../../syntax/statement';
import { fold } from '../../text/name';
import { stepBeginDialog, stepSend } from '../calls/activation';
import { withDdlTriggers } from '../calls/ddl-events';
import { stepTransaction } from '../calls/transactions';
import { behindUnknownBatch } from '../calls/unknown-batch';
import { type Effect, failed, ok, unchanged, unknown } from '../session/effect';
import { change, setVariable } from '../session/make';
import * as messages from '../session/messages';
import type { Context, Value, World } from '../session/model';
import { serverError } from '../session/server-error';
import { stepQueue, stepService } from './broker/broker';
import { stepEventNotification, stepReceive } from './broker/queue-use';
import { stepExecute } from './context/execute';
import { stepExecuteAs } from './context/execute-as';
import { stepExecuteString } from './context/execute-string';
import { stepRevert } from './context/revert';
import { stepSetUser } from './context/setuser';
import { stepUse } from './context/use';
import { isIdle, stepRaiseError, stepSetOption, stepThrow, stepUses } from './control/control';
import { stepDeclare, stepSetVariable } from './control/variables';
import { stepBulkInsert, stepChange, stepDeclareCursor, stepSelect, stepTruncate } from './data/data';
import { stepKeyUse } from './keys/key-use';
import { stepAlterKey, stepBackupCertificate, stepCreateKey, stepSignature } from './keys/keys';
import { stepAssembly } from './modules/assemblies';
import { stepCreateModule } from './modules/modules';
import { stepDrop } from './objects/drop';
import {
  stepAlterSchema,
  stepAlterTable,
  stepCreateAggregate,
  stepCreateIndex,
  stepCreateSchema,
  stepCreateSequence,
  stepCreateSynonym,
  stepCreateTable,
  stepCreateType,
} from './objects/objects';
import { stepTriggerSwitch } from './objects/trigger-switch';
import { stepOther } from './other';
import { stepAlterAuthorization } from './permissions/ownership';
import { stepPermission } from './permissions/permissions';
import { stepAlterLogin, stepCreateLogin, stepCredential } from './principals/logins';
import {
  stepAlterRole,
  stepAlterUser,
  stepApplicationRole,
  stepCreateRole,
  stepCreateUser,
} from './principals/principals';
import { stepAlterDatabase, stepBackup, stepCreateDatabase } from './server/database';
import { stepDbcc } from './server/dbcc';
import { stepRestore } from './server/restore';
import { stepServer } from './server/server';

export function stepWorld(context: Context, statement: Statement, world: World): Effect {
  if (statement.broken)
    return unknown(behindUnknownBatch(world), lacking('syntax', 'the statement was not understood'));
  if (statement.unread)
    return unknown(behindUnknownBatch(world), lacking('effort', 'nested too deeply: what is in it is not followed'));
  if (isIdle(statement, world))
    return unchanged(world, 'SET NOEXEC or SET PARSEONLY is on: the statement is read and not run');
  if (asksWithoutRole(statement, world)) {
    const refusal = { kind: 'other', because: 'the application role of the frame was dropped' } as const;
    return failed(world, serverError({ message: messages.approleDropped(), span: statement.span, refusal }));
  }
  return withDdlTriggers(context, statement, world, filled(statement, stepStatement(context, statement, world)));
}

/** Variables that got values of data are not known behind the statement. */
function filled(statement: Statement, effect: Effect): Effect {
  if (!statement.fills || effect.outcome.kind === 'error') return effect;
  const unknown: Value = { kind: 'unknown', because: lacking('value', 'the value comes from a row') };
  const variables = statement.fills.reduce(
    (table, name) => setVariable(table, fold(name), unknown),
    effect.after.variables,
  );
  return { ...effect, after: change(effect.after, { variables }) };
}

/**
 * The application role in effect was dropped: everything that asks who is there fails, but for what leaves the role
 * (APP-10).
 */
function asksWithoutRole(statement: Statement, { catalog, stack: { frame } }: World): boolean {
  if (
    frame.origin !== 'app_role' ||
    frame.user.kind !== 'user' ||
    frame.home === undefined ||
    harmless.has(statement.kind)
  )
    return false;
  const home = catalog.databases.get(frame.home);
  if (home?.knowledge !== 'complete' || home.principals.has(frame.user.id)) return false;
  return !(
    statement.kind === 'execute' &&
    statement.module.kind === 'name' &&
    fold(statement.module.name.name) === fold('sp_unsetapprole')
  );
}

const harmless: ReadonlySet<Statement['kind']> = new Set([
  'block',
  'try_catch',
  'if',
  'while',
  'break',
  'continue',
  'goto',
  'label',
  'return',
  'declare',
  'print',
  'set_option',
]);

function stepStatement(context: Context, statement: Statement, world: World): Effect {
  switch (statement.kind) {
    case 'if':
    case 'while':
    case 'return':
    case 'print':
      return stepUses(context, statement, world);
    case 'throw':
      return stepThrow(context, statement, world);
    case 'raiserror':
      return stepRaiseError(context, statement, world);
    case 'begin_transaction':
    case 'commit':
    case 'rollback':
    case 'save_transaction':
      return stepTransaction(context, statement, world);
    case 'set_option':
      return stepSetOption(context, statement, world);
    case 'declare':
      return stepDeclare(context, statement, world);
    case 'set_variable':
      return stepSetVariable(context, statement, world);
    case 'execute_as':
      return stepExecuteAs(context, statement, world);
    case 'revert':
      return stepRevert(context, statement, world);
    case 'setuser':
      return stepSetUser(context, statement, world);
    case 'use':
      return stepUse(context, statement, world);
    case 'execute':
      return stepExecute(context, statement, world);
    case 'execute_string':
      return stepExecuteString(context, statement, world);
    case 'select':
      return stepSelect(context, statement, world);
    case 'insert':
    case 'update':
    case 'delete':
    case 'merge':
      return stepChange(context, statement, world, stepStatement);
    case 'truncate_table':
      return stepTruncate(context, statement, world);
    case 'bulk_insert':
      return stepBulkInsert(context, statement, world);
    case 'create_module':
      return stepCreateModule(context, statement, world);
    case 'create_table':
      return stepCreateTable(context, statement, world);
    case 'alter_table':
      return stepAlterTable(context, statement, world);
    case 'create_index':
      return stepCreateIndex(context, statement, world);
    case 'create_type':
      return stepCreateType(context, statement, world);
    case 'create_synonym':
      return stepCreateSynonym(context, statement, world);
    case 'create_sequence':
      return stepCreateSequence(context, statement, world);
    case 'create_schema':
      return stepCreateSchema(context, statement, world, stepWorld);
    case 'alter_schema':
      return stepAlterSchema(context, statement, world);
    case 'drop':
      return stepDrop(context, statement, world);
    case 'enable_trigger':
    case 'disable_trigger':
      return stepTriggerSwitch(context, statement, world);
    case 'create_login':
      return stepCreateLogin(context, statement, world);
    case 'alter_login':
      return stepAlterLogin(context, statement, world);
    case 'create_user':
      return stepCreateUser(context, statement, world);
    case 'alter_user':
      return stepAlterUser(context, statement, world);
    case 'create_role':
      return stepCreateRole(context, statement, world);
    case 'alter_role':
      return stepAlterRole(context, statement, world);
    case 'create_application_role':
    case 'alter_application_role':
      return stepApplicationRole(context, statement, world);
    case 'credential':
      return stepCredential(context, statement, world);
    case 'permission':
      return stepPermission(context, statement, world);
    case 'alter_authorization':
      return stepAlterAuthorization(context, statement, world);
    case 'create_database':
      return stepCreateDatabase(context, statement, world);
    case 'alter_database':
      return stepAlterDatabase(context, statement, world);
    case 'backup':
      return stepBackup(context, statement, world);
    case 'restore':
      return stepRestore(context, statement, world);
    case 'create_key':
      return stepCreateKey(context, statement, world);
    case 'alter_key':
      return stepAlterKey(context, statement, world);
    case 'backup_certificate':
      return stepBackupCertificate(context, statement, world);
    case 'signature':
      return stepSignature(context, statement, world);
    case 'create_assembly':
    case 'alter_assembly':
      return stepAssembly(context, statement, world);
    case 'queue':
      return stepQueue(context, statement, world);
    case 'service':
      return stepService(context, statement, world);
    case 'declare_cursor':
      return stepDeclareCursor(context, statement, world);
    case 'receive':
      return stepReceive(context, statement, world);
    case 'event_notification':
      return stepEventNotification(context, statement, world);
    case 'key_use':
      return stepKeyUse(context, statement, world);
    case 'begin_dialog':
      return stepBeginDialog(context, statement, world);
    case 'send':
      return stepSend(context, statement, world);
    case 'dbcc':
      return stepDbcc(context, statement, world);
    case 'kill':
    case 'shutdown':
    case 'reconfigure':
    case 'checkpoint':
      return stepServer(context, statement, world);
    case 'other':
      if (statement.name && statement.words.join(' ') === 'CREATE AGGREGATE')
        return stepCreateAggregate(statement.name, statement.span, world);
      return stepOther(context, statement, world);
    case 'block':
    case 'try_catch':
    case 'break':
    case 'continue':
    case 'goto':
    case 'label':
    case 'waitfor':
    case 'open_cursor':
    case 'close_cursor':
    case 'fetch':
    case 'deallocate':
      return ok(world);
  }
}
