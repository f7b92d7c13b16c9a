/**
 * What project files are read through. Paths are absolute and written with `/`. Nothing outside of one folder, the root, is
 * ever asked for.
 */
export interface ProjectFiles {
  /** The folder out of which no path may lead. */
  readonly root: string;
  /** The text of a file; undefined: there is none that can be read. */
  text(path: string): string | undefined;
  /** The files in and below a folder, in the order of their names. */
  below(folder: string): readonly string[];
}

/** The path that a project names, seen from a folder; undefined: it leads out of the root, or to another machine. */
export function resolved({ root }: Pick<ProjectFiles, 'root'>, folder: string, name: string): string | undefined {
  const named = unescaped(name.trim()).replaceAll('\\', '/');
  if (named.startsWith('//')) return undefined;
  const path = tidy(/^([a-z]:)?\//i.test(named) ? named : `${folder}/${named}`);
  return path !== undefined && isWithin(root, path) ? path : undefined;
}

/** Whether a path is in a folder, or is it. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** The last part of a path, without its extension. */
export function baseOf(path: string): string {
  return lastOf(path).replace(/\.[^.]*$/, '');
}

export function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Without `.` and `..`; undefined: it leads above the top. */
export function tidy(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.length < 2) return undefined;
      parts.pop();
    } else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return parts.join('/') || '/';
}

/** Projects write some characters as `%20`. */
export function unescaped(name: string): string {
  return name.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
