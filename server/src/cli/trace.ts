/** `tsqlctx trace` and `explain`: a script run on a virtual server, and what happened (trace contract). */
import { stepsAsWritten } from '../engine/run/steps';
import { explainLine } from '../features/explain';
import { type Trace, traceOf } from '../features/trace';
import { twinOf } from '../projects/twins';
import type { Parser } from '../syntax/parser';
import { finish } from '../text/finish';
import { lineIndex } from '../text/line-index';
import { sameItems } from '../text/lists';
import type { Notice } from '../workspace/notices';
import { originsOf } from '../workspace/provenance';
import type { How } from '../workspace/request';
import type { Analysed, Workspace } from '../workspace/workspace';
import { loadWorkspace, type WorkspaceRequest } from './check';
import { FileProblem, type FileText, noticed } from './files';

export interface TraceRequest extends FileText, Omit<WorkspaceRequest, 'files' | 'everyDialect'> {
  /** The login and database that are asked for: they take the place of what the script says of its first connection. */
  readonly as?: { readonly login?: string; readonly database?: string } | undefined;
  /** What is to be said about the script besides. */
  readonly notice?: (file: string, notice: Notice) => void;
}

/** The trace of a script. The version is the file's own, else the one asked for, else the newest. */
export function trace(parser: Parser, request: TraceRequest): Trace {
  const { as, file, twinsOf = () => [], notice } = request;
  const others = twinsOf(file).flatMap((twin) => twinOf(twin)?.database ?? []);
  const first = request.startsOf?.(file)?.database;
  if (others.length > 0)
    notice?.(file, {
      about: 'paths',
      text: `several projects include it: it is run in database ${first} here, and it is a part of ${others.join(', ')}, too`,
    });
  const { script, analysis } = analysed(workspaceOf(parser, request), request, { run: 'predicted', ...(as && { as }) });
  return traceOf(script, request.file, analysis.run);
}

/**
 * Why the server would let the statements of a line run, or not; empty: there is none. `as` is the login of the
 * connection that runs the line, whatever the script says; the connections before it stay, as they may set the scene. In
 * the body of a module it is the login that calls the module.
 */
export function explanation(parser: Parser, request: TraceRequest, line: number, as?: string): readonly string[] {
  const workspace = workspaceOf(parser, request);
  const own = linesOf(workspace, request, line, as);
  const twins = own.length === 0 ? [] : (request.twinsOf?.(request.file) ?? []);
  const others = twins.flatMap((file): readonly string[] => {
    const lines = linesOf(workspace, { ...request, file }, line, as);
    const head = `In database ${twinOf(file)?.database}, whose project includes this script, too:`;
    return sameItems(lines, own) ? [] : ['', head, ...lines];
  });
  return [...own, ...others];
}

function linesOf(workspace: Workspace, request: TraceRequest, line: number, as: string | undefined): readonly string[] {
  const asked = (how: How): Analysed | undefined => finish(workspace.analyse(request.file, how));
  const plain = analysed(workspace, request, { run: 'predicted', ...(request.as && { as: request.as }) });
  const known = plain.others.snapshots.map((one) => `known from a snapshot of ${one}`);
  const told = explained({ asked, plain, line, as });
  return told.length === 0 || known.length === 0 ? told : [...told, '', ...known];
}

interface Explaining {
  readonly asked: (how: How) => Analysed | undefined;
  readonly plain: Analysed;
  readonly line: number;
  readonly as: string | undefined;
}

function explained({ asked, plain, line, as }: Explaining): readonly string[] {
  const origins = originsOf(plain);
  if (as === undefined) return explainLine(plain.script, plain.analysis, line, undefined, origins);
  const body = bodyAt(plain, line);
  if (!body) {
    const at = lineIndex(plain.script.text).offsetAt(line, 1);
    const other = asked({ run: 'predicted', as: { login: as, at } });
    return other ? explainLine(other.script, other.analysis, line, undefined, origins) : [];
  }
  const target = { kind: 'module', offset: body.offset } as const;
  const call = asked({ run: 'predicted', as: { login: as, ...body.in }, target });
  if (!call) return [];
  const told = explainLine(plain.script, call.analysis, line, as, origins);
  return told.length > 0
    ? told
    : [`line ${line} is not reached in a call by ${as}:`, ...explainLine(call.script, call.analysis, 1)];
}

/** The module in whose body something starts on a line, and the database that it is in. */
function bodyAt(
  { script, analysis }: Analysed,
  line: number,
): { readonly offset: number; readonly in: { readonly database?: string } } | undefined {
  const { at } = lineIndex(script.text);
  let database: string | undefined;
  for (const { step, offset, module } of stepsAsWritten(analysis)) {
    const [world] = step.before.kind === 'worlds' ? step.before.worlds : [];
    if (step.statement.kind === 'create_module') database = world?.catalog.databases.get(world.database)?.name;
    if (module && at(offset).line === line) return { offset, in: database === undefined ? {} : { database } };
  }
  return undefined;
}

/** Throws `FileProblem` where the script is too large. */
function analysed(workspace: Workspace, { file, notice }: TraceRequest, how: How): Analysed {
  const found = finish(workspace.analyse(file, how));
  const notices = workspace.notices(file);
  if (!found) throw new FileProblem(notices.map((one) => noticed(file, one)).join('\n'));
  for (const one of notices) notice?.(file, one);
  return found;
}

function workspaceOf(parser: Parser, { file, text, ...request }: TraceRequest): Workspace {
  return loadWorkspace(parser, { ...request, files: [{ file, text }], everyDialect: true }).workspace;
}
