/** What is known of texts, in memory that all threads share: it is there once, and each thread reads of it what it needs. */
import type { KnownTexts } from '../lsp/facts-cache';
import type { Known } from '../workspace/outside';

export interface SharedFacts {
  readonly memory: SharedArrayBuffer;
  /** In the order in which they lie there; the lengths are bytes, undefined: there are none. */
  readonly texts: readonly (readonly [key: string, facts: number | undefined, statements: number | undefined])[];
}

/** Puts it there. */
export function shared(known: KnownTexts): SharedFacts {
  const texts = known.map(
    ([key, { facts, statements }]) =>
      [key, facts === undefined ? undefined : Buffer.byteLength(facts), statements?.length] as const,
  );
  const size = texts.reduce((sum, [, facts = 0, statements = 0]) => sum + facts + statements, 0);
  const memory = new SharedArrayBuffer(size);
  const bytes = Buffer.from(memory);
  let at = 0;
  for (const [, { facts, statements }] of known) {
    if (facts !== undefined) at += bytes.write(facts, at);
    if (statements) bytes.set(statements, at);
    at += statements?.length ?? 0;
  }
  return { memory, texts };
}

/** What lies there. */
export function received({ memory, texts }: SharedFacts): KnownTexts {
  let at = 0;
  return texts.map(([key, facts, statements]) => {
    const from = at;
    const behind = from + (facts ?? 0);
    at = behind + (statements ?? 0);
    return [
      key,
      new Shared(
        facts === undefined ? undefined : Buffer.from(memory, from, facts),
        statements === undefined ? undefined : new Uint8Array(memory, behind, statements),
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
