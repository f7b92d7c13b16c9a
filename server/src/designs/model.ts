/** Ways to let a module do what its caller may not, each with what it takes and what it opens. */

export interface Design {
  readonly kind: 'ownership chain' | 'execute as' | 'signature';
  readonly title: string;
  /** What a person has to know of it, in a sentence. */
  readonly about: string;
  /** Undefined: it can't be had here. */
  readonly script?: string;
  /** Why it can't be had here. */
  readonly hindered?: string;
}

/** A design after the engine has run it. */
export interface TriedDesign extends Design {
  /** What the server then answers to the statement. */
  readonly answer?: { readonly sign: string; readonly words: string };
  /** Who can do what after it that could not before, line by line. */
  readonly opens: readonly string[];
}
