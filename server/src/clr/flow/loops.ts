/** What is left of a world that goes round a loop again and again: texts that grow are no longer followed part by part. */
import type { Value, World } from './model';
import { inputs } from './texts';

export function lookedAtAll(world: World): World {
  const values = [...world.values].map(([key, value]): [string, Value] => [
    key,
    value.kind === 'text' ? summary(value) : value,
  ]);
  return { ...world, values: new Map(values) };
}

function summary({ parts }: Extract<Value, { kind: 'text' }>): Value {
  const given = inputs(parts).map((name) => ({ kind: 'input', name }) as const);
  return { kind: 'text', parts: parts.length <= 1 ? parts : [{ kind: 'unknown' }, ...given] };
}
