/** The simulation panel: a page beside the script. It carries questions to the server and answers back. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type KnownPrincipals,
  knownPrincipals,
  type RunAnswer,
  runDesigns,
  runOpens,
  runStep,
  runText,
  type SimulateRunParams,
  simulateRun,
} from '../../../server/src/lsp/protocol';
import { addressOf, documentSelector, uriOf } from '../documents';
import { toPosition } from '../positions';
import { htmlOf } from './html';
import { loginsFirst, remember } from './logins';
import type { Asked, Deed, PanelState, Question, Told } from './messages';
import { targetsIn } from './targets';

export const panelType = 'tsqlContext.simulation';

export interface PanelHome {
  readonly client: BaseLanguageClient;
  readonly extension: vscode.Uri;
  readonly memory: vscode.Memento;
  /** Answers may be others than they were. */
  readonly changed: vscode.Event<void>;
}

/** A panel that is there; `told` is what it was told last, for tests and for commands. */
export class SimulationPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #home: PanelHome;
  readonly #disposables: vscode.Disposable[] = [];
  readonly #running = new Map<number, vscode.CancellationTokenSource>();
  readonly #gone = new vscode.EventEmitter<void>();
  #state: PanelState;
  #ready = false;
  #later: NodeJS.Timeout | undefined;
  #news: 'text' | 'answers' | undefined;

  readonly onGone = this.#gone.event;

  constructor(panel: vscode.WebviewPanel, home: PanelHome, state: PanelState) {
    this.#panel = panel;
    this.#home = home;
    this.#state = state;
    const { webview } = panel;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(home.extension, 'dist')],
      enableCommandUris: false,
    };
    panel.title = vscode.l10n.t('Simulation: {0}', state.file);
    this.#disposables.push(
      webview.onDidReceiveMessage((message: Asked | Deed) => this.#receive(message)),
      panel.onDidDispose(() => this.dispose()),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && vscode.languages.match(documentSelector, document) > 0) this.#changed('text');
      }),
      home.changed(() => this.#changed('answers')),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections, kind }) => {
        const [first] = selections;
        if (kind === undefined || kind === vscode.TextEditorSelectionChangeKind.Command || !first) return;
        this.#tell({ type: 'cursor', uri: addressOf(home.client, textEditor.document.uri), line: first.active.line });
      }),
    );
    webview.html = htmlOf(webview, home.extension, 'panel');
  }

  /** Shows something else. */
  show(state: PanelState): void {
    this.#state = state;
    this.#panel.title = vscode.l10n.t('Simulation: {0}', state.file);
    this.#panel.reveal(undefined, true);
    if (this.#ready) this.#tell({ type: 'show', state });
  }

  dispose(): void {
    clearTimeout(this.#later);
    for (const source of this.#running.values()) source.cancel();
    for (const one of this.#disposables.splice(0)) one.dispose();
    this.#gone.fire();
    this.#gone.dispose();
    this.#panel.dispose();
  }

  #tell(message: Told): void {
    void this.#panel.webview.postMessage(message);
  }

  /** Scripts change with every keystroke; the run is asked for again when typing pauses, and when more is known. */
  #changed(what: 'text' | 'answers'): void {
    clearTimeout(this.#later);
    this.#news = this.#news === 'text' ? 'text' : what;
    this.#later = setTimeout(() => {
      if (this.#news) this.#tell({ type: 'changed', what: this.#news });
      this.#news = undefined;
    }, 400);
  }

  async #receive(message: Asked | Deed): Promise<void> {
    switch (message.type) {
      case 'ask':
        return this.#answer(message);
      case 'ready':
        this.#ready = true;
        return this.#tell({ type: 'show', state: this.#state });
      case 'cancel':
        return this.#running.get(message.id)?.cancel();
      case 'open':
        return openAt(this.#home.client, message);
      case 'script':
        return openScript(message.text);
      case 'remember':
        return remember(this.#home.memory, message.login);
      case 'export':
        return this.#export(message.run, message.format);
    }
  }

  async #answer({ id, question }: Asked): Promise<void> {
    const source = new vscode.CancellationTokenSource();
    this.#running.set(id, source);
    try {
      this.#tell({ type: 'answer', id, answer: await this.#ask(question, source.token) });
    } catch (error) {
      const cancelled = source.token.isCancellationRequested;
      const text = error instanceof Error ? error.message : String(error);
      this.#tell({ type: 'answer', id, error: cancelled ? 'cancelled' : text });
    } finally {
      this.#running.delete(id);
      source.dispose();
    }
  }

  async #ask(question: Question, token: vscode.CancellationToken): Promise<unknown> {
    const { client, memory } = this.#home;
    switch (question.ask) {
      case 'run':
        return this.#run(question, token);
      case 'step':
        return client.sendRequest(runStep, { run: question.run, row: question.row }, token);
      case 'designs':
        return client.sendRequest(runDesigns, { run: question.run, row: question.row }, token);
      case 'opens':
        return client.sendRequest(runOpens, { run: question.run }, token);
      case 'principals': {
        const known = await client.sendRequest<KnownPrincipals | null>(knownPrincipals, { uri: question.uri }, token);
        return known && { ...known, logins: loginsFirst(known, memory) };
      }
      case 'targets':
        return targetsIn(client, question.uri);
    }
  }

  async #run(question: Question & { readonly ask: 'run' }, token: vscode.CancellationToken): Promise<RunAnswer | null> {
    const { state, other, plain, beside } = question;
    this.#state = state;
    await vscode.workspace.openTextDocument(uriOf(this.#home.client, state.uri)); // the server answers for what is open
    const suppose = state.facts.filter(({ on }) => on).map(({ script }) => script);
    const params: SimulateRunParams = {
      uri: state.uri,
      login: other ? (state.other ?? state.login) : state.login,
      database: state.database,
      target: state.target,
      ...(suppose.length > 0 && !plain && { suppose: suppose.join('\nGO\n') }),
      ...(beside !== undefined && { beside }),
    };
    return this.#home.client.sendRequest<RunAnswer | null>(simulateRun, params, token);
  }

  async #export(run: number, format: 'text' | 'markdown' | 'json'): Promise<void> {
    const text = await this.#home.client.sendRequest<string | null>(runText, { run, format });
    if (text === null) return;
    const language = format === 'text' ? 'plaintext' : format;
    const document = await vscode.workspace.openTextDocument({ language, content: text });
    await vscode.window.showTextDocument(document, { preview: false });
  }
}

async function openAt(client: BaseLanguageClient, deed: Deed & { readonly type: 'open' }): Promise<void> {
  const { uri, position, focus } = deed;
  const at = toPosition(position);
  const shown = vscode.window.visibleTextEditors.find(({ document }) => addressOf(client, document.uri) === uri);
  const editor = await vscode.window.showTextDocument(uriOf(client, uri), {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    preserveFocus: !focus,
    selection: new vscode.Range(at, at),
  });
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function openScript(text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'sql', content: text });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
}
