/** What of a script can be run: the file, what is selected, the statement and the module at the cursor. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type ModuleAt, moduleAt } from '../../../server/src/lsp/protocol';
import { addressOf } from '../documents';
import { fromPosition, fromRange } from '../positions';
import type { TargetChoice } from './messages';

export async function targetsIn(client: BaseLanguageClient, uri: string): Promise<readonly TargetChoice[]> {
  const whole: TargetChoice = { name: vscode.l10n.t('Whole script'), target: { kind: 'file' } };
  const editor = vscode.window.visibleTextEditors.find(({ document }) => addressOf(client, document.uri) === uri);
  if (!editor) return [whole];
  const { selection } = editor;
  const position = fromPosition(selection.active);
  const line = position.line + 1;
  const choices = [whole];
  if (!selection.isEmpty)
    choices.push({
      name: vscode.l10n.t('Selection (lines {0} to {1})', selection.start.line + 1, selection.end.line + 1),
      target: { kind: 'selection', range: fromRange(selection) },
    });
  const module = await client.sendRequest<ModuleAt | null>(moduleAt, { uri, position });
  if (module)
    choices.push({
      name: vscode.l10n.t('Call of {0}', module.name),
      target: { kind: 'module', position },
      parameters: module.parameters,
    });
  choices.push({ name: vscode.l10n.t('Statement in line {0}', line), target: { kind: 'statement', position } });
  return choices;
}
