/** Modules, queues and what activates them. */
import type { NamedAt } from '../../syntax/expression';
import type { Statement, StatementOf } from '../../syntax/statement';
import type { ModuleContext } from '../../syntax/statements/modules';
import type { TriggerSwitch } from '../../syntax/statements/objects';
import type { Mention, Space } from './mention';
import { named, objectNamed } from './parts';

export function mentionsOfModules(statement: Statement): readonly Mention[] {
  switch (statement.kind) {
    case 'create_module':
      return module(statement);
    case 'execute':
      return statement.module.kind === 'name' ? objectNamed(statement.module.name, 'uses', { call: true }) : [];
    case 'queue':
      return [
        ...(statement.action === 'create'
          ? objectNamed(statement.name, 'declares', { sort: 'queue' })
          : objectNamed(statement.name, 'changes')),
        ...(statement.activation?.procedure ? objectNamed(statement.activation.procedure, 'uses', { call: true }) : []),
        ...clause(statement.activation?.executeAs, 'principal'),
      ];
    case 'service':
      return [
        statement.action === 'create'
          ? named('service', statement.name, 'declares', { sort: 'service' })
          : named('service', statement.name, 'changes'),
        ...(statement.owner ? [named('principal', statement.owner, 'uses')] : []),
        ...(statement.queue ? objectNamed(statement.queue, 'uses') : []),
      ];
    case 'begin_dialog':
      return [named('service', statement.from, 'uses')];
    case 'receive':
      return objectNamed(statement.queue, 'uses');
    case 'event_notification':
      return statement.queue ? objectNamed(statement.queue, 'uses') : [];
    case 'enable_trigger':
    case 'disable_trigger':
      return triggersNamed(statement.names, statement.on);
    default:
      return [];
  }
}

function module(statement: StatementOf<'create_module'>): readonly Mention[] {
  const { name, type, action, trigger, executeAs } = statement;
  const act = action === 'alter' ? 'changes' : 'declares';
  const on = trigger?.on;
  if (on && on.kind !== 'object')
    return [
      named('trigger', name, act, { sort: 'trigger' }),
      ...clause(executeAs, on.kind === 'server' ? 'server principal' : 'principal'),
    ];
  return [
    ...objectNamed(name, act, { sort: type }),
    ...(on ? objectNamed(on.name, 'uses') : []),
    ...clause(executeAs, 'principal'),
  ];
}

function clause(context: ModuleContext | undefined, space: Space): readonly Mention[] {
  if (context?.kind !== 'named') return [];
  const place: NamedAt = context;
  return [named(space, place, 'uses', { within: 'clause' })];
}

/** ENABLE TRIGGER and its like: those of a table are objects, the others have a space of their own. */
export function triggersNamed(names: TriggerSwitch['names'], on: TriggerSwitch['on']): readonly Mention[] {
  const list = names === 'all' ? [] : names;
  return on.kind === 'object'
    ? [...list.flatMap((one) => objectNamed(one, 'changes')), ...objectNamed(on.name, 'uses')]
    : list.map((one) => named('trigger', one, 'changes'));
}
