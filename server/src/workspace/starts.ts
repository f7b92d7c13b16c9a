/** Who runs a script and where it starts, where its comments do not say so. */
import type { Script, Starts } from '../syntax/statement';

interface Start {
  readonly login: string;
  readonly database: string;
}

/** What is said of this script counts, else what is said of all. */
export function startsOf({ starts }: Script, otherwise: Start): Start {
  return { login: starts?.login || otherwise.login, database: starts?.database || otherwise.database };
}

/** What of login and database nobody says: it is a setting, or a default. */
export interface Assumed {
  readonly login: boolean;
  readonly database: boolean;
}

export interface Starting extends Start {
  readonly assumed?: Assumed;
}

/** The same of one script. One that others include starts where they do so. */
export function assumedIn({ starts }: Script, { assumed }: Starting, isPart: boolean): Assumed {
  if (isPart) return { login: true, database: true };
  const { login = false, database = false } = assumed ?? {};
  return { login: login && !starts?.login, database: database && !starts?.database };
}

/** A script that starts as somebody says. Of one that is not held the text and the batches are read. */
export function startedAs(script: Script, starts: Starts | undefined): Script {
  return starts ? { ...script, text: script.text, batches: script.batches, starts } : script;
}

export function sameStarts(a: Starts | undefined, b: Starts | undefined): boolean {
  const said = (one: Starts | undefined): string =>
    JSON.stringify(one && { ...one, variables: [...(one.variables ?? [])] });
  return a === b || said(a) === said(b);
}
