/** Keeps the open texts in step with the client, and its findings in step with the texts. */
import { CodeLensRefreshRequest } from 'vscode-languageserver';
import type { Publisher } from './diagnostics';
import type { Door } from './door';
import { guardedNotification } from './guarded';
import { isCSharp } from './managed';
import { answersChanged } from './protocol';
import type { Scripts } from './scripts';
import { canonical } from './uris';
import { Outdated, turn } from './work';

/** How long typing has to pause before other open scripts, and a text that is broken, are looked at again, in milliseconds. */
const pause = 250;
/** The same for a whole text of which much is to be run again: it is soon done, and the next key puts it off. */
const briefPause = 60;

export interface Sync {
  /** Everything may have changed: settings, or the scripts on disk. */
  recheckAll(): void;
  /** The configuration may leave out other scripts of those that are open. */
  takeIn(): void;
}

export function synchronize(door: Door, publisher: Publisher, scripts: Pick<Scripts, 'changedOnDisk'>): Sync {
  const { connection, documents, workspace, analyses } = door;
  const waiting = new Set<string>();
  let working = false;
  let later: NodeJS.Timeout | undefined;
  const pausing = new Map<string, NodeJS.Timeout>();

  connection.onDidOpenTextDocument(
    guardedNotification(connection.console, 'open', ({ textDocument: { uri, languageId, version, text } }) => {
      documents.open(uri, languageId, version, text);
      if (isCSharp(uri)) return editedManaged(uri, text);
      if (counts(uri)) workspace.put(canonical(uri), text, door.lastOpen?.of(text));
      edited(uri, text);
      void analyses.rooted(canonical(uri), door.reading?.ended);
    }),
  );
  connection.onDidChangeTextDocument(
    guardedNotification(connection.console, 'change', ({ textDocument: { uri, version }, contentChanges }) => {
      const document = documents.change(uri, version, contentChanges);
      if (document && isCSharp(uri)) editedManaged(uri, document.getText());
      else if (document) {
        if (counts(uri)) typed(uri, document.getText());
        edited(uri, document.getText());
      } else connection.console.warn(`change of a script that is not open: ${uri}`);
    }),
  );
  connection.onDidCloseTextDocument(
    guardedNotification(connection.console, 'close', async ({ textDocument: { uri } }) => {
      documents.close(uri);
      clearTimeout(pausing.get(uri));
      pausing.delete(uri);
      analyses.closed(canonical(uri), documents.uris().map(canonical));
      await publisher.clear(uri);
      if (isCSharp(uri)) await door.managed.onDisk(uri);
      else if (uri.startsWith('file:')) await scripts.changedOnDisk(uri);
      else workspace.remove(canonical(uri));
      othersLater(uri);
    }),
  );
  connection.onDidChangeWatchedFiles(
    guardedNotification(connection.console, 'files', async ({ changes }) => {
      const before = analyses.changes;
      for (const { uri } of changes) await scripts.changedOnDisk(uri);
      if (analyses.changes !== before || !changes.every(({ uri }) => isCSharp(uri))) recheckAll();
    }),
  );

  /**
   * While what is typed breaks the text, what was known of it stands until typing pauses. A client that cannot be told
   * of the answers that come then gets them at once.
   */
  function typed(uri: string, text: string): void {
    const { pullsOpen, refreshesDiagnostics } = door.client;
    if (pullsOpen && !refreshesDiagnostics) {
      workspace.put(canonical(uri), text);
      return;
    }
    workspace.typing.type(canonical(uri), text);
    pausesFor(uri, pause);
  }

  function pausesFor(uri: string, milliseconds: number): void {
    clearTimeout(pausing.get(uri));
    pausing.set(
      uri,
      setTimeout(() => paused(uri), milliseconds),
    );
  }

  /** Whether an open script is read; one that is left out is when another includes it. */
  function counts(uri: string): boolean {
    return workspace.has(canonical(uri)) || door.configured.excluding(canonical(uri)) === undefined;
  }

  function takeIn(): void {
    for (const uri of documents.uris().filter((one) => !isCSharp(one))) {
      const script = canonical(uri);
      const isLeftOut = door.configured.excluding(script) !== undefined;
      if (isLeftOut) workspace.remove(script);
      else if (!workspace.has(script)) workspace.put(script, documents.get(uri)!.getText());
    }
  }

  function paused(uri: string): void {
    pausing.delete(uri);
    if (!workspace.typing.settle(canonical(uri))) return;
    analyses.changed(canonical(uri));
    refresh([uri]);
    refreshViews();
  }

  function edited(uri: string, text: string): void {
    for (const twin of door.configured.twinsOf(canonical(uri))) workspace.put(twin, text);
    analyses.changed(canonical(uri));
    publishSoon(uri);
    othersLater(uri);
  }

  /** Other C# files of the assembly may say something else now; scripts do not. */
  function editedManaged(uri: string, text: string): void {
    door.managed.put(uri, text);
    if (!door.managed.matters(uri)) return;
    analyses.changed(canonical(uri));
    publishSoon(uri);
    othersLater(uri);
  }

  /** Publishes the findings of a script soon; several requests at once count as one. */
  function publishSoon(uri: string): void {
    if (door.client.pullsOpen) return;
    waiting.add(uri);
    if (!working) void work();
  }

  async function work(): Promise<void> {
    working = true;
    while (waiting.size > 0) {
      await turn();
      const [uri] = waiting;
      if (uri === undefined) break;
      waiting.delete(uri);
      try {
        await publisher.publish(uri);
        if (pausing.has(uri) && workspace.typing.reachesFar(canonical(uri))) pausesFor(uri, briefPause);
      } catch (error) {
        if (error instanceof Outdated) continue; // the change that made it so has asked again
        connection.console.error(
          `findings failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
      }
    }
    working = false;
  }

  /** What one script declares can change the findings of the others. They are looked at when typing pauses. */
  function othersLater(uri: string): void {
    clearTimeout(later);
    if (documents.uris().length < 2) return;
    later = setTimeout(() => {
      refresh(documents.uris().filter((other) => other !== uri));
      refreshViews();
    }, pause);
  }

  function recheckAll(): void {
    clearTimeout(later);
    refresh(documents.uris());
    refreshViews();
  }

  function refreshViews(): void {
    if (door.client.refreshesLenses) void connection.sendRequest(CodeLensRefreshRequest.type);
    if (door.client.refreshesTokens) connection.languages.semanticTokens.refresh();
    if (door.client.refreshesHints) void connection.languages.inlayHint.refresh();
    if (door.client.followsAnswers) void connection.sendNotification(answersChanged);
  }

  function refresh(uris: readonly string[]): void {
    if (!door.client.pullsOpen) for (const uri of uris) publishSoon(uri);
    else if (door.client.refreshesDiagnostics) void connection.languages.diagnostics.refresh();
  }

  return { recheckAll, takeIn };
}
