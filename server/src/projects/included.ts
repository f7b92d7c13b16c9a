/** The files that a script puts into itself with lines `:r`, and those that they put there, as far as they are at hand. */
import { folderOf, type ProjectFiles, resolved } from './files';

/** So many files are followed from one script. */
const most = 500;

export function includedIn(path: string, files: ProjectFiles): readonly string[] {
  const found = new Set<string>();
  const waiting = [path];
  for (let one = waiting.pop(); one !== undefined && found.size < most; one = waiting.pop()) {
    for (const [, name = ''] of (files.text(one) ?? '').matchAll(/^[ \t]*:r[ \t]+(.+?)[ \t]*\r?$/gim)) {
      const plain = name.replace(/^"(.*)"$/, '$1');
      const place = [folderOf(one), folderOf(path)]
        .map((folder) => resolved(files, folder, plain))
        .find((at) => at !== undefined && files.text(at) !== undefined);
      if (place === undefined || place === path || found.has(place)) continue;
      found.add(place);
      waiting.push(place);
    }
  }
  return [...found];
}
