/**
 * Findings of the workspace's scripts that are not open, for clients that pull them; what has not changed is not worked
 * out again.
 */
import {
  type DiagnosticServerCancellationData,
  LSPErrorCodes,
  ResponseError,
  type ServerRequestHandler,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { twinOf } from '../projects/twins';
import { fingerprint } from '../text/fingerprint';
import { diagnosticsOf, toLspDiagnostics } from './diagnostics';
import { closedScript, type Door } from './door';
import { isCSharp } from './managed';
import { closedManaged } from './managed-script';
import { canonical, pathOf } from './uris';
import { Outdated } from './work';

interface Known {
  /** How often anything had changed. */
  readonly at: number;
  readonly resultId: string;
  readonly items: ReturnType<typeof toLspDiagnostics>;
}

type Answer = ServerRequestHandler<
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDiagnosticReportPartialResult,
  DiagnosticServerCancellationData
>;

/** Answers pulls. One that an edit overtakes is to be sent again: until typing pauses nothing is worked out. */
export function workspaceDiagnostics(door: Door): Answer {
  const known = new Map<string, Known>();
  return async ({ previousResultIds }, token) => {
    const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    try {
      await door.reading?.ended;
      return { items: await reports(door, known, { previous, isCancelled: () => token.isCancellationRequested }) };
    } catch (error) {
      if (error instanceof Outdated)
        return new ResponseError(LSPErrorCodes.ServerCancelled, 'diagnostics', { retriggerRequest: true });
      throw error;
    }
  };
}

interface Pull {
  /** What the client has, by the address that it was sent with. */
  readonly previous: ReadonlyMap<string, string>;
  readonly isCancelled: () => boolean;
}

async function reports(
  door: Door,
  known: Map<string, Known>,
  { previous, isCancelled }: Pull,
): Promise<WorkspaceDocumentDiagnosticReport[]> {
  const uris = wanted(door);
  const at = door.analyses.changes;
  const stale = uris.filter((uri) => known.get(uri)?.at !== at);
  const outdated = (): boolean => door.analyses.changes !== at || isCancelled();
  if (stale.length > 0) await work(door, known, { stale, at, outdated });
  for (const uri of known.keys()) if (!uris.includes(uri)) known.delete(uri);
  const here = uris.map((uri): WorkspaceDocumentDiagnosticReport => {
    const { resultId, items } = known.get(uri)!;
    return previous.get(uri) === resultId
      ? { kind: 'unchanged', uri, version: null, resultId }
      : { kind: 'full', uri, version: null, resultId, items };
  });
  const open = new Set(door.documents.uris().map(canonical));
  const gone = [...previous.keys()].filter((uri) => !uris.includes(uri) && !open.has(canonical(uri)));
  return [
    ...here,
    ...gone.map((uri): WorkspaceDocumentDiagnosticReport => ({ kind: 'full', uri, version: null, items: [] })),
  ];
}

/** The scripts on disk that are not open; none where they are switched off. */
function wanted({ settings, workspace, managed, documents, configured }: Door): readonly string[] {
  if (!settings.enable || !settings.workspace.diagnostics) return [];
  const open = new Set(documents.uris().map(canonical));
  return [...workspace.scripts().map(({ uri }) => uri), ...managed.files()]
    .filter((uri) => !open.has(uri) && pathOf(uri) !== undefined && !twinOf(uri) && configured.checks(uri))
    .sort();
}

interface Work {
  readonly stale: readonly string[];
  readonly at: number;
  readonly outdated: () => boolean;
}

async function work(door: Door, known: Map<string, Known>, { stale, at, outdated }: Work): Promise<void> {
  if (known.size > 0) await quiet(outdated);
  const progress =
    stale.length >= many && door.client.showsProgress
      ? await door.connection.window.createWorkDoneProgress()
      : undefined;
  progress?.begin('T-SQL scripts', 0, undefined, false);
  let told = 0;
  try {
    for (const [index, uri] of stale.entries()) {
      const percent = Math.floor((index / stale.length) * 100);
      if (percent >= told + step) {
        told = percent;
        progress?.report(percent, `${index} of ${stale.length}`);
      }
      const items = await closedItems(door, uri, outdated);
      if (outdated()) throw new Outdated();
      known.set(uri, { at, resultId: fingerprint(JSON.stringify(items)), items });
    }
  } finally {
    progress?.done();
  }
}

async function closedItems(door: Door, uri: string, outdated: () => boolean): Promise<Known['items']> {
  if (isCSharp(uri)) {
    const file = await closedManaged(door, uri, outdated);
    return file ? diagnosticsOf(door, file) : [];
  }
  const script = await closedScript(door, uri, outdated);
  return script ? toLspDiagnostics(door, script) : [];
}

/** So many scripts take long enough to say how far it is. */
const many = 20;
/** How far it is is told again behind so many percent: each time costs the client work. */
const step = 5;
/** How long nothing has to change before all scripts are looked at again, in milliseconds. */
const pause = 1000;

async function quiet(outdated: () => boolean): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, pause));
  if (outdated()) throw new Outdated();
}
