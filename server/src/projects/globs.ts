/**
 * The patterns of project files: `**` stands for any folders, `*` and `?` for parts of a name; nothing else is special, and
 * capitals do not count. The time that it takes grows with the product of both lengths and no faster.
 */
import { unescaped } from './files';

export function isPattern(spec: string): boolean {
  return /[*?]/.test(spec);
}

/** Answers whether a pattern means a path; both are relative to the same folder. */
export function patternOf(spec: string): (path: string) => boolean {
  const pattern = partsOf(unescaped(spec));
  return (path) => matches(pattern, partsOf(path), (glob, part) => glob === '**' || isNamed(glob, part), '**');
}

function partsOf(path: string): readonly string[] {
  return path
    .replaceAll('\\', '/')
    .toLowerCase()
    .split('/')
    .filter((part) => part !== '' && part !== '.');
}

function isNamed(glob: string, name: string): boolean {
  return matches([...glob], [...name], (one, letter) => one === '?' || one === letter, '*');
}

/** `many` stands for any number of parts. */
function matches(
  pattern: readonly string[],
  parts: readonly string[],
  isOne: (glob: string, part: string) => boolean,
  many: string,
): boolean {
  let [at, star, from] = [0, -1, 0];
  let index = 0;
  while (index < parts.length) {
    const glob = pattern[at];
    if (glob === many) {
      [star, from] = [at++, index];
    } else if (glob !== undefined && isOne(glob, parts[index]!)) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++from;
    } else return false;
  }
  while (pattern[at] === many) at++;
  return at === pattern.length;
}
