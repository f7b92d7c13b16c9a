/**
 * The requirement formulas of data/statement-permissions.tsv (see statement-permissions.md there): atoms joined by `&`
 * and `|`. An evaluation is three-valued: a part that is denied for certain decides an `&`, one that is allowed decides
 * a `|`.
 */
import type { Verdict } from '../decide/verdict';

export type Formula =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Formula[] }
  | { readonly kind: 'atom'; readonly atom: Atom };

export type Atom =
  /**
   * SELECT@COLUMN:each-read. The permission 'ANY' stands for any permission on it; `what` says in the table's words on
   * what.
   */
  | {
      readonly kind: 'permission';
      readonly permission: string;
      readonly class: string;
      readonly what: string | undefined;
    }
  /** WITH GRANT OPTION:p@OBJECT:target */
  | {
      readonly kind: 'grantable';
      readonly permission: string;
      readonly class: string;
      readonly what: string | undefined;
    }
  | { readonly kind: 'server_role'; readonly role: string }
  | { readonly kind: 'database_role'; readonly role: string; readonly database: string | undefined }
  | { readonly kind: 'owner' | 'member'; readonly of: string }
  | { readonly kind: 'nothing' }; // public, none

export function parseFormula(text: string): Formula {
  const tokens =
    text
      .match(/[&|()]|[^&|()]+/g)
      ?.map((token) => token.trim())
      .filter((token) => token !== '') ?? [];
  let at = 0;
  const operand = (): Formula => {
    const token = tokens[at++] ?? 'none';
    if (token !== '(') return { kind: 'atom', atom: parseAtom(token) };
    const inner = expression();
    at++; // the closing parenthesis
    return inner;
  };
  const expression = (): Formula => {
    const parts = [operand()];
    const operator = tokens[at];
    while ((tokens[at] === '&' || tokens[at] === '|') && tokens[at] === operator) {
      at++;
      parts.push(operand());
    }
    return parts.length === 1 ? parts[0]! : { kind: operator === '&' ? 'all' : 'any', parts };
  };
  return expression();
}

function parseAtom(text: string): Atom {
  if (text === 'none' || text === 'public' || text === '-' || text === '') return { kind: 'nothing' };
  const [prefix = '', rest = ''] = splitOnce(text, ':');
  if (prefix === 'role') return { kind: 'server_role', role: rest };
  if (prefix === 'dbrole') {
    const [role = '', database] = splitOnce(rest, '@');
    return { kind: 'database_role', role, database };
  }
  if (prefix === 'owner' || prefix === 'member') return { kind: prefix, of: rest };
  const grantable = prefix === 'WITH GRANT OPTION';
  const [permission = '', on = ''] = splitOnce(grantable ? rest : text, '@');
  const [kind = '', what] = splitOnce(on, ':');
  return { kind: grantable ? 'grantable' : 'permission', permission, class: kind, what };
}

function splitOnce(text: string, by: string): readonly [string, string | undefined] {
  const at = text.indexOf(by);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + by.length)];
}

/** Asks about atoms until the formula is decided. Atoms that need nothing are not asked about. */
export function evaluateFormula(formula: Formula, ask: (atom: Atom) => Verdict): Verdict {
  switch (formula.kind) {
    case 'atom':
      return formula.atom.kind === 'nothing'
        ? { kind: 'allowed', proof: { kind: 'exempt', because: 'nothing is required' } }
        : ask(formula.atom);
    case 'all':
      return conjunction(formula.parts.map((part) => evaluateFormula(part, ask)));
    case 'any':
      return anyOf(formula.parts, (part) => evaluateFormula(part, ask));
  }
}

/** Denied wins over unknown, denied unless something holds over the other unknown, unknown over allowed (UNK-1). */
export function conjunction(verdicts: readonly Verdict[]): Verdict {
  return (
    first(verdicts, 'denied') ??
    verdicts.find((verdict) => verdict.kind === 'unknown' && verdict.unless !== undefined) ??
    first(verdicts, 'unknown') ??
    verdicts[0] ?? { kind: 'allowed', proof: { kind: 'exempt', because: 'nothing is required' } }
  );
}

/** Allowed wins over unknown, unknown over denied; what may be allowed anyway is not denied unless something holds. */
export function disjunction(verdicts: readonly [Verdict, ...Verdict[]] | readonly Verdict[]): Verdict {
  return (
    first(verdicts, 'allowed') ??
    verdicts.find((verdict) => verdict.kind === 'unknown' && verdict.unless === undefined) ??
    unlessAny(verdicts) ??
    verdicts[0] ?? { kind: 'allowed', proof: { kind: 'exempt', because: 'nothing is required' } }
  );
}

/** The disjunction of what is asked about each, one after the other until one is allowed. */
export function anyOf<T>(items: Iterable<T>, ask: (item: T) => Verdict): Verdict {
  const verdicts: Verdict[] = [];
  for (const item of items) {
    const verdict = ask(item);
    if (verdict.kind === 'allowed') return verdict;
    verdicts.push(verdict);
  }
  return disjunction(verdicts);
}

/** Denied, unless one of the facts holds of which each would be enough. */
function unlessAny(verdicts: readonly Verdict[]): Verdict | undefined {
  const [one] = verdicts.filter((verdict) => verdict.kind === 'unknown');
  const facts = verdicts.flatMap((verdict) => (verdict.kind === 'unknown' ? (verdict.unless ?? []) : []));
  return one && { ...one, unless: [...new Set(facts)].join(', or ') };
}

function first<K extends Verdict['kind']>(
  verdicts: readonly Verdict[],
  kind: K,
): Extract<Verdict, { kind: K }> | undefined {
  return verdicts.find((verdict): verdict is Extract<Verdict, { kind: K }> => verdict.kind === kind);
}

/** The formula as people say it: 'ALTER on the database, or membership of sysadmin'. */
export function formulaInWords(formula: Formula): string {
  if (formula.kind === 'atom') return atomInWords(formula.atom);
  return formula.parts.map(formulaInWords).join(formula.kind === 'all' ? ' and ' : ', or ');
}

function atomInWords(atom: Atom): string {
  switch (atom.kind) {
    case 'nothing':
      return 'nothing';
    case 'permission':
    case 'grantable': {
      const permission = atom.permission === 'ANY' ? 'any permission' : atom.permission;
      const grantable = atom.kind === 'grantable' ? ' with the grant option' : '';
      return `${permission} on ${placeInWords(atom.class, atom.what)}${grantable}`;
    }
    case 'server_role':
      return `membership of ${atom.role}`;
    case 'database_role':
      return `membership of ${atom.role}${atom.database === undefined ? '' : ` in ${atom.database}`}`;
    case 'owner':
      return `to be the owner of the ${atom.of}`;
    case 'member':
      return `membership of the ${atom.of}`;
  }
}

function placeInWords(kind: string, what: string | undefined): string {
  const named = what === undefined || what === 'target' || what.includes('.') ? undefined : what.replaceAll('-', ' ');
  const place = `the ${kind.toLowerCase()}`;
  if (kind === 'SERVER' || what === undefined) return place;
  if (what.includes('.')) return what;
  return named === undefined ? place : `${place} (${named})`;
}
