/**
 * Twins of scripts: a script that several projects include is there once more for each further one, under a name of its own
 * (`a.sql (in Shop)`), so that each database has what it declares and it is looked at in each.
 */
import type { Finding } from '../rules/rule';

/** The name of a script in a further database. */
export function twinName(uri: string, database: string): string {
  return `${uri} (in ${database})`;
}

/** The script of which a name means a twin, and the database of this one; undefined: it is no twin. */
export function twinOf(name: string): { readonly uri: string; readonly database: string } | undefined {
  const [, uri, database] = /^(.*\.[^./\\ ]+) \(in (.+)\)$/s.exec(name) ?? [];
  return uri === undefined || database === undefined ? undefined : { uri, database };
}

/** The findings of a script with those of a twin that it has not itself. */
export function withTwin(findings: readonly Finding[], twin: readonly Finding[], database: string): readonly Finding[] {
  const known = new Set(findings.map(keyOf));
  const more = twin.filter((one) => !known.has(keyOf(one))).map((one) => ({ ...one, ...said(one, database) }));
  return more.length === 0 ? findings : [...findings, ...more].sort((a, b) => a.span.start - b.span.start);
}

function said({ message, related }: Finding, database: string): Pick<Finding, 'message' | 'related'> {
  return {
    message: `In database ${database}: ${message}`,
    related: related.map((one) => ({ ...one, uri: twinOf(one.uri)?.uri ?? one.uri })),
  };
}

function keyOf({ rule, span, message }: Finding): string {
  return `${rule}|${span.start}|${span.end}|${message}`;
}
