/** What can be asked about a script: what is run, as whom, in which mode. */

import { firstConnection, type SessionMark, stageOf } from '../syntax/stage';
import type { Script, StatementOf } from '../syntax/statement';
import { statementsOf } from '../syntax/walk';
import { bracket, type Name } from '../text/name';
import type { Span } from '../text/span';

export interface How {
  /** 'possible': whatever a run may meet, for findings and hovers. 'predicted': one run on a server. */
  readonly run: 'possible' | 'predicted';
  readonly as?: As;
  /** The whole script where left out. */
  readonly target?: Target;
  /** Statements that an administrator is supposed to have run, as soon as what they name is there. */
  readonly suppose?: Suppose;
}

export interface Suppose {
  readonly text: string;
  /** Where they begin. */
  readonly database: Name;
}

/** Another login for the connection that runs the target, and another database for it to start in. */
export interface As {
  readonly login?: Name;
  readonly database?: Name;
  /**
   * Of the connections that the script opens, the one that runs what stands here gets the login; the first one where left
   * out.
   */
  readonly at?: number;
}

export type Target =
  | { readonly kind: 'file' }
  | { readonly kind: 'selection'; readonly span: Span }
  /** A call of the module whose definition stands at an offset; of its arguments nothing is known where none are given. */
  | { readonly kind: 'module'; readonly offset: number; readonly arguments?: string }
  /** What runs in the frame that the EXECUTE AS at an offset pushes, as the script runs it. */
  | { readonly kind: 'frame'; readonly offset: number };

/** The connection of a script that another login takes over; undefined: the one that no comment opens. */
export function takenOver(script: Script, { at }: As): SessionMark | undefined {
  return at === undefined ? firstConnection(script) : stageOf(script).sessions.findLast(({ span }) => span.start < at);
}

/** The connections of a script with another login for one of them. */
export function sessionsAs(script: Script, as: As): readonly SessionMark[] {
  const { sessions } = stageOf(script);
  const taken = takenOver(script, as);
  const { login, database } = as;
  return sessions.map((mark) =>
    mark === taken ? { ...mark, login: login ?? mark.login, database: database ?? mark.database } : mark,
  );
}

export interface ModuleCall {
  readonly name: string;
  readonly statement: StatementOf<'create_module'>;
  /** A batch that calls it; undefined where nothing that can be written here does. */
  readonly call: string | undefined;
}

/** The module whose definition holds an offset; it is called with the arguments given. */
export function moduleCallAt(script: Script, offset: number, given?: string): ModuleCall | undefined {
  let module: StatementOf<'create_module'> | undefined;
  for (const { offset: start, node } of statementsOf(script)) {
    if (start > offset) break;
    if (node.kind === 'create_module' && offset <= start + node.span.end + 1) module = node;
  }
  return module && { name: module.name.text, statement: module, call: callOf(module, given) };
}

/**
 * A call, with arguments that nothing is known about where none are given; undefined: no statement that can be written here
 * starts it.
 */
export function callOf(module: StatementOf<'create_module'>, given?: string): string | undefined {
  const name = [module.name.schema ?? 'dbo', module.name.name].map(bracket).join('.');
  const values = module.parameters.map((parameter) => ({
    ...parameter,
    value: `@value_of_${parameter.name.slice(1)}`,
  }));
  switch (module.type) {
    case 'procedure':
      return `EXECUTE ${name} ${given ?? values.map((one) => `${one.name} = ${one.value}${one.output ? ' OUTPUT' : ''}`).join(', ')};`;
    case 'function': {
      const call = `${name}(${given ?? values.map((one) => one.value).join(', ')})`;
      return module.returns === 'scalar' ? `SELECT ${call};` : `SELECT * FROM ${call};`;
    }
    case 'view':
      return `SELECT * FROM ${name};`;
    case 'trigger': {
      const { on, events } = module.trigger ?? {};
      if (on?.kind !== 'object') return undefined;
      const table = [on.name.schema ?? 'dbo', on.name.name].map(bracket).join('.');
      if (events?.includes('INSERT')) return `INSERT INTO ${table} DEFAULT VALUES;`;
      return events?.includes('UPDATE') ? `UPDATE ${table} SET value = value;` : `DELETE FROM ${table};`;
    }
  }
}
