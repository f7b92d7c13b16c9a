/** EXECUTE of modules (MOD-10 to MOD-16, DYN-9 to DYN-11, PERM-15). */

import { forgetGone } from '../../../catalog/change/gone';
import { databaseKey } from '../../../catalog/collation';
import { findAssembly } from '../../../catalog/lookup';
import type { Database, Module } from '../../../catalog/model';
import { changesUnseen } from '../../../catalog/opaque-procedures';
import { lacking } from '../../../catalog/reason';
import { requirementOfProcedure } from '../../../catalog/requirement/requirement';
import type { Expression, ObjectName } from '../../../syntax/expression';
import type { StatementOf } from '../../../syntax/statement';
import { type Folded, fold } from '../../../text/name';
import { type Bound, clauseDoubt, enterModule } from '../../calls/module-frame';
import { callTemporary } from '../../calls/temporary-procedures';
import { neededIn } from '../../calls/tracked';
import { behindAnything, behindUnknownBatch, behindUnknownProcedure, behindUnseen } from '../../calls/unknown-batch';
import { evaluate } from '../../evaluate/expression';
import { clrRefusal } from '../../judge/clr';
import { decideLinkedServer } from '../../judge/linked-server';
import { requireObject } from '../../judge/objects';
import { enterDatabase } from '../../names/access';
import { type Resolved, resolveObject } from '../../names/resolve';
import { splitName } from '../../names/split-name';
import {
  type Effect,
  failed,
  isError,
  outcomeOnly,
  type PlannedCall,
  type StepFunction,
  unknown,
} from '../../session/effect';
import { change, setVariable } from '../../session/make';
import { enter } from '../../session/memory';
import * as messages from '../../session/messages';
import type { Context, Outcome, Value, World } from '../../session/model';
import { noVariables, returnStatus } from '../../session/scope';
import { serverError } from '../../session/server-error';
import { internVariables } from '../../session/variable-tables';
import { stepAgentProcedure } from '../procedures/agent';
import { stepByTable } from '../procedures/by-table';
import { stepProcedure } from '../procedures/index';
import { executeSql } from './execute-string';
import { setAppRole, unsetAppRole } from './setuser';

type Execute = StatementOf<'execute'>;

/** What nobody follows into may make again what the script dropped. */
export const stepExecute: StepFunction<Execute> = (context, statement, world) => {
  const effect = execute(context, statement, world);
  const followed = effect.outcome.kind !== 'unknown' && (context.enterCalls || effect.calls !== undefined);
  return followed ? effect : { ...effect, after: change(effect.after, { catalog: forgetGone(effect.after.catalog) }) };
};

const execute: StepFunction<Execute> = (context, statement, world) => {
  const name = moduleName(context, statement, world);
  if (!name)
    return withOutputs(
      statement,
      world,
      unknown(behindUnknownProcedure(world, world.database), lacking('value', 'which module is called is not known')),
      setByModule,
    );
  const system = systemProcedure(context, statement, world, name);
  if (system) return withOutputs(statement, world, system, system.calls ? setByModule : success);
  const resolved = resolveProcedure(world, name);
  const ofSystem = resolved.kind === 'object' && resolved.key === fold('msdb');
  return withOutputs(
    statement,
    world,
    callResolved(context, statement, world, name, resolved),
    ofSystem ? success : setByModule,
  );
};

/** A procedure by its name; one that begins with sp_ and is not here is looked for in master. */
function resolveProcedure(world: World, name: ObjectName): Resolved {
  const here = resolveObject(world, name);
  if (here.kind !== 'absent' || name.database !== undefined || !/^sp_/i.test(name.name)) return here;
  const shared = resolveObject(world, { ...name, database: 'master', schema: name.schema ?? 'dbo' });
  const mayBeShared = shared.kind === 'absent' && shared.database.knowledge === 'open';
  return shared.kind === 'object' || mayBeShared ? shared : here;
}

function callResolved(
  context: Context,
  statement: Execute,
  world: World,
  name: ObjectName,
  resolved: Resolved,
): Effect {
  switch (resolved.kind) {
    case 'refused':
      return failed(world, resolved.outcome);
    case 'unknown':
      return unknown(behindUnknownProcedure(world, inDatabase(world, name)), resolved);
    case 'temporary':
      return callTemporary(context, world, name.name, (definition, from) => bind(context, from, definition, statement));
    case 'remote':
      return outcomeOnly(world, decideLinkedServer(world, resolved.server, name.span, 'call'));
    case 'system':
      return notModelled(world, name);
    case 'absent':
      if (resolved.database.knowledge === 'open')
        return unknown(
          behindUnknownProcedure(world, resolved.key),
          lacking('declaration', `whether ${name.text} exists is not known`),
        );
      return failed(
        world,
        serverError({
          message: messages.noSuchProcedure(name.text),
          span: name.span,
          refusal: { kind: 'missing', what: 'procedure', name: name.text },
        }),
      );
    case 'object': {
      const allowed = requireObject(world, resolved, 'EXECUTE', { kind: 'every' }, name.span);
      if (allowed.kind === 'error') return failed(world, allowed);
      if (resolved.object.kind === 'synonym') return callSynonym(context, statement, world, resolved, allowed);
      if (resolved.object.kind !== 'module')
        return failed(
          world,
          serverError({
            message: messages.noSuchProcedure(name.text),
            span: name.span,
            refusal: { kind: 'missing', what: 'procedure', name: name.text },
          }),
        );
      return call(context, statement, world, resolved, resolved.object, allowed);
    }
  }
}

/** A synonym is a securable of its own; its base is reached by the chain from the synonym's owner (PERM-15). */
function callSynonym(
  context: Context,
  statement: Execute,
  world: World,
  resolved: Resolved & { kind: 'object' },
  allowed: Outcome,
): Effect {
  if (resolved.object.kind !== 'synonym') return outcomeOnly(world, allowed);
  const target = {
    ...resolved.object.target,
    database: resolved.object.target.database ?? resolved.database.name,
    schema: resolved.object.target.schema ?? resolved.schema.name,
  };
  const base = resolveObject(world, {
    ...target,
    span: statement.module.kind === 'name' ? statement.module.name.span : statement.span,
  });
  if (base.kind !== 'object' || base.object.kind !== 'module')
    return callResolved(context, statement, world, target, base);
  const chained = requireObject(world, base, 'EXECUTE', { kind: 'every' }, statement.span, {
    database: resolved.database,
    object: resolved.object,
  });
  if (chained.kind === 'error') return failed(world, chained);
  return call(context, statement, world, base, base.object, chained);
}

function call(
  context: Context,
  statement: Execute,
  world: World,
  { database, key, shown }: Resolved & { kind: 'object' },
  module: Module,
  allowed: Outcome,
): Effect {
  if (module.external) return callExternal(statement, world, database, module, allowed);
  if (module.body === undefined && key === fold('msdb')) return ofMsdb(context, statement, world, module, allowed);
  // MOD-24
  if ((statement.number ?? 1) > 1)
    return unknown(behindUnknownProcedure(world, key), lacking('model', 'numbered procedures are not followed'));
  if (!context.enterCalls) return { outcome: allowed, after: world };
  const definition = module.body === undefined ? undefined : enter(context, module.body);
  // A procedure that msdb has from the start changes nothing that is followed here.
  if (!definition && key === 'msdb' && requirementOfProcedure(module.name)) return { outcome: allowed, after: world };
  if (!definition || definition.textUnknown)
    return unknown(behindUnknownProcedure(world, key), lacking('declaration', `the text of ${shown} is not known`));
  const planned: PlannedCall = {
    kind: 'module',
    name: shown,
    definition,
    body: definition.body,
    module: { database: key, id: module.id, server: false, definition: module.body },
    enter: (from) => {
      const entered = enterModule(from, {
        database,
        key,
        module,
        definition,
        ...bind(context, from, definition, statement),
      });
      return isShared(statement, from, key, module) && !isError(entered)
        ? change(entered, { database: from.database })
        : entered;
    },
  };
  const doubt = allowed.kind === 'ok' ? clauseDoubt(world, database, module) : undefined;
  return { outcome: doubt ? { kind: 'unknown', because: doubt } : allowed, after: world, calls: [planned] };
}

/** A procedure of master whose name begins with sp_ runs in the database where it is called by its name alone. */
function isShared({ module: named }: Execute, from: World, key: Folded, { name, runAs }: Module): boolean {
  const elsewhere = named.kind === 'name' && named.name.database !== undefined;
  return key === fold('master') && from.database !== key && /^sp_/i.test(name) && !elsewhere && runAs.kind === 'caller';
}

/** The database in which a name is looked for. */
function inDatabase(world: World, { database }: ObjectName): Folded {
  return database === undefined ? world.database : databaseKey(world.catalog, database);
}

/** A procedure of the system that is not modelled; most report, the others may have changed anything that they can. */
function notModelled(world: World, { name, text }: ObjectName): Effect {
  const unseen = changesUnseen(name);
  return unknown(unseen ? behindUnseen(world, unseen) : world, lacking('model', `${text} is not modelled`));
}

/**
 * A body in an assembly is not followed, but whether it starts at all is decided (CLR-6, CLR-17, CLR-23). Safe code has the
 * rights of the frame in which it runs; other code opens connections of its own.
 */
function callExternal(statement: Execute, world: World, database: Database, module: Module, allowed: Outcome): Effect {
  const entered = enterModule(world, {
    database,
    key: databaseKey(world.catalog, database.name),
    module,
    definition: undefined,
    variables: noVariables,
  });
  const refused = isError(entered) ? entered : clrRefusal(world, database, module, statement.span);
  if (refused) return outcomeOnly(world, refused);
  const assembly = module.assembly === undefined ? undefined : findAssembly(database, module.assembly);
  const isSafe = assembly?.kind === 'found' && assembly.entry.permissionSet === 'SAFE';
  return {
    outcome:
      allowed.kind === 'ok'
        ? { kind: 'unknown', because: lacking('remote', 'what the assembly does is not known') }
        : allowed,
    after: isSafe && !isError(entered) ? behindUnknownBatch(world, entered) : behindAnything(world),
  };
}

/**
 * The procedures of msdb have no text here: those about jobs are modelled, mail depends on what is set up, the others
 * change nothing that counts.
 */
function ofMsdb(context: Context, statement: Execute, world: World, module: Module, allowed: Outcome): Effect {
  const name = fold(module.name);
  if (name === fold('sp_send_dbmail') && allowed.kind === 'ok')
    return unknown(world, lacking('setting', 'whether Database Mail is set up is not known'));
  const effect = allowed.kind === 'ok' ? stepAgentProcedure(context, statement, world, name) : undefined;
  return effect ?? { outcome: allowed, after: world };
}

/**
 * Parameters get the values of the arguments, by name or by position; OUTPUT ones go back to the caller's variables.
 */
function bind(
  context: Context,
  world: World,
  definition: StatementOf<'create_module'>,
  { arguments: args, returnVariable }: Execute,
): Bound {
  let variables = noVariables;
  const followed = neededIn(definition.body);
  const outputs: { to: Folded; from: Folded }[] = [];
  definition.parameters.forEach((parameter, position) => {
    const key = fold(parameter.name);
    const argument =
      args.find((one) => one.name !== undefined && fold(one.name) === key) ??
      (args[position]?.name === undefined ? args[position] : undefined);
    const source: Expression | undefined =
      argument && argument.value.kind !== 'default' ? argument.value : parameter.initial;
    const value: Value = source
      ? evaluate(context, world, source)
      : { kind: 'unknown', because: lacking('value', `the parameter ${parameter.name} is not known`) };
    const returned =
      argument?.output && argument.value.kind === 'variable' && context.tracked.has(fold(argument.value.name));
    if (returned || followed.has(key)) variables = setVariable(variables, key, value);
    if (returned) outputs.push({ to: fold(argument.value.name), from: key });
  });
  if (returnVariable !== undefined && context.tracked.has(fold(returnVariable)))
    outputs.push({ to: fold(returnVariable), from: returnStatus });
  return { variables: internVariables(variables), outputs };
}

/** The name that is called; a variable's value where it is known. */
function moduleName(context: Context, { module }: Execute, world: World): ObjectName | undefined {
  if (module.kind === 'name') return module.name;
  const value = evaluate(context, world, { kind: 'variable', name: module.name, span: module.span });
  const parts = value.kind === 'string' ? splitName(value.value) : undefined;
  if (!parts || parts.length > 4) return undefined;
  const [name, schema, database, server] = [...parts].reverse();
  return {
    span: module.span,
    text: value.kind === 'string' ? value.value : '',
    name: name ?? '',
    ...(schema && { schema }),
    ...(database && { database }),
    ...(server && { server }),
  };
}

/**
 * Procedures of the system: sp_ and xp_ names, in sys or without a schema. With a name of three parts they run in that
 * database (XDB-5).
 */
function systemProcedure(context: Context, statement: Execute, world: World, name: ObjectName): Effect | undefined {
  const plain = fold(name.name);
  if (
    name.server !== undefined ||
    !/^(sp|xp)_/.test(plain) ||
    (name.schema !== undefined && !['sys', 'dbo', ''].includes(fold(name.schema)))
  )
    return undefined;
  if (name.database === undefined || databaseKey(world.catalog, name.database) === world.database)
    return systemProcedureHere(context, statement, world, name, plain);
  const entered = enterDatabase(world, name.database, name.span);
  if (entered.kind === 'refused') return failed(world, entered.outcome);
  if (entered.kind === 'unknown') return unknown(world, entered);
  if (plain === 'sp_executesql') return executeSql(context, statement, world, entered.key);
  const { database, ...local } = name;
  const effect = systemProcedureHere(context, statement, change(world, { database: entered.key }), local, plain);
  return effect && { ...effect, after: change(effect.after, { database: world.database }) };
}

function systemProcedureHere(
  context: Context,
  statement: Execute,
  world: World,
  name: ObjectName,
  plain: Folded,
): Effect | undefined {
  switch (plain as string) {
    case 'sp_executesql':
      return executeSql(context, statement, world);
    case 'sp_setapprole':
      return setAppRole(context, world, statement);
    case 'sp_unsetapprole':
      return unsetAppRole(context, world, statement);
  }
  const own = resolveProcedure(world, name).kind;
  if (own === 'object' || own === 'refused') return undefined;
  const modelled = stepProcedure(context, statement, world, plain) ?? stepByTable(context, statement, world, plain);
  if (modelled) return modelled;
  if (!isSystem(plain)) return undefined;
  return notModelled(world, { ...name, text: name.name });
}

/** Known procedures of the system; any other sp_ name may be the user's own, in master or here. */
function isSystem(name: string): boolean {
  return (
    requirementOfProcedure(name) !== undefined ||
    /^(xp_|sp_(help|rename|who|lock|spaceused|depends|columns|tables|describe|cdc|trace|OA|xml_|cursor|getapplock|releaseapplock|set_session_context|refresh|recompile|addextendedproperty|updateextendedproperty|dropextendedproperty|msforeach|executesql|procoption|tableoption|serveroption|bindsession|prepare|unprepare|reset_connection|invoke_external|send_dbmail|add_|update_|delete_|start_job|stop_job|attach|detach|dboption|configure|readerrorlog|cycle_errorlog|droplinkedserver|addlinked))/.test(
      name,
    )
  );
}

/**
 * Variables that a call may set are not known behind it, but for those that the step set; a procedure of the system
 * that succeeds returns 0.
 */
function withOutputs(statement: Execute, world: World, effect: Effect, returned: Value): Effect {
  const { outcome, after } = effect;
  if (outcome.kind === 'error') return effect;
  const { returnVariable } = statement;
  const outputs = effect.calls?.length
    ? []
    : statement.arguments.flatMap((one) => (one.output && one.value.kind === 'variable' ? [one.value.name] : []));
  const left = outputs.filter(
    (name) => after.variables.has(fold(name)) && after.variables.get(fold(name)) === world.variables.get(fold(name)),
  );
  const forgotten = left.reduce((table, name) => setVariable(table, fold(name), setByModule), after.variables);
  const variables =
    returnVariable === undefined || !after.variables.has(fold(returnVariable))
      ? forgotten
      : setVariable(forgotten, fold(returnVariable), outcome.kind === 'unknown' ? setByModule : returned);
  return { ...effect, after: change(after, { variables }) };
}

const setByModule: Value = { kind: 'unknown', because: lacking('value', 'a called module set it') };
const success: Value = { kind: 'number', value: 0 };
