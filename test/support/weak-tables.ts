/** What a table of weak keys takes when it is full, and when it is used on after its keys are gone. With --expose-gc. */
import { memo } from '../../server/src/text/memo';

const many = 200_000;

async function measure(): Promise<void> {
  const remembered = memo((key: object) => typeof key);
  const fill = (count: number): object[] =>
    Array.from({ length: count }, () => {
      const key = {};
      remembered(key);
      return key;
    });
  const empty = await heap();
  const keys = fill(many);
  const full = (await heap()) - empty;
  keys.length = 0;
  await heap();
  fill(100);
  console.log(JSON.stringify([full, (await heap()) - empty]));
}

async function heap(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc!();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
}

void measure();
