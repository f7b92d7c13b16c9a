/**
 * Where scripts are: names of files as SQLCMD scripts write them, seen from the script that names them. A script's place is
 * a path or an address (`file:///...`), whichever the door uses.
 */

/**
 * The place of a file that is named in the script at a place. Undefined: that script is nowhere on a disk, or the file is on
 * another machine, to which no script may lead us.
 */
export function placeOf(from: string, name: string): string | undefined {
  const named = slashed(name).trim();
  if (named === '' || named.startsWith('//')) return undefined;
  const scheme = schemeOf(from);
  if (scheme === undefined) return isAbsolute(named) ? tidy(named) : tidy(`${folderOf(slashed(from))}${named}`);
  const rest = from.slice(scheme.length);
  if (!rest.startsWith('/')) return undefined; // untitled:Untitled-1
  if (/^[a-z]:\//i.test(named)) return `file:///${encoded(tidy(named))}`;
  const [, host = '', path = ''] = /^(\/\/[^/]*)?(.*)$/s.exec(rest) ?? [];
  return `${scheme}${host}${encoded(tidy(isAbsolute(named) ? named : `${folderOf(decoded(path))}${named}`))}`;
}

/** The same for all ways of spelling a place. */
export function spelling(place: string): string {
  const scheme = schemeOf(place);
  return scheme === undefined ? tidy(slashed(place)) : decoded(place);
}

/** One letter is a drive. */
function schemeOf(place: string): string | undefined {
  return /^[a-z][a-z0-9+.-]+:/i.exec(place)?.[0];
}

function slashed(name: string): string {
  return name.replaceAll('\\', '/');
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|[a-z]:\/)/i.test(path);
}

/** With the last slash; nothing where it has none. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** A path without `.` and without `..` behind the name of a folder. */
function tidy(path: string): string {
  const start = /^(?:\/\/|\/|[a-z]:\/)/i.exec(path)?.[0] ?? '';
  const kept: string[] = [];
  for (const part of path.slice(start.length).split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || kept.length === 0 || kept.at(-1) === '..') {
      if (part !== '..' || start === '') kept.push(part);
    } else kept.pop();
  }
  return start + kept.join('/');
}

function encoded(path: string): string {
  return encodeURI(path).replace(/[?#]/g, encodeURIComponent);
}

function decoded(place: string): string {
  try {
    return decodeURIComponent(place);
  } catch {
    return place; // not encoded as addresses are: taken as it is
  }
}
