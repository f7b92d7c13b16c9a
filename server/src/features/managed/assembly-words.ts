/** What is known of an assembly: its permission set, strict security, and whether it may be loaded. */
import type { AssemblyFacts } from '../../workspace/managed/model';

export function assemblyWords({ name, permissionSet, strict, trust }: AssemblyFacts): readonly string[] {
  const set = permissionSet === undefined ? 'its permission set is not known' : `PERMISSION_SET = ${permissionSet}`;
  const security = strict === undefined ? 'whether clr strict security is on is not known' : strictWords(strict);
  return [`Assembly ${name}: ${set}; ${security}.`, ...loadWords(name, trust)];
}

function strictWords(strict: boolean): string {
  return strict
    ? 'clr strict security is on, so it is treated as UNSAFE'
    : 'clr strict security is off, so the permission set counts';
}

function loadWords(name: string, trust: AssemblyFacts['trust']): readonly string[] {
  switch (trust?.kind) {
    case undefined:
      return [];
    case 'allowed':
      return [`${name} may be loaded${trust.proof.kind === 'exempt' ? `: ${trust.proof.because}` : ''}.`];
    case 'denied':
      return [
        `✗ ${name} may not be loaded: no signature, no hash and no trustworthy database that is known lets it in.`,
      ];
    case 'unknown':
      return [`Whether ${name} may be loaded is not known: ${trust.because.text}.`];
  }
}
