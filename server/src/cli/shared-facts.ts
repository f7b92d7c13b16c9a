/** What is known of texts, in memory that all threads share: it is there once, and each thread reads of it what it needs. */
import type { KnownTexts } from '../lsp/facts-cache';
import type { Known } from '../workspace/outside';

/** Facts are read once, and given up then; statements are read for as long as scripts are looked into. */
export interface SharedFacts {
  readonly facts: SharedArrayBuffer;
  readonly statements: SharedArrayBuffer;
  /** In the order in which they lie there; the lengths are bytes, undefined: there are none. */
  readonly texts: readonly (readonly [key: string, facts: number | undefined, statements: number | undefined])[];
}

/** Puts it there. */
export function shared(known: KnownTexts): SharedFacts {
  const texts = known.map(
    ([key, { facts, statements }]) =>
      [key, facts === undefined ? undefined : Buffer.byteLength(facts), statements?.length] as const,
  );
  const facts = new SharedArrayBuffer(texts.reduce((sum, [, one = 0]) => sum + one, 0));
  const statements = new SharedArrayBuffer(texts.reduce((sum, [, , one = 0]) => sum + one, 0));
  const [factBytes, statementBytes] = [Buffer.from(facts), Buffer.from(statements)];
  let [at, next] = [0, 0];
  for (const [, one] of known) {
    if (one.facts !== undefined) at += factBytes.write(one.facts, at);
    if (one.statements) statementBytes.set(one.statements, next);
    next += one.statements?.length ?? 0;
  }
  return { facts, statements, texts };
}

/** What lies there. */
export function received({ facts, statements, texts }: SharedFacts): KnownTexts {
  let [at, next] = [0, 0];
  return texts.map(([key, one, other]) => {
    const [from, start] = [at, next];
    at += one ?? 0;
    next += other ?? 0;
    return [
      key,
      new Shared(
        one === undefined ? undefined : Buffer.from(facts, from, one),
        other === undefined ? undefined : new Uint8Array(statements, start, other),
      ),
    ];
  });
}

/** Its facts become a text when they are asked for. */
class Shared implements Known {
  readonly #facts: Buffer | undefined;
  readonly statements: Uint8Array | undefined;

  constructor(facts: Buffer | undefined, statements: Uint8Array | undefined) {
    this.#facts = facts;
    this.statements = statements;
  }

  get facts(): string | undefined {
    return this.#facts?.toString();
  }
}
