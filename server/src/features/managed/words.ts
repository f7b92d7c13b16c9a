/** Managed code in sentences: the hover, `explain` and the trace say the same. Plain text. */
import type { Deed, Seen, Standing } from '../../clr/flow/model';
import { isError } from '../../engine/session/effect';
import { lineIndex } from '../../text/line-index';
import type { ManagedCall, ManagedEntry, ManagedFile, ManagedModule } from '../../workspace/managed/model';
import { outcomeWords, showWorld } from '../words';
import { assemblyWords } from './assembly-words';
import { fileName, identityWords } from './standings';

/** So many calls are listed. */
const most = 6;

/** Who runs a place, in one line for each that is possible. */
export function standingWords(known: ManagedFile, standings: readonly Standing[]): readonly string[] {
  return standings.map(({ identity, thread }) => {
    const who = `to the operating system: ${identityWords(known, identity)}`;
    if (thread === 'own') return who;
    return `${who}; ${thread === 'other' ? 'on another thread' : 'maybe on another thread'}`;
  });
}

/** What is done at a place, in sentences. */
export function deedWords(known: ManagedFile, seen: readonly Seen[]): readonly string[] {
  return [...new Set(seen.flatMap((one) => wordsOf(known, one)))];
}

function wordsOf(known: ManagedFile, { deed, identity, thread }: Seen): readonly string[] {
  const impersonated = identity.kind === 'impersonated';
  switch (deed.kind) {
    case 'impersonate':
      return [
        'From here on the thread is whom it impersonates, until Undo or Dispose; in-process data access is refused meanwhile.',
      ];
    case 'undo':
      return ['The thread is again who it was before Impersonate: an inner Undo brings back the outer identity.'];
    case 'identity':
      return [
        'The Windows identity of the caller; null when the client was authenticated by SQL Server. After EXECUTE AS the pages of Microsoft disagree whose it is.',
      ];
    case 'data-access':
      if (thread === 'other') return ['✗ In-process data access: refused on another thread.'];
      if (impersonated)
        return [`✗ In-process data access: refused while the thread is ${identityWords(known, identity)}.`];
      return ['In-process data access: as the T-SQL context in which the code was started.'];
    case 'connection':
      return connectionWords(deed);
    case 'reach':
      return [`Reaches ${deed.what} as ${identityWords(known, identity)}; needs ${deed.needs}.`];
    case 'needs':
      return [`This ${deed.what}; needs ${deed.needs}.`];
    case 'left-impersonated':
      return [
        `✗ On some way the routine ${deed.how === 'return' ? 'returns' : 'is left by an exception'} with this impersonation on.`,
      ];
    case 'command':
      return [];
  }
}

function connectionWords({ to }: Extract<Deed, { kind: 'connection' }>): readonly string[] {
  if (to === 'other')
    return ['A connection of its own: it logs in anew as who the thread is, and is allowed while impersonated.'];
  return to === 'unknown' ? ['To which server this connection leads is not known.'] : [];
}

/** How T-SQL gets to some entry points, and with which frames. */
export function entryWords(entries: readonly ManagedEntry[]): readonly string[] {
  const modules = entries.flatMap((one) => one.modules);
  const calls = entries.flatMap((one) => one.calls);
  return [...modules.map(moduleWords), ...callWords(calls), ...assembliesOf(entries)];
}

function moduleWords({ statement, database, analysed, offset }: ManagedModule): string {
  const { line } = lineIndex(analysed.script.text).at(offset);
  const where = database ? ` in ${database.name}` : '';
  return `T-SQL knows it as ${statement.type} ${statement.name.text}${where} (line ${line} of ${fileName(analysed.script.uri)}).`;
}

function callWords(calls: readonly ManagedCall[]): readonly string[] {
  const lines = calls.map(({ script, span, before, entered }) => {
    const { line } = lineIndex(script.text).at(span.start);
    const place = `line ${line} of ${fileName(script.uri)}`;
    if (isError(entered)) return `Called on ${place} by ${showWorld(before)}: ${outcomeWords(entered).long}`;
    return `Called on ${place} by ${showWorld(before)}; in-process it is ${showWorld(entered)}.`;
  });
  const distinct = [...new Set(lines)];
  const more = distinct.length > most ? [`And ${distinct.length - most} more calls.`] : [];
  return [...distinct.slice(0, most), ...more];
}

function assembliesOf(entries: readonly ManagedEntry[]): readonly string[] {
  const known = new Map(entries.flatMap(({ assembly }) => (assembly ? [[assembly.name, assembly] as const] : [])));
  return [...known.values()].flatMap(assemblyWords);
}
