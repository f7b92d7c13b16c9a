/** Who asks for a permission. */
import type { Database } from '../model';
import type { Token } from '../token';

/**
 * `database` is where `userToken` counts: the database of the securable. Without a login token, or with rows of usage
 * DENY ONLY, no server permission counts (TOK-20, TOK-21). A token without rows that is `incomplete` may be anybody.
 */
export interface Subject {
  readonly database?: Database | undefined;
  readonly loginToken?: Token | undefined;
  readonly userToken?: Token | undefined;
}
