/** Which pictures of the documentation show the same. */
import assert from 'node:assert/strict';

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly palette: readonly number[];
  readonly indexes: Uint8Array;
}
interface Pictures {
  isSame(webp: Buffer, picture: Picture): Promise<boolean>;
  webpOf(picture: Picture): Promise<Buffer>;
}

const [width, height] = [200, 100];

/** Grey, with some white pixels in a row. */
function withWhite(count: number): Picture {
  const indexes = new Uint8Array(width * height);
  indexes.fill(1, 500, 500 + count);
  return { width, height, palette: [0x202020, 0xffffff], indexes };
}

describe('pictures of the documentation', () => {
  let pictures: Pictures;
  let last: Buffer;
  before(async () => {
    pictures = (await import('../../tools/pictures.mjs' as string)) as Pictures;
    last = await pictures.webpOf(withWhite(100));
  });

  it('are the same where some pixels are drawn otherwise', async () => {
    assert.ok(await pictures.isSame(last, withWhite(100)));
    assert.ok(await pictures.isSame(last, withWhite(200)));
  });
  it('are others where more is, or the size is another', async () => {
    assert.ok(!(await pictures.isSame(last, withWhite(300))));
    assert.ok(!(await pictures.isSame(last, { ...withWhite(100), width: height, height: width })));
  });
});
