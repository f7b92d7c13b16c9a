/**
 * The process of the language server. The first is started before the rest of the client is loaded, which takes about as
 * long as the server takes to be there.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { statSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

/** So long a server may take to end when it is asked to, in milliseconds. */
const patience = 2000;

export class ServerProcess {
  readonly #start: () => ChildProcess;
  #waiting: ChildProcess | undefined;
  #taken: ChildProcess | undefined;

  constructor(context: vscode.ExtensionContext) {
    const module = context.asAbsolutePath('dist/server.js');
    const compiled = compiledIn(context);
    this.#start = () => started(module, compiled);
    this.#waiting = this.#start();
  }

  /** One that nobody has spoken to. */
  take(): ChildProcess {
    const [waiting, isThere] = [this.#waiting, this.#waiting?.connected];
    this.#waiting = undefined;
    this.#taken = waiting && isThere ? waiting : this.#start();
    return this.#taken;
  }

  /** The last one was told to end, or has ended: it does not stay. */
  ends(): void {
    const last = this.#taken;
    this.#taken = undefined;
    setTimeout(() => last?.exitCode === null && last.kill(), patience).unref();
  }
}

function started(module: string, compiled: string): ChildProcess {
  const cwd = workingFolder();
  const args = ['--node-ipc', `--clientProcessId=${process.pid}`];
  const options = isDebugged
    ? { execArgv: ['--nolazy', '--inspect=6037'], env: inNode }
    : { execArgv: [], env: { ...inNode, TSQLCTX_COMPILED: compiled } };
  const child = fork(module, args, { ...options, silent: true, ...(cwd !== undefined && { cwd }) });
  child.on('error', () => undefined); // who speaks to it hears of it
  return child;
}

/** The editor's program is Node only when it is asked to be. */
const inNode = { ...process.env, ELECTRON_RUN_AS_NODE: '1', ELECTRON_NO_ASAR: '1' };

/** Whoever looks at the client looks at the server, too. */
const isDebugged = process.execArgv.some((one) => /^--(inspect|debug)(-brk)?(=|$)/.test(one));

/** The first folder of the workspace: paths in it are told from there. */
function workingFolder(): string | undefined {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  const folder = first?.uri.scheme === 'file' ? first.uri.fsPath : undefined;
  return folder !== undefined && statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? folder : undefined;
}

/** Where the server keeps its code as it is compiled: the next start takes it from there. That of other versions goes. */
function compiledIn({ globalStorageUri, extension }: vscode.ExtensionContext): string {
  const folder = path.join(globalStorageUri.fsPath, 'compiled');
  const own = String(extension.packageJSON.version);
  void readdir(folder)
    .then((found) => found.filter((one) => one !== own))
    .then((others) => Promise.all(others.map((one) => rm(path.join(folder, one), { recursive: true, force: true }))))
    .catch(() => undefined); // there is nothing yet
  return path.join(folder, own);
}
