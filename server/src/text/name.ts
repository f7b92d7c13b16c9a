/** A name as it is written, without its delimiters: `[My Table]` is `My Table`. */
export type Name = string;

/**
 * A name in the form in which the server compares it (default collation: case does not count, nor do trailing blanks).
 */
export type Folded = string & { readonly folded: unique symbol };

/** Folds a name for comparison. Two names denote the same thing exactly when their folded forms are equal. */
export function fold(name: Name): Folded {
  return withoutTrailingBlanks(name).toLowerCase() as Folded;
}

/** Blanks at the end of a name never count. */
export function withoutTrailingBlanks(name: Name): Name {
  return name.endsWith(' ') ? name.replace(/ +$/, '') : name;
}

/** Whether two names denote the same thing. */
export function sameName(a: Name, b: Name): boolean {
  return a === b || fold(a) === fold(b);
}

/** A name the way the server's messages and scripts write it when it needs delimiting. */
export function bracket(name: Name): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

/** Whether a name holds a SQLCMD variable, so that it is not known before the script is run. */
export function isTemplate(name: Name): boolean {
  return name.includes('$(');
}

/**
 * The server makes up the sid of a user without login, so its numbers say nothing and people are shown none (PRN-22).
 */
export function withoutSidNumbers(text: string): string {
  return text.replace(/S-1-9-3(?:-\d+){4}/g, 'S-1-9-3-...');
}
