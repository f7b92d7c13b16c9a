/** An editor in a browser: the language server is a web worker, which gets the files from here. */
import * as vscode from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
  State,
} from 'vscode-languageclient/browser';
import { csharpGrammar, type WorkerStart } from '../../../server/src/lsp/protocol';
import { clientId, clientName, clientOptions, start } from '../start';
import { fromAddress, toAddress } from './addresses';
import { sendAll, sendChanged } from './files';

let client: LanguageClient | undefined;
let worker: Worker | undefined;

/** Called by the editor when the first SQL script opens. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const own = new LanguageClient(clientId, clientName, () => connect(context.extensionUri), {
    ...clientOptions(context, () => void own.start()),
    uriConverters: { code2Protocol: toAddress, protocol2Code: fromAddress },
    middleware: {
      provideHover: async (document, position, token, next) => withLinks(await next(document, position, token)),
      workspace: {
        didChangeWatchedFile: async (event, next) => {
          await sendChanged(own, fromAddress(event.uri));
          await next(event);
        },
      },
    },
  });
  client = own;
  own.onRequest(csharpGrammar, () =>
    vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, csharpFile)),
  );
  context.subscriptions.push(
    own.onDidChangeState(({ newState }) => {
      if (newState === State.Running) void sendAll(own);
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      // it says which files are handed over
      if (change.affectsConfiguration('tsqlContext.workspace.readScripts') && own.isRunning())
        void vscode.commands.executeCommand('tsqlContext.restartServer');
    }),
  );
  await start(context, own);
}

/** Called by the editor when it closes or the extension is switched off. */
export async function deactivate(): Promise<void> {
  await client?.stop();
  worker?.terminate();
}

/** Links of hovers lead to the files as the editor knows them. */
function withLinks(hover: vscode.Hover | null | undefined): vscode.Hover | null | undefined {
  for (const one of hover?.contents ?? [])
    if (one instanceof vscode.MarkdownString)
      one.value = one.value.replace(
        /(\]\(<?)(file:\/\/\/[^)>\s#]+)/g,
        (_, before: string, address: string) => before + fromAddress(address).toString(),
      );
  return hover;
}

const csharpFile = 'dist/tree-sitter-c_sharp.wasm.zst';

/** Starts the worker anew, with the grammar that comes with the extension. */
async function connect(extension: vscode.Uri): Promise<MessageTransports> {
  const at = (file: string): vscode.Uri => vscode.Uri.joinPath(extension, 'dist', file);
  const [runtime, language] = await Promise.all(
    ['web-tree-sitter.wasm', 'tree-sitter-tsql.wasm'].map((file) => vscode.workspace.fs.readFile(at(file))),
  );
  worker?.terminate();
  worker = new Worker(at('browser-server.js').toString(true));
  const { port1, port2 } = new MessageChannel();
  const first: WorkerStart & { readonly port: MessagePort } = {
    core: at('core.js').toString(true),
    runtime: runtime!,
    language: language!,
    port: port2,
  };
  worker.postMessage(first, [port2]);
  return { reader: new BrowserMessageReader(port1), writer: new BrowserMessageWriter(port1) };
}
