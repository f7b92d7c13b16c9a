/**
 * OPEN and CLOSE of keys: any permission on the symmetric key, CONTROL on what opens it (15151); CONTROL on the
 * database for its master key.
 */

import { onKey } from '../../../catalog/decide/question';
import { findKey } from '../../../catalog/lookup';
import { askWith } from '../../../catalog/requirement/ask';
import type { StatementOf } from '../../../syntax/statement';
import { here, type Need, onDatabase, onSecurable, settle } from '../../judge/needs';
import { cannot, withFound } from '../../names/found';
import { ok, type StepFunction } from '../../session/effect';
import * as messages from '../../session/messages';

export const stepKeyUse: StepFunction<StatementOf<'key_use'>> = (_, { action, type, name, by, span }, world) => {
  const place = here(world);
  if (action === 'close' || !place) return ok(world);
  if (type === 'master_key')
    return settle(world, span, [onDatabase(world, 'CONTROL', messages.cannotFindMasterKey())], () => ok(world));
  if (!name) return ok(world);
  return withFound(
    world,
    findKey(place.database, 'symmetric_key', name.name),
    () => cannot(world, 'find', 'symmetric key', name),
    (key) => {
      const ask = askWith(world.catalog, place.subject, { securable: () => onKey(key) });
      const any: Need = {
        verdict: ask({ kind: 'permission', permission: 'ANY', class: 'SYMMETRIC KEY', what: undefined }),
        message: messages.cannot('find', 'symmetric key', name.name),
      };
      if (!by) return settle(world, span, [any], () => ok(world));
      const what = by.kind.replace('_', ' ');
      return withFound(
        world,
        findKey(place.database, by.kind, by.name.name),
        () => cannot(world, 'find', what, by.name),
        (opener) =>
          settle(
            world,
            span,
            [any, onSecurable(world, 'CONTROL', onKey(opener), messages.cannot('find', what, by.name.name))],
            () => ok(world),
          ),
      );
    },
  );
};
