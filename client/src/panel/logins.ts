/** Who can be picked for a simulation: those of the script first, then those that were typed before. */
import * as vscode from 'vscode';
import type { KnownPrincipals } from '../../../server/src/lsp/protocol';

/** Under this name the logins that were typed are kept for the workspace. */
const typedLogins = 'typedLogins';

export function loginsFirst(known: KnownPrincipals | null, memory: vscode.Memento): KnownPrincipals['logins'] {
  const types = new Map((known?.logins ?? []).map(({ name, type }) => [name, type]));
  const typed = typedBefore(memory).filter((name) => !types.has(name));
  const names = [...new Set([...(known ? [known.login] : []), ...types.keys(), ...typed])];
  return names.map((name) => ({ name, type: types.get(name) ?? vscode.l10n.t('not declared') }));
}

export function typedBefore(memory: vscode.Memento): readonly string[] {
  return memory.get<readonly string[]>(typedLogins, []);
}

export async function remember(memory: vscode.Memento, login: string): Promise<void> {
  const before = typedBefore(memory).filter((name) => name !== login);
  await memory.update(typedLogins, [login, ...before].slice(0, 20));
}
