/** Where what is known of a key comes from. */
import type { Thumbprint } from './model';

/** `copied`: a file that no script wrote, where scripts write keys to files. `unread`: no script shows its bytes. */
export type Origin = 'thumbprint' | 'file' | 'copied' | 'unread' | 'assembly' | 'binary' | 'made';

export function originOf(key: Thumbprint): Origin {
  return (/^(thumbprint|file|copied|unread|assembly|binary):/.exec(key)?.[1] as Origin | undefined) ?? 'made';
}

/** Whether a script makes the key: nobody can have known it before. */
export function isMadeHere(key: Thumbprint): boolean {
  return originOf(key) === 'made';
}
