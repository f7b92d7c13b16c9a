// What the product's own command says about files, so that its splitting of batches is part of what is measured.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const command = path.join(path.dirname(fileURLToPath(import.meta.url)), '../dist/cli.js');
export const isBuilt = existsSync(command);

/** The outlines of files (`tsqlctx parse`), in their order. */
export function outlinesOf(files) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'score-'));
  try {
    const list = path.join(scratch, 'list');
    writeFileSync(list, files.join('\n'));
    const output = execFileSync(process.execPath, [command, 'parse', '--files-from', list], {
      maxBuffer: 1 << 30,
      encoding: 'utf8',
    });
    return output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** The outlines of texts. */
export function outlinesOfTexts(texts) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'score-'));
  try {
    return outlinesOf(
      texts.map((text, index) => {
        const file = path.join(scratch, `${index}.sql`);
        writeFileSync(file, text);
        return file;
      }),
    );
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
