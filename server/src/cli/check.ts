/** `tsqlctx check`: the findings of scripts that see each other's declarations. */
import path from 'node:path';
import type { Knowledge, Version } from '../catalog/model';
import { actions } from '../features/actions';
import { inSlices, turn } from '../lsp/work';
import { twinOf, withTwin } from '../projects/twins';
import { type Coverage, coverageOf } from '../rules/coverage';
import { judge } from '../rules/index';
import type { Fix, ReportedFile } from '../rules/report';
import type { Finding } from '../rules/rule';
import type { SuppressedFinding } from '../rules/suppressions';
import type { Parser } from '../syntax/parser';
import { finish } from '../text/finish';
import { enteringCallersOf } from '../workspace/callers';
import { orderInWords } from '../workspace/migrations';
import type { Notice } from '../workspace/notices';
import type { Outside } from '../workspace/outside';
import { type Stage, Workspace } from '../workspace/workspace';
import { type FileText, loadIncluded } from './files';
import { checkManaged, loadManaged } from './managed';

/** What a workspace is made of. */
export interface WorkspaceRequest {
  /** Scripts, and those that declare what the server holds without being checked; each is read once. */
  readonly files: Iterable<FileText>;
  readonly catalogs: Iterable<FileText>;
  /** C# files; those that belong to an assembly are looked into, too. */
  readonly csharp?: Iterable<FileText>;
  /** Databases that are there without a script that creates them. */
  readonly databases?: Stage['databases'];
  /** The names under which a script is there for further projects that include it. */
  readonly twinsOf?: (file: string) => readonly string[];
  readonly login: string;
  readonly database: string;
  readonly version: Version;
  readonly versionAssumed?: boolean;
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
  /** Where texts are read again; all are held where it is left out. */
  readonly outside?: Outside;
}

export interface CheckRequest extends WorkspaceRequest {
  /** What is to be said about a script besides its findings. */
  readonly notice?: (file: string, notice: Notice) => void;
  /** The day, as 2027-01-31: suppressions that are over by then do not count. */
  readonly today?: string;
  /** The login that connects first, whatever the scripts say. */
  readonly asLogin?: string;
  /** The part of the files whose findings are wanted; all where left out. */
  readonly shard?: Shard;
  /** Told of what is to be said of all scripts. */
  readonly told?: (line: string) => void;
  /** Told before each script how many there are. */
  readonly progress?: (done: number, of: number) => void;
}

/** The text of a file of which nothing is told is left out: it would be held until the end. */
export interface CheckedFile extends FileText, ReportedFile {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/** Scripts that have been read, and are looked into one after the other. */
export interface Checking {
  readonly files: readonly string[];
  readonly check: (file: string, notice: NonNullable<CheckRequest['notice']>) => Promise<CheckedFile>;
}

/** The findings of each file. */
export async function check(parser: Parser, request: CheckRequest): Promise<readonly CheckedFile[]> {
  return checkAllOf(await startCheck(parser, request), request);
}

/** The same of scripts that have been read. */
export async function checkAllOf(
  { files, check: checkFile }: Checking,
  request: CheckRequest,
): Promise<readonly CheckedFile[]> {
  const wanted = request.shard ? partOf(files, request.shard) : files;
  const checked: CheckedFile[] = [];
  for (const file of wanted) {
    request.progress?.(checked.length, wanted.length);
    checked.push(await checkFile(file, request.notice ?? (() => undefined)));
  }
  request.progress?.(wanted.length, wanted.length);
  return checked;
}

/** Reads the scripts. An analysis is given up once it is no longer of use for others. */
export async function startCheck(parser: Parser, request: CheckRequest): Promise<Checking> {
  const { workspace, files } = loadWorkspace(parser, request);
  const managed = await loadManaged(workspace, request.csharp ?? []);
  const textOf = (uri: string): string | undefined => workspace.script(uri)?.text ?? managed?.code.text(uri);
  for (const one of workspace.sequences()) request.told?.(orderInWords(one));
  const kept = new Set<string>();
  return {
    files: [...files, ...(managed?.files ?? [])],
    check: async (file, notice) => {
      const csharp = managed?.code.text(file);
      if (managed && csharp !== undefined) {
        const { findings, suppressed } = checkManaged(managed.code, file, request.today);
        return { file, text: csharp, textOf, findings, suppressed };
      }
      const { callers, ...report } = await withTwins(workspace, file, { ...request, notice });
      keepNewest(workspace, kept, [file, ...callers]);
      await turn();
      const isTold = report.findings.length + report.suppressed.length + report.coverage.reasons.length > 0;
      return { file, text: (isTold && textOf(file)) || '', textOf, ...report };
    },
  };
}

/** One of several parts of a list, as machines share it. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** Parts are as long as each other but for one, and together they are the list. */
export function partOf<T>(list: readonly T[], { index, of }: Shard): readonly T[] {
  const at = (number: number): number => Math.floor((list.length * number) / of);
  return list.slice(at(index - 1), at(index));
}

/** So many analyses are kept for those that they call, which are checked next often. */
const mostKept = 24;

function keepNewest(workspace: Workspace, kept: Set<string>, files: readonly string[]): void {
  for (const file of files) {
    kept.delete(file);
    kept.add(file);
  }
  for (const file of kept) {
    if (kept.size <= mostKept) return;
    workspace.giveUp(file);
    kept.delete(file);
  }
}

/** A workspace with the scripts that are asked about, and their names. */
export function loadWorkspace(
  parser: Parser,
  request: WorkspaceRequest,
): { readonly workspace: Workspace; readonly files: ReadonlySet<string> } {
  const { login, database, version, versionAssumed, knowledge, assumed, largest, startsOf, databases } = request;
  const stage = {
    login,
    database,
    version,
    ...(versionAssumed && { versionAssumed }),
    knowledge,
    ...(assumed && { assumed }),
    ...(startsOf && { startsOf }),
    ...(databases && { databases }),
    guardDialect: !request.everyDialect,
    ...(largest && { largest }),
  } as const;
  const workspace = new Workspace(parser, stage, request.outside);
  const files = new Set<string>();
  finish(workspace.load(texts(request.files, request, files)));
  finish(workspace.load(texts(besides(request.catalogs, files), request)));
  loadIncluded(workspace, files, request.codePage);
  return { workspace, files };
}

/** What a workspace loads. Notes the names on the way. */
function* texts(
  scripts: Iterable<FileText>,
  { twinsOf = () => [] }: Pick<WorkspaceRequest, 'twinsOf'>,
  names = new Set<string>(),
): Generator<readonly [string, string]> {
  for (const { file, text } of scripts) {
    names.add(file);
    yield [file, text];
    for (const twin of twinsOf(file)) yield [twin, text];
  }
}

/** The catalogs that are not asked about themselves, however they are spelt. */
function* besides(catalogs: Iterable<FileText>, files: ReadonlySet<string>): Generator<FileText> {
  const asked = new Set([...files].map((file) => path.resolve(file)));
  for (const one of catalogs) if (!asked.has(path.resolve(one.file))) yield one;
}

interface Found {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly coverage: Coverage;
  /** The scripts that were looked into besides. */
  readonly callers: readonly string[];
  readonly fixes?: ReadonlyMap<Finding, readonly Fix[]>;
}

const nothing: Found = {
  findings: [],
  suppressed: [],
  coverage: { statements: 0, undecided: 0, reasons: [] },
  callers: [],
};

/** What is found in a script in each database of which it is a part. */
async function withTwins(workspace: Workspace, file: string, request: CheckRequest): Promise<Found> {
  const own = await findingsOf(workspace, file, request);
  const twins = request.twinsOf?.(file) ?? [];
  if (twins.length === 0) return own;
  const names = twins.flatMap((twin) => twinOf(twin)?.database ?? []);
  const first = request.startsOf?.(file)?.database;
  const text = `several projects include it: it is looked at in databases ${[first, ...names].join(', ')}`;
  request.notice?.(file, { about: 'paths', text });
  let { findings } = own;
  for (const twin of twins) {
    const { findings: more } = await findingsOf(workspace, twin, request);
    workspace.giveUp(twin);
    findings = withTwin(findings, more, twinOf(twin)?.database ?? '');
  }
  return { ...own, findings };
}

/** Runs work in several tasks: what is held weakly and was looked at is kept until the end of one. */
function inTasks<T>(work: Generator<undefined, T>): Promise<T> {
  return inSlices(work, () => false, turn);
}

async function findingsOf(
  workspace: Workspace,
  file: string,
  { notice, today, asLogin }: CheckRequest,
): Promise<Found> {
  const analysed = await inTasks(
    workspace.analyse(file, { run: 'possible', ...(asLogin !== undefined && { as: { login: asLogin } }) }),
  );
  for (const one of workspace.notices(file)) if (one.about !== 'order') notice?.(file, one); // told of all at once
  if (!analysed) return nothing;
  const callers = await inTasks(enteringCallersOf(workspace, file, asLogin === undefined ? analysed : undefined));
  const { findings, suppressed } = await inTasks(judge({ ...analysed, callers }, today));
  const fixes = new Map<Finding, Fix[]>();
  for (const { finding, title, edits } of actions(analysed, findings))
    fixes.set(finding, [...(fixes.get(finding) ?? []), { title, edits }]);
  const names = callers.map(({ script }) => script.uri);
  return { findings, suppressed, coverage: coverageOf(file, analysed.analysis), callers: names, fixes };
}
