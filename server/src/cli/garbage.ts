/**
 * Collects garbage between two scripts. V8 does it bit by bit beside the work, which takes longer where each core has a
 * thread at work, and keeps what dies meanwhile: heaps become half as large again as what is in use.
 */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So many bytes are taken before garbage is collected. */
const growth = 120_000_000;

/** Whoever is done with a script calls it. */
export function collector(): () => void {
  const collect = ownCollect();
  let inUse = heapUsed();
  return () => {
    const now = heapUsed();
    inUse = Math.min(inUse, now);
    if (now <= inUse + growth) return;
    collect();
    inUse = heapUsed();
  };
}

/** What V8 offers where it is told to; nothing, where that is refused. */
function ownCollect(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('globalThis.gc');
  return typeof collect === 'function' ? () => collect() : () => undefined;
}

function heapUsed(): number {
  return getHeapStatistics().used_heap_size;
}
