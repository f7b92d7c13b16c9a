import { snapshotFileOf } from '../../syntax/snapshot-mark';

/** Names of scripts as people tell them apart: the last part of the path, and as much before it as it takes. */
export function shortNames(uris: readonly string[]): readonly string[] {
  const files = new Set(uris.map((uri) => snapshotFileOf(uri) ?? uri));
  const parts = [...files].sort().map((uri) => decoded(uri).split(/[\\/]/));
  return parts.map((own) => {
    let length = 1;
    const named = (list: readonly string[]): string => list.slice(-length).join('/');
    while (length < own.length && parts.some((other) => other !== own && named(other) === named(own))) length++;
    return named(own);
  });
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri; // not encoded as addresses are: taken as it is
  }
}
