/** What one thread of check holds: few scripts that it checks, and never what only declares. */
import assert from 'node:assert/strict';
import { heldOf, outsideOf } from '../../server/src/cli/outside';

const files = ['db/a.sql', 'db/b.sql'];

describe('what check holds', () => {
  const readAgain = (bytes: number, cache = false): boolean[] => {
    const { has } = outsideOf({}, undefined, cache ? undefined : heldOf({ files, bytes }));
    return ['db/a.sql', 'catalog/everything.sql', 'packages/shop.dacpac'].map((file) => has(file));
  };

  it('is the scripts that it checks, where they are few; catalogs are read again', () =>
    assert.deepEqual(readAgain(9_000_000), [false, true, false]));
  it('is nothing but packages where they are many, or are kept on disk', () => {
    assert.deepEqual(readAgain(11_000_000), [true, true, false]);
    assert.deepEqual(readAgain(1000, true), [true, true, false]);
  });
});
