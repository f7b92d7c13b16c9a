/**
 * Follows an entry point: every way through it and through what it calls, with who the thread is to the operating system.
 * It depends on the code alone, and is remembered as long as the methods that it enters are the same.
 */
import type { EntryPoint } from '../entries';
import type { Sources } from '../sources';
import { call } from './calls';
import { test } from './conditions';
import { construct } from './construct';
import { declaredTypes, Following, type Frame, type Ways } from './context';
import { enter, invoke } from './enter';
import { evaluate } from './evaluate';
import type { EntryRun, Identity, World } from './model';
import { run } from './statements';
import { givenFor } from './texts';
import { localKey } from './variables';
import { assign, distinct, service } from './worlds';

const ways: Ways = { evaluate, test, call, construct, enter, invoke };

/** So much is looked at for one entry point. */
const work = 150_000;

export function follow(sources: Sources, entry: EntryPoint): EntryRun {
  const following = new Following(sources, ways, work);
  const { method, type } = entry;
  following.entered.set(method, entry);
  const { body } = method;
  if (body) {
    const frame: Frame = {
      id: '1',
      routine: { type, method },
      types: declaredTypes(method),
      self: method.modifiers.has('static') ? undefined : 'this',
      around: undefined,
      depth: 1,
      thrown: [],
      active: [body],
    };
    const { next, returns } = run(following, frame, body, [begin(frame, method.parameters)]);
    ends(following, [...next, ...returns.map(({ world }) => world)], 'return');
    ends(following, frame.thrown, 'exception');
  }
  return {
    seen: following.seen,
    standings: following.standings,
    entered: [...following.entered.values()],
    cut: following.cut,
  };
}

function begin(frame: Frame, parameters: EntryPoint['method']['parameters']): World {
  const world: World = { identity: service, thread: 'own', told: false, values: new Map() };
  return parameters.reduce((here, { name, type }) => assign(here, localKey(frame, name), givenFor(name, type)), world);
}

/** What is left on where the server gets control back. */
function ends(following: Following, worlds: readonly World[], how: 'return' | 'exception'): void {
  for (const world of distinct(worlds)) {
    const on: Identity = world.identity;
    if (on.kind === 'impersonated') following.see(on.by, { kind: 'left-impersonated', how }, world);
  }
}
