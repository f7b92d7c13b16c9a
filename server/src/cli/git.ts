/** Scripts of a commit, read from the repository in the working folder. Nothing is written, no hook and no filter runs. */
import { spawnSync } from 'node:child_process';
import { decodeText } from '../text/decode';
import { FileProblem, type FileText } from './files';

/** No commit is read whose scripts are larger together, in bytes. */
const largest = 1 << 28;

/** Throws `FileProblem` where there is no such commit. */
export function scriptsOfCommit(name: string, codePage?: string): readonly FileText[] {
  const commit = commitOf(name);
  const entries = git(['ls-tree', '-r', '-z', '--long', commit]).toString('utf8').split('\0');
  const files = entries.flatMap((entry) => {
    const [, type, id, size, file] = /^(\d+) blob ([0-9a-f]+) +(\d+)\t(.*)$/s.exec(entry) ?? [];
    return type !== undefined && isFile(type) && id && file && /\.sql$/i.test(file)
      ? [{ id, file, size: Number(size) }]
      : [];
  });
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total > largest) throw new FileProblem(`${name}: its scripts are larger than ${largest >> 20} MB`);
  if (files.length === 0) throw new FileProblem(`${name}: there is no .sql file in it below the working folder`);
  const blobs = git(['cat-file', '--batch'], `${files.map(({ id }) => id).join('\n')}\n`);
  let at = 0;
  return files.map(({ file, size }) => {
    const start = blobs.indexOf(10, at) + 1;
    at = start + size + 1;
    return { file, text: textOf(blobs.subarray(start, start + size), `${name}:${file}`, codePage) };
  });
}

/** Links and submodules are no files. */
function isFile(mode: string): boolean {
  return mode.startsWith('100');
}

function commitOf(name: string): string {
  const none = `${name}: there is no such file or folder, and no such commit`;
  if (name.startsWith('-')) throw new FileProblem(none);
  const { status, stdout } = spawnSync('git', ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  const commit = stdout?.toString('utf8').trim() ?? '';
  if (status !== 0 || !/^[0-9a-f]{40,64}$/.test(commit)) throw new FileProblem(none);
  return commit;
}

function git(words: readonly string[], input?: string): Buffer {
  const { status, stdout, stderr } = spawnSync('git', words, {
    maxBuffer: largest * 2,
    ...(input !== undefined && { input }),
  });
  if (status !== 0) throw new FileProblem(`git ${words[0]}: ${stderr?.toString('utf8').trim() || 'it failed'}`);
  return stdout;
}

function textOf(bytes: Buffer, place: string, codePage: string | undefined): string {
  const decoded = decodeText(bytes, codePage === undefined ? {} : { codePage });
  if (decoded.kind !== 'text') throw new FileProblem(`${place}: ${decoded.because}`);
  return decoded.text;
}
