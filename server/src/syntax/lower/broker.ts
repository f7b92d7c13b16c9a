/** Service Broker. */
import type { Dialog, EventNotification, Queue, Receive, Send, Service } from '../statements/broker';
import type { Base } from './base';
import { expression } from './expressions';
import { moduleContext } from './modules';
import { isName, namedAt, namedAtOr, objectName, objectNameOr, upper } from './names';
import { child, field, fields, type Syntax, spanOf, textOf } from './syntax';

export function queue(node: Syntax, base: Base): Queue {
  const written = child(node, 'activation');
  const enabled = switchOf(node.children, 'STATUS');
  return {
    ...base,
    kind: 'queue',
    action: node.type === 'alter_queue' ? 'alter' : 'create',
    name: objectNameOr(field(node, 'name'), node),
    ...(written ? { activation: activation(written) } : {}),
    ...(enabled === undefined ? {} : { enabled }),
  };
}

function activation(node: Syntax): NonNullable<Queue['activation']> {
  const clause = field(node, 'execute_as');
  const procedure = valueOf(node, 'PROCEDURE_NAME');
  return {
    span: spanOf(node),
    drop: field(node, 'drop') !== undefined,
    enabled: switchOf(node.children, 'STATUS') ?? true,
    ...(procedure && isName(procedure) ? { procedure: objectName(procedure) } : {}),
    ...(clause ? { executeAs: moduleContext(clause) } : {}),
  };
}

function valueOf(node: Syntax, name: string): Syntax | undefined {
  const at = node.children.findIndex((one) => one.children.length === 0 && upper(one) === name);
  return at < 0 ? undefined : node.children[at + 2];
}

/** NAME = ON | OFF. */
function switchOf(elements: readonly Syntax[], name: string): boolean | undefined {
  const at = elements.findIndex((one) => one.children.length === 0 && upper(one) === name);
  const value = at < 0 ? undefined : elements[at + 2];
  const word = value && upper(value);
  if (word === 'ON') return true;
  return word === 'OFF' ? false : undefined;
}

export function service(node: Syntax, base: Base): Service {
  const owner = field(node, 'owner');
  const on = field(node, 'queue');
  return {
    ...base,
    kind: 'service',
    action: node.type === 'alter_service' ? 'alter' : 'create',
    name: namedAtOr(field(node, 'name'), node),
    ...(owner ? { owner: namedAt(owner) } : {}),
    ...(on ? { queue: objectName(on) } : {}),
  };
}

export function beginDialog(node: Syntax, base: Base): Dialog {
  const handle = field(node, 'handle');
  const to = field(node, 'to');
  return {
    ...base,
    kind: 'begin_dialog',
    handle: handle ? textOf(handle) : '',
    from: namedAtOr(field(node, 'from'), node),
    ...(to ? { to: expression(to) } : {}),
  };
}

export function send(node: Syntax, base: Base): Send {
  return { ...base, kind: 'send', handles: fields(node, 'handle').map(textOf) };
}

export function receive(node: Syntax, base: Base): Receive {
  return { ...base, kind: 'receive', queue: objectNameOr(field(node, 'queue'), node) };
}

export function eventNotification(node: Syntax, base: Base): EventNotification {
  const on = field(node, 'on');
  const word = on ? upper(on).toLowerCase() : '';
  const behind = on ? node.children[node.children.indexOf(on) + 1] : undefined;
  return {
    ...base,
    kind: 'event_notification',
    name: namedAtOr(field(node, 'name'), node),
    on: word === 'server' || word === 'queue' ? word : 'database',
    ...(word === 'queue' && behind && isName(behind) ? { queue: objectName(behind) } : {}),
  };
}
