/** `tsqlctx check`: the findings of scripts that see each other's declarations. */
import type { Version } from '../catalog/model';
import { findings } from '../rules/index';
import type { Finding } from '../rules/rule';
import type { Parser } from '../syntax/parser';
import { finish } from '../text/finish';
import { Workspace } from '../workspace/workspace';
import type { FileText } from './files';

export interface CheckRequest {
  readonly files: readonly FileText[];
  /** Scripts that declare what the server holds, without being checked. */
  readonly catalogs: readonly FileText[];
  readonly login: string;
  readonly database: string;
  readonly version: Version;
}

export interface CheckedFile extends FileText {
  readonly findings: readonly Finding[];
}

/** The findings of each file. A file's analysis is given up once its findings are known. */
export async function check(parser: Parser, request: CheckRequest): Promise<readonly CheckedFile[]> {
  const { login, database, version } = request;
  const workspace = new Workspace(parser, { login, database, version, knowledge: 'open', guardDialect: true });
  for (const { file, text } of [...request.catalogs, ...request.files]) workspace.put(file, text);
  if (request.files.length > 1) workspace.prepareAll();
  const checked: CheckedFile[] = [];
  for (const one of request.files) {
    checked.push({ ...one, findings: findingsOf(workspace, one.file) });
    workspace.giveUp(one.file);
    await new Promise((resolve) => setImmediate(resolve)); // what is held weakly is kept until the end of a task
  }
  return checked;
}

function findingsOf(workspace: Workspace, file: string): readonly Finding[] {
  const analysed = finish(workspace.analyse(file, { run: 'possible' }));
  return analysed ? findings(analysed) : [];
}
