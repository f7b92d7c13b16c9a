/** A world as people and the trace see it: plain names and token rows. */
import type { Token, TokenRow } from '../../catalog/token';
import { memo } from '../../text/memo';
import { databaseName, type Known, loginName, loginToken, originalLogin, userName, userToken } from './identity';
import type { World } from './model';

export interface ContextView {
  readonly login: string | null;
  readonly user: string | null;
  readonly database: string | null;
  readonly originalLogin: string | null;
  readonly depth: number;
  readonly loginToken: readonly RowView[] | null;
  readonly userToken: readonly RowView[] | null;
}

export interface RowView {
  readonly name: string;
  readonly type: string;
  readonly usage: TokenRow['usage'];
}

/** The context of a world; a field that can't be known is null. */
export const viewOf = memo(
  (world: World): ContextView => ({
    login: known(loginName(world)),
    user: known(userName(world)),
    database: known(databaseName(world)),
    originalLogin: known(originalLogin(world)),
    depth: world.stack.depth,
    loginToken: rows(loginToken(world)),
    userToken: rows(userToken(world, world.database)),
  }),
);

function known(value: Known): string | null {
  return value.kind === 'known' ? value.name : null;
}

/** A token about whose primary identity nothing is known has no rows to show. */
function rows(token: Token): readonly RowView[] | null {
  if (token.rows.length === 0) return null;
  return token.rows.map(({ name, type, usage }) => ({ name, type, usage }));
}
