/** What is to be said once about a script besides what is found in it. */
import type { Script } from '../syntax/statement';
import type { Migration } from './chains';
import { placeInOrder } from './migrations';

export interface Notice {
  readonly about: 'size' | 'paths' | 'order';
  readonly text: string;
}

interface About {
  /** What of it was read, where that is not all. */
  readonly read: Script['read'];
  /** The most that is read of a script, in code units. */
  readonly largest: number;
  /** Whether the rest of some call or loop in it is not followed. */
  readonly isCut: boolean;
  readonly migration: Migration | undefined;
}

export function noticesOf({ read, largest, isCut, migration }: About): readonly Notice[] {
  const size = (largest / 1_000_000).toLocaleString('en');
  const rest = read === 'some declarations' ? ', and not all of that could be read' : '';
  return [
    ...(read
      ? [{ about: 'size', text: `it is larger than ${size} MB: only what it declares is read${rest}` } as const]
      : []),
    ...(isCut ? [cutNotice] : []),
    ...(migration ? [{ about: 'order', text: placeInOrder(migration) } as const] : []),
  ];
}

const cutNotice: Notice = {
  about: 'paths',
  text: 'too many paths lead through some of its calls or loops: the rest of each is not followed',
};
