/** Which files globs mean. Paths are written with `/`, relative to the folder of the configuration. */
import picomatch from 'picomatch';

/** Answers whether one of the globs means a file, or a folder that the file is in. */
export function matcher(globs: readonly string[]): (file: string) => boolean {
  const patterns = globs.flatMap((glob) => {
    const plain = glob.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '');
    return plain === '' || plain === '.' ? ['**'] : [plain, `${plain}/**`];
  });
  return patterns.length === 0 ? () => false : picomatch(patterns, { dot: true, nocase: false });
}

/** Whether it stands for several files. */
export function isGlob(text: string): boolean {
  return picomatch.scan(text.replaceAll('\\', '/')).isGlob;
}

/** The folder below which the files of a glob are, and the rest of it. */
export function baseOf(glob: string): { readonly base: string; readonly rest: string } {
  const { base, glob: rest } = picomatch.scan(glob.replaceAll('\\', '/'));
  return { base: base === '' ? '.' : base, rest };
}
