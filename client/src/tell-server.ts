/** The command `T-SQL: Tell What the Server Holds`: the ways in which scripts can learn of what no script declares. */
import * as vscode from 'vscode';

interface Way extends vscode.QuickPickItem {
  readonly go: () => Thenable<unknown>;
}

/** Asks which way, and goes it as far as can be gone here. */
export async function tellServer({ extensionUri }: vscode.ExtensionContext): Promise<void> {
  const page = (name: string) => (): Thenable<unknown> =>
    vscode.commands.executeCommand(
      'vscode.openWith',
      vscode.Uri.joinPath(extensionUri, 'docs', name),
      'vscode.markdown.preview.editor',
    );
  const ways: readonly Way[] = [
    {
      label: '$(folder-library) Open the folder that makes the database',
      detail: 'Scripts and database projects (.sqlproj, .dacpac) of all open folders are read for what they declare',
      go: () => vscode.commands.executeCommand('workbench.action.addRootFolder'),
    },
    {
      label: '$(json) Name scripts and settings in tsqlcontext.json',
      detail: 'Who runs which scripts and where; scripts of the server itself; whether the scripts are all there is',
      go: configurationFile,
    },
    {
      label: '$(database) Projects, packages and scripts beside them',
      detail: 'From an empty folder to certain answers in ten minutes',
      go: page('catalog.md'),
    },
    {
      label: '$(server) A snapshot of a server',
      detail: 'A query writes down logins, owners, grants and options; scripts are then judged by them',
      go: page('snapshots.md'),
    },
    {
      label: '$(gear) Settings',
      detail: 'The login and database of scripts that say nothing, the version of the server',
      go: () => vscode.commands.executeCommand('workbench.action.openSettings', '@ext:tsqlctx.tsql-execution-context'),
    },
    {
      label: '$(question) What is unknown, and how to tell it',
      detail: 'A page with every reason and its cure',
      go: page('unknown.md'),
    },
  ];
  const picked = await vscode.window.showQuickPick([...ways], {
    title: 'Tell what the server holds',
    placeHolder: 'Where is it written what principals and grants there are?',
    matchOnDetail: true,
  });
  await picked?.go();
}

const fileName = 'tsqlcontext.json';
const template = `{
  // Who runs the scripts of this folder, and where they start.
  "session": { "login": "sa", "database": "master" },
  // Scripts that make what the server holds, as paths from here.
  "catalogs": []
}
`;

/** Opens the configuration of the folder of the open script; makes one where there is none. */
async function configurationFile(): Promise<void> {
  const folder = folderOfScript();
  if (!folder) {
    vscode.window.showInformationMessage('Open a folder first: tsqlcontext.json lies in it.');
    return;
  }
  const file = vscode.Uri.joinPath(folder.uri, fileName);
  const isThere = await vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  if (!isThere) await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(template));
  await vscode.window.showTextDocument(file);
}

function folderOfScript(): vscode.WorkspaceFolder | undefined {
  const document = vscode.window.activeTextEditor?.document;
  const own = document && vscode.workspace.getWorkspaceFolder(document.uri);
  return own ?? vscode.workspace.workspaceFolders?.[0];
}
