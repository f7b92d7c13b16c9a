/** The command `T-SQL: Simulate as Login...`: asks what to run and as whom, and shows the run in the panel. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type KnownPrincipals,
  knownPrincipals,
  type SimulateCommandArguments,
  type SimulateParams,
  type SimulationTarget,
} from '../../server/src/lsp/protocol';
import { addressOf, documentSelector, uriOf } from './documents';
import { loginsFirst, remember } from './panel/logins';
import type { PanelState, TargetChoice } from './panel/messages';
import type { Panels } from './panel/panels';
import { targetsIn } from './panel/targets';

/** What a code lens or a test may hand over; whatever is missing is asked for. */
interface Request extends Partial<SimulateCommandArguments> {
  readonly login?: string;
  readonly database?: string;
}

/** Runs the command. Answers what is shown, or undefined if the user changed their mind. */
export async function simulateAsLogin(
  client: BaseLanguageClient,
  shown: Panels,
  memory: vscode.Memento,
  argument?: unknown,
): Promise<PanelState | undefined> {
  const request = (
    typeof argument === 'object' && argument !== null && !(argument instanceof vscode.Uri) ? argument : {}
  ) as Request;
  const active = activeScript();
  const uri = request.uri ?? (active && addressOf(client, active.uri));
  if (!uri) {
    vscode.window.showInformationMessage(
      vscode.l10n.t('Open a T-SQL script first: a simulation runs a script, a selection or a module.'),
    );
    return undefined;
  }
  const target = request.target
    ? { target: request.target, name: nameOf(request.target) }
    : await pickTarget(client, uri);
  if (!target) return undefined;
  const isFrame = target.target.kind === 'frame';
  const who = isFrame ? { login: '', database: '' } : await pickWho(client, uri, request, target.target, memory);
  if (!who) return undefined;
  const file = vscode.workspace.asRelativePath(uriOf(client, uri));
  const state: PanelState = { uri, file, ...who, target: target.target, targetName: target.name, facts: [] };
  shown.show(state);
  return state;
}

function nameOf(target: SimulationTarget): string {
  switch (target.kind) {
    case 'file':
      return vscode.l10n.t('Whole script');
    case 'selection':
      return vscode.l10n.t('Selection (lines {0} to {1})', target.range.start.line + 1, target.range.end.line + 1);
    case 'module':
      return vscode.l10n.t('Call of the module in line {0}', target.position.line + 1);
    case 'statement':
      return vscode.l10n.t('Statement in line {0}', target.position.line + 1);
    case 'frame':
      return vscode.l10n.t('Frame of the EXECUTE AS in line {0}', target.position.line + 1);
  }
}

/** Who connects, and where; a module is called in its own database. */
async function pickWho(
  client: BaseLanguageClient,
  uri: string,
  request: Request,
  target: SimulationTarget,
  memory: vscode.Memento,
): Promise<Pick<SimulateParams, 'login' | 'database'> | undefined> {
  const known = await client.sendRequest<KnownPrincipals | null>(knownPrincipals, { uri });
  const login = request.login ?? (await pickLogin(known, memory));
  if (!login) return undefined;
  if (target.kind === 'module') return { login, database: request.database ?? known?.database ?? 'master' };
  const database = request.database ?? (await pickDatabase(known, login));
  return database ? { login, database } : undefined;
}

function activeScript(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && vscode.languages.match(documentSelector, document) > 0 ? document : undefined;
}

/** The selection if there is one; else the file, or the module or statement under the cursor. */
async function pickTarget(client: BaseLanguageClient, uri: string): Promise<TargetChoice | undefined> {
  const editor = vscode.window.activeTextEditor;
  const whole: TargetChoice = { name: vscode.l10n.t('Whole script'), target: { kind: 'file' } };
  if (!editor || addressOf(client, editor.document.uri) !== uri) return whole;
  const choices = await targetsIn(client, uri);
  const items = choices.map((choice) => ({ label: `${icons[choice.target.kind]} ${choice.name}`, choice }));
  return (await vscode.window.showQuickPick(items, { title: titleOf(1), placeHolder: vscode.l10n.t('What to run') }))
    ?.choice;
}

const icons: Readonly<Record<SimulationTarget['kind'], string>> = {
  file: '$(file-code)',
  selection: '$(selection)',
  module: '$(symbol-method)',
  statement: '$(symbol-event)',
  frame: '$(person)',
};

function titleOf(step: 1 | 2 | 3): string {
  return vscode.l10n.t('Simulate as Login ({0}/3)', step);
}

/** The login of the script first, then those that are known, then those that were typed before. */
async function pickLogin(known: KnownPrincipals | null, memory: vscode.Memento): Promise<string | undefined> {
  const another = `$(edit) ${vscode.l10n.t('Another login...')}`;
  const own = known?.login;
  const offered = loginsFirst(known, memory);
  const items: vscode.QuickPickItem[] = offered.map(({ name, type }) => {
    const description = [name === own ? vscode.l10n.t('as the script says') : '', type];
    return { label: name, description: description.filter((one) => one !== '').join(', ') };
  });
  const picked = await vscode.window.showQuickPick([...items, { label: another }], {
    title: titleOf(2),
    placeHolder: vscode.l10n.t('The login that connects'),
  });
  if (picked?.label !== another) return picked?.label;
  const name = await vscode.window.showInputBox({
    title: titleOf(2),
    prompt: vscode.l10n.t('Name of the login; it need not be declared'),
    placeHolder: vscode.l10n.t('{0} or {1}', 'alice', String.raw`DOMAIN\alice`),
  });
  if (name) await remember(memory, name);
  return name;
}

async function pickDatabase(known: KnownPrincipals | null, login: string): Promise<string | undefined> {
  const databases = known?.databases ?? [];
  if (databases.length === 0)
    return vscode.window.showInputBox({
      title: titleOf(3),
      prompt: vscode.l10n.t('The database in which {0} starts', login),
      value: 'master',
    });
  const first = known?.database;
  const ordered = [...databases].sort((a, b) => Number(b === first) - Number(a === first));
  const items = ordered.map((label) => ({
    label,
    ...(label === first && { description: vscode.l10n.t('where the script starts') }),
  }));
  return (
    await vscode.window.showQuickPick(items, {
      title: titleOf(3),
      placeHolder: vscode.l10n.t('The database in which {0} starts', login),
    })
  )?.label;
}
