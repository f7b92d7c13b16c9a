/** `node:url` of the bundle for browsers: addresses of files as on a system with slashes. */

/** The path of a file's address. Throws for what is on another machine, and for escapes that are no text. */
export function fileURLToPath(address: string): string {
  const { protocol, host, pathname } = new URL(address);
  if (protocol !== 'file:' || host !== '') throw new TypeError(`${address} is no file of ours`);
  return decodeURIComponent(pathname);
}

export function pathToFileURL(place: string): URL {
  const found = new URL('file:///');
  found.pathname = place.replace(/[%\\\n\r\t?#]/g, encodeURIComponent);
  return found;
}
