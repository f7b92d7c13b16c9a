/** `tsqlctx check`: the findings of scripts that see each other's declarations. */
import path from 'node:path';
import type { Knowledge, Version } from '../catalog/model';
import { actions } from '../features/actions';
import { type Coverage, coverageOf } from '../rules/coverage';
import { judge } from '../rules/index';
import type { Fix, ReportedFile } from '../rules/report';
import type { Finding } from '../rules/rule';
import type { SuppressedFinding } from '../rules/suppressions';
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
  /** Who runs a script and where it starts, where its comments do not say so. */
  readonly startsOf?: Stage['startsOf'];
  /** Whether scripts of other products are checked, too. */
  readonly everyDialect?: boolean;
  /** The encoding of included files that are not Unicode. */
  readonly codePage?: string | undefined;
  /** Larger scripts are read for what they declare only, in code units. */
  readonly largest?: number | undefined;
}

export interface CheckRequest extends WorkspaceRequest {
  /** What is to be said about a script besides its findings. */
  readonly notice?: (file: string, notice: Notice) => void;
  /** The day, as 2027-01-31: suppressions that are over by then do not count. */
  readonly today?: string;
  /** The login that connects first, whatever the scripts say. */
  readonly asLogin?: string;
  /** Told before each script how many there are. */
  readonly progress?: (done: number, of: number) => void;
}

export interface CheckedFile extends FileText, ReportedFile {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/** The findings of each file. A file's analysis is given up once its findings are known. */
export async function check(parser: Parser, request: CheckRequest): Promise<readonly CheckedFile[]> {
  const { workspace, files } = loadWorkspace(parser, request);
  const textOf = (uri: string): string | undefined => workspace.script(uri)?.text;
  const checked: CheckedFile[] = [];
  for (const file of files) {
    request.progress?.(checked.length, files.size);
    const found = findingsOf(workspace, file, request);
    checked.push({ file, text: textOf(file) ?? '', textOf, ...found });
    workspace.giveUp(file);
    await new Promise((resolve) => setImmediate(resolve)); // what is held weakly is kept until the end of a task
  }
  request.progress?.(files.size, files.size);
  return checked;
}

/** A workspace with the scripts that are asked about, and their names. */
export function loadWorkspace(
  parser: Parser,
  request: WorkspaceRequest,
): { readonly workspace: Workspace; readonly files: ReadonlySet<string> } {
  const { login, database, version, knowledge, assumed, largest, startsOf } = request;
  const stage = {
    login,
    database,
    version,
    knowledge,
    ...(assumed && { assumed }),
    ...(startsOf && { startsOf }),
    guardDialect: !request.everyDialect,
    ...(largest && { largest }),
  } as const;
  const workspace = new Workspace(parser, stage);
  const files = new Set<string>();
  finish(workspace.load(texts(request.files, files)));
  finish(workspace.load(besides(request.catalogs, files)));
  loadIncluded(workspace, files, request.codePage);
  if (files.size > 1) workspace.prepareAll();
  return { workspace, files };
}

/** What a workspace loads. Notes the names on the way. */
function* texts(scripts: Iterable<FileText>, names: Set<string>): Generator<readonly [string, string]> {
  for (const { file, text } of scripts) {
    names.add(file);
    yield [file, text];
  }
}

/** The catalogs that are not asked about themselves, however they are spelt. */
function* besides(catalogs: Iterable<FileText>, files: ReadonlySet<string>): Generator<readonly [string, string]> {
  const asked = new Set([...files].map((file) => path.resolve(file)));
  for (const { file, text } of catalogs) if (!asked.has(path.resolve(file))) yield [file, text];
}

interface Found {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly coverage: Coverage;
  readonly fixes?: ReadonlyMap<Finding, readonly Fix[]>;
}

const nothing: Found = { findings: [], suppressed: [], coverage: { statements: 0, undecided: 0, reasons: [] } };

function findingsOf(workspace: Workspace, file: string, { notice, today, asLogin }: CheckRequest): Found {
  const analysed = finish(
    workspace.analyse(file, { run: 'possible', ...(asLogin !== undefined && { as: { login: asLogin } }) }),
  );
  for (const one of workspace.notices(file)) notice?.(file, one);
  if (!analysed) return nothing;
  const callers = finish(callersOf(workspace, file));
  const { findings, suppressed } = finish(judge({ ...analysed, callers }, today));
  for (const { script } of callers) workspace.giveUp(script.uri);
  const fixes = new Map<Finding, Fix[]>();
  for (const { finding, title, edits } of actions(analysed, findings))
    fixes.set(finding, [...(fixes.get(finding) ?? []), { title, edits }]);
  return { findings, suppressed, coverage: coverageOf(file, analysed.analysis), fixes };
}
