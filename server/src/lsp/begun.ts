/** The first answers of a server are out: whoever started its code hears of it, in a bundle of its own. */
const key = Symbol.for('tsqlctx.begun');

export function whenBegun(act: () => void): void {
  Reflect.set(globalThis, key, act);
}

export function begun(): void {
  (Reflect.get(globalThis, key) as (() => void) | undefined)?.();
}
