/** The security explorer: a tree of what the scripts declare, and pictures of who reaches what. */
import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import {
  type ExplorerItem,
  type ExplorerReachParams,
  explorerChildren,
  explorerReach,
  type ReachAnswer,
} from '../../server/src/lsp/protocol';
import { documentSelector, uriOf } from './documents';
import { htmlOf } from './panel/html';
import { toPosition } from './positions';

/** How long scripts have to be left alone before the tree is read again, in milliseconds. */
const pause = 1500;

export function registerExplorer(client: BaseLanguageClient, extension: vscode.Uri): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const ask = (id?: string): Promise<ExplorerItem[]> =>
    client.isRunning() ? client.sendRequest(explorerChildren, id === undefined ? {} : { id }) : Promise.resolve([]);
  const tree = vscode.window.createTreeView<ExplorerItem>('tsqlContext.explorer', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: (item) => treeItem(client, item),
      getChildren: async (item) => {
        const children = await ask(item?.id).catch(() => []);
        return item || children.some(({ expandable }) => expandable) ? children : [];
      },
    },
  });
  let waiting: NodeJS.Timeout | undefined;
  const later = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(() => tree.visible && changed.fire(), pause);
  };
  const reach = (question: 'who' | 'what') => async (item?: ExplorerItem) => {
    const one = item ?? tree.selection[0];
    if (!one) return undefined;
    const answer = await client.sendRequest<ReachAnswer | null>(explorerReach, {
      id: one.id,
      question,
    } satisfies ExplorerReachParams);
    if (answer) showReach(answer, extension);
    else vscode.window.showInformationMessage(vscode.l10n.t('Nothing can be said of {0}.', one.label));
    return answer;
  };
  return vscode.Disposable.from(
    tree,
    changed,
    vscode.commands.registerCommand('tsqlContext.whoReaches', reach('who')),
    vscode.commands.registerCommand('tsqlContext.whatReached', reach('what')),
    vscode.commands.registerCommand('tsqlContext.refreshExplorer', () => changed.fire()),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (tree.visible && vscode.languages.match(documentSelector, document) > 0) later();
    }),
    tree.onDidChangeVisibility(({ visible }) => visible && changed.fire()),
    client.onDidChangeState(({ newState }) => newState === State.Running && changed.fire()),
    { dispose: () => clearTimeout(waiting) },
  );
}

const icons: Readonly<Record<string, string>> = {
  login: 'account',
  database: 'database',
  user: 'person',
  role: 'organization',
  module: 'symbol-method',
  key: 'key',
  table: 'table',
  path: 'warning',
  step: 'arrow-small-right',
  unknown: 'question',
};

function treeItem(client: BaseLanguageClient, item: ExplorerItem): vscode.TreeItem {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const shown = new vscode.TreeItem(item.label, item.expandable ? Collapsed : None);
  shown.id = item.id;
  if (item.description !== undefined) shown.description = item.description;
  shown.tooltip = [item.label, item.description, item.tooltip].filter((part) => part !== undefined).join('\n');
  shown.iconPath = new vscode.ThemeIcon(icons[item.icon] ?? 'circle-small');
  shown.contextValue = (item.asks ?? []).join(' ');
  if (item.target) {
    const at = toPosition(item.target.position);
    shown.command = {
      title: vscode.l10n.t('Show where it is declared'),
      command: 'vscode.open',
      arguments: [uriOf(client, item.target.uri), { selection: new vscode.Range(at, at), preserveFocus: true }],
    };
  }
  return shown;
}

function showReach(answer: ReachAnswer, extension: vscode.Uri): void {
  const panel = vscode.window.createWebviewPanel('tsqlContext.reach', answer.title, vscode.ViewColumn.Active, {
    enableScripts: true,
    localResourceRoots: [vscode.Uri.joinPath(extension, 'dist')],
  });
  const told = panel.webview.onDidReceiveMessage(() => panel.webview.postMessage(answer));
  panel.onDidDispose(() => told.dispose());
  panel.webview.html = htmlOf(panel.webview, extension, 'reach');
}
