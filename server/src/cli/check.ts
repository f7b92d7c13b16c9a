/** `tsqlctx check`: the findings of scripts that see each other's declarations. */
import type { Knowledge, Version } from '../catalog/model';
import { findings } from '../rules/index';
import type { Finding } from '../rules/rule';
import type { Parser } from '../syntax/parser';
import { finish } from '../text/finish';
import { callersOf } from '../workspace/callers';
import { type Notice, type Stage, Workspace } from '../workspace/workspace';
import { type FileText, loadIncluded } from './files';

/** What a workspace is made of. */
export interface WorkspaceRequest {
  /** Scripts, and those that declare what the server holds without being checked; each is read once. */
  readonly files: Iterable<FileText>;
  readonly catalogs: Iterable<FileText>;
  readonly login: string;
  readonly database: string;
  readonly version: Version;
  readonly knowledge: Knowledge;
  readonly assumed?: Stage['assumed'];
  /** The encoding of included files that are not Unicode. */
  readonly codePage?: string | undefined;
  /** Larger scripts are read for what they declare only, in code units. */
  readonly largest?: number | undefined;
}

export interface CheckRequest extends WorkspaceRequest {
  /** What is to be said about a script besides its findings. */
  readonly notice?: (file: string, notice: Notice) => void;
}

export interface CheckedFile extends FileText {
  readonly findings: readonly Finding[];
}

/** The findings of each file. A file's analysis is given up once its findings are known. */
export async function check(parser: Parser, request: CheckRequest): Promise<readonly CheckedFile[]> {
  const { workspace, files } = loadWorkspace(parser, request);
  const checked: CheckedFile[] = [];
  for (const file of files) {
    const found = findingsOf(workspace, file, request.notice);
    checked.push({ file, text: workspace.script(file)?.text ?? '', findings: found });
    workspace.giveUp(file);
    await new Promise((resolve) => setImmediate(resolve)); // what is held weakly is kept until the end of a task
  }
  return checked;
}

/** A workspace with the scripts that are asked about. */
export function loadWorkspace(
  parser: Parser,
  request: WorkspaceRequest,
): { readonly workspace: Workspace; readonly files: ReadonlySet<string> } {
  const { login, database, version, knowledge, assumed, largest } = request;
  const stage = {
    login,
    database,
    version,
    knowledge,
    ...(assumed && { assumed }),
    guardDialect: true,
    ...(largest && { largest }),
  } as const;
  const workspace = new Workspace(parser, stage);
  finish(workspace.load(texts(request.catalogs)));
  const files = new Set<string>();
  finish(workspace.load(texts(request.files, files)));
  loadIncluded(workspace, files, request.codePage);
  if (files.size > 1) workspace.prepareAll();
  return { workspace, files };
}

/** What a workspace loads. Notes the names on the way. */
function* texts(scripts: Iterable<FileText>, names = new Set<string>()): Generator<readonly [string, string]> {
  for (const { file, text } of scripts) {
    names.add(file);
    yield [file, text];
  }
}

function findingsOf(workspace: Workspace, file: string, notice: CheckRequest['notice']): readonly Finding[] {
  const analysed = finish(workspace.analyse(file, { run: 'possible' }));
  for (const one of workspace.notices(file)) notice?.(file, one);
  if (!analysed) return [];
  const callers = finish(callersOf(workspace, file));
  const found = findings({ ...analysed, callers });
  for (const { script } of callers) workspace.giveUp(script.uri);
  return found;
}
