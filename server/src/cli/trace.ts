/** `tsqlctx trace`: runs a script on a fresh virtual server and prints what happened (trace contract). */
import { freshCatalog } from '../catalog/fresh/catalog';
import type { Catalog, Version } from '../catalog/model';
import { type Analysis, analyseNow, stageOf } from '../engine/start/analysis';
import { declaredCatalog } from '../engine/start/declarations';
import { definitionsOf } from '../engine/start/definitions';
import { explainLine } from '../features/explain';
import { type Trace, traceOf } from '../features/trace';
import type { Parser } from '../syntax/parser';
import type { Stage } from '../syntax/stage';
import type { Script } from '../syntax/statement';
import { lineIndex } from '../text/line-index';

export interface TraceRequest {
  readonly file: string;
  readonly text: string;
  readonly login: string;
  readonly database: string;
  readonly version: Version | undefined;
  /** Scripts that declare what the server holds besides. */
  readonly catalogs: readonly { readonly file: string; readonly text: string }[];
}

const versions: readonly string[] = ['2016', '2017', '2019', '2022', '2025', 'azure-sql-database', 'managed-instance'];
export const newest: Version = '2025';

export function isVersion(text: string): text is Version {
  return versions.includes(text);
}

/** The trace of a script. The version is the file's own, else the one asked for, else the newest. */
export function trace(parser: Parser, request: TraceRequest): Trace {
  const analysis = analysed(parser, request);
  return traceOf(analysis.script, request.file, analysis.run);
}

/**
 * Why the server would let the statements of a line run, or not; empty: there is none. `as` is the login of the
 * connection that runs the line, whatever the script says; the connections before it stay, as they may set the scene.
 */
export function explanation(parser: Parser, request: TraceRequest, line: number, as?: string): readonly string[] {
  const analysis = analysed(parser, request, as === undefined ? undefined : { login: as, line });
  return explainLine(analysis.script, analysis, line);
}

interface Instead {
  readonly login: string;
  readonly line: number;
}

function analysed(parser: Parser, request: TraceRequest, instead?: Instead): Analysis {
  const script = parser.once(request.file, request.text);
  const others = request.catalogs.map(({ file, text }) => parser.once(file, text));
  const definitions = definitionsOf([...others, script], (text) => parser.body(text));
  const stage = stageOf(script);
  const version = stage.server !== undefined && isVersion(stage.server) ? stage.server : (request.version ?? newest);
  const catalog = startOf(version, stage.sessions[0]?.login ?? request.login, others, (fresh) =>
    declaredCatalog(others, fresh, request.database, definitions),
  );
  const sessions = instead ? withLogin(script, stage.sessions, instead) : stage.sessions;
  const login = instead && sessions === stage.sessions ? instead.login : request.login;
  return analyseNow({ script, definitions, catalog, login, database: request.database, errors: 'predicted', sessions });
}

/**
 * The connections with another login for the one that runs a line; the same list where the line stands before them all.
 */
function withLogin(script: Script, sessions: Stage['sessions'], { login, line }: Instead): Stage['sessions'] {
  const lines = lineIndex(script.text);
  const last = sessions.findLastIndex(({ span }) => lines.at(span.start).line < line);
  return last < 0 ? sessions : sessions.map((mark, index) => (index === last ? { ...mark, login } : mark));
}

/** A fresh instance; in Azure SQL Database the first login is the server's administrator. */
function startOf(
  version: Version,
  login: string,
  others: readonly Script[],
  declare: (fresh: Catalog) => Catalog,
): Catalog {
  const fresh = freshCatalog(version, {
    knowledge: 'complete',
    ...(version === 'azure-sql-database' && { administrator: login }),
  });
  return others.length > 0 ? declare(fresh) : fresh;
}
