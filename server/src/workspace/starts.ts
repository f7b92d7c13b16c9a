/** Who runs a script and where it starts, where its comments do not say so. */
import type { Script } from '../syntax/statement';

interface Start {
  readonly login: string;
  readonly database: string;
}

/** What is said of this script counts, else what is said of all. */
export function startsOf({ starts }: Script, otherwise: Start): Start {
  return { login: starts?.login || otherwise.login, database: starts?.database || otherwise.database };
}
