/** Options that CREATE DATABASE and ALTER DATABASE switch on. */
import type { Step } from '../engine/session/model';
import type { Option } from '../syntax/statements/principals';
import { type Folded, fold } from '../text/name';
import { wayThrough } from './ways';

export interface SwitchedOn {
  readonly option: Option;
  readonly database: Folded | undefined;
}

/** The option, where the statement sets it ON and is not refused. */
export function switchedOn(step: Step, name: string): SwitchedOn | undefined {
  const { statement } = step;
  if (statement.kind !== 'alter_database' && statement.kind !== 'create_database') return undefined;
  const way = wayThrough(step);
  if (!way) return undefined;
  const option = statement.options.find((one) => one.name === name && one.value?.toUpperCase() === 'ON');
  return option && { option, database: statement.name ? fold(statement.name.name) : way.path?.before.database };
}
