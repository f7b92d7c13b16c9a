// Adds up how many tests passed, in programs that leave their counts in a file.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What several runs found. Each is called with its environment, which names the file, and answers its exit code. */
export function addedUp(runs) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-counts-'));
  const total = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const [index, run] of runs.entries()) {
    const counts = path.join(scratch, `${index}.json`);
    const code = run({ TEST_COUNTS: counts });
    // A run that left no counts has failed as a whole.
    const found = existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : { passed: 0, failed: 1, skipped: 0 };
    if (code !== 0 && found.failed === 0) found.failed = 1;
    for (const key of ['passed', 'failed', 'skipped']) total[key] += found[key];
    total.failures.push(...(found.failures ?? []));
  }
  rmSync(scratch, { recursive: true, force: true });
  return total;
}

/** Leaves the counts to who asked for them, and fails where a test has failed. */
export function leave(total) {
  if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(total));
  process.exitCode = total.failed > 0 ? 1 : 0;
}

/** The names of those that failed, a line each: what they said stands far above. */
export function failuresOf({ failures }) {
  return failures.map((name) => `failed: ${name}\n`).join('');
}

export function said({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
