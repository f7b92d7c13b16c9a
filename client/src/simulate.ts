/** The command `T-SQL: Simulate as Login...`: asks what to run and as whom, and shows the server's answer. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  type KnownPrincipals,
  knownPrincipals,
  type ModuleAt,
  moduleAt,
  type Page,
  type SimulateCommandArguments,
  type SimulateParams,
  type SimulationTarget,
  simulate,
} from '../../server/src/lsp/protocol';
import type { Pages } from './pages';
import { fromPosition, fromRange } from './positions';
import { documentSelector } from './server';

/** What a code lens or a test may hand over; whatever is missing is asked for. */
interface Request extends Partial<SimulateCommandArguments> {
  readonly login?: string;
  readonly database?: string;
}

/** Runs the command. Answers the page that was shown, or undefined if the user changed their mind. */
export async function simulateAsLogin(
  client: LanguageClient,
  pages: Pages,
  argument?: unknown,
): Promise<Page | undefined> {
  const request = (
    typeof argument === 'object' && argument !== null && !(argument instanceof vscode.Uri) ? argument : {}
  ) as Request;
  const uri = request.uri ?? activeScript()?.uri.toString();
  if (!uri) {
    vscode.window.showInformationMessage(
      'Open a T-SQL script first: a simulation runs a script, a selection or a module.',
    );
    return undefined;
  }
  const target = request.target ?? (await pickTarget(client, uri));
  if (!target) return undefined;
  const who = target.kind === 'frame' ? { login: '', database: '' } : await pickWho(client, uri, request, target);
  if (!who) return undefined;
  const params: SimulateParams = { uri, ...who, target };
  const page = await client.sendRequest<Page | null>(simulate, params);
  if (page) await pages.show(page);
  else vscode.window.showWarningMessage('There is nothing to simulate here.');
  return page ?? undefined;
}

/** Who connects, and where; a module is called in its own database. */
async function pickWho(
  client: LanguageClient,
  uri: string,
  request: Request,
  target: SimulationTarget,
): Promise<Pick<SimulateParams, 'login' | 'database'> | undefined> {
  const known = await client.sendRequest<KnownPrincipals | null>(knownPrincipals, { uri });
  const login = request.login ?? (await pickLogin(known));
  if (!login) return undefined;
  if (target.kind === 'module') return { login, database: request.database ?? known?.database ?? 'master' };
  const database = request.database ?? (await pickDatabase(known, login));
  return database ? { login, database } : undefined;
}

function activeScript(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && vscode.languages.match(documentSelector, document) > 0 ? document : undefined;
}

/** The selection if there is one; else the file, or the module under the cursor if there is one. */
async function pickTarget(client: LanguageClient, uri: string): Promise<SimulationTarget | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || editor.document.uri.toString() !== uri) return { kind: 'file' };
  const position = fromPosition(editor.selection.active);
  const module = await client.sendRequest<ModuleAt | null>(moduleAt, { uri, position });
  const choices: (vscode.QuickPickItem & { target: SimulationTarget })[] = [];
  if (!editor.selection.isEmpty) {
    const lines = editor.selection.end.line - editor.selection.start.line + 1;
    choices.push({
      label: '$(selection) Selection',
      description: `${lines} line${lines === 1 ? '' : 's'}`,
      target: { kind: 'selection', range: fromRange(editor.selection) },
    });
  }
  if (module)
    choices.push({
      label: `$(symbol-method) ${module.name}`,
      description: 'a call of the module under the cursor',
      target: { kind: 'module', position },
    });
  choices.push({
    label: '$(file-code) Whole script',
    description: vscode.workspace.asRelativePath(editor.document.uri),
    target: { kind: 'file' },
  });
  if (choices.length === 1) return choices[0]?.target;
  return (await vscode.window.showQuickPick(choices, { title: 'Simulate as Login (1/3)', placeHolder: 'What to run' }))
    ?.target;
}

const another = '$(edit) Another login...';

async function pickLogin(known: KnownPrincipals | null): Promise<string | undefined> {
  const items: vscode.QuickPickItem[] = (known?.logins ?? []).map(({ name, type }) => ({
    label: name,
    description: type,
  }));
  const picked = await vscode.window.showQuickPick([...items, { label: another }], {
    title: 'Simulate as Login (2/3)',
    placeHolder: 'The login that connects',
  });
  if (picked?.label !== another) return picked?.label;
  return vscode.window.showInputBox({
    title: 'Simulate as Login (2/3)',
    prompt: 'Name of the login',
    placeHolder: String.raw`alice or DOMAIN\alice`,
  });
}

async function pickDatabase(known: KnownPrincipals | null, login: string): Promise<string | undefined> {
  const databases = known?.databases ?? [];
  if (databases.length === 0)
    return vscode.window.showInputBox({
      title: 'Simulate as Login (3/3)',
      prompt: `The database in which ${login} starts`,
      value: 'master',
    });
  const first = known?.database;
  const ordered = [...databases].sort((a, b) => Number(b === first) - Number(a === first));
  const items = ordered.map((label) => ({ label, ...(label === first && { description: 'where the script starts' }) }));
  return (
    await vscode.window.showQuickPick(items, {
      title: 'Simulate as Login (3/3)',
      placeHolder: `The database in which ${login} starts`,
    })
  )?.label;
}
