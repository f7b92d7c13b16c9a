/** `tsqlctx trace`: runs a script on a fresh virtual server and prints what happened (trace contract). */
import { freshCatalog } from '../catalog/fresh';
import type { Catalog, Version } from '../catalog/model';
import { type Analysis, analyseNow, stageOf } from '../engine/analysis';
import { declaredCatalog } from '../engine/declarations';
import { definitionsOf } from '../engine/definitions';
import { explainLine } from '../features/explain';
import { type Trace, traceOf } from '../features/trace';
import type { Parser } from '../syntax/parser';
import type { Script } from '../syntax/statement';

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

/** Why the server would let the statements of a line run, or not; empty: there is none. */
export function explanation(parser: Parser, request: TraceRequest, line: number): readonly string[] {
  const analysis = analysed(parser, request);
  return explainLine(analysis.script, analysis, line);
}

function analysed(parser: Parser, request: TraceRequest): Analysis {
  const script = parser.once(request.file, request.text);
  const others = request.catalogs.map(({ file, text }) => parser.once(file, text));
  const definitions = definitionsOf([...others, script], (text) => parser.body(text));
  const stage = stageOf(script);
  const version = stage.server !== undefined && isVersion(stage.server) ? stage.server : (request.version ?? newest);
  const catalog = startOf(version, stage.sessions[0]?.login ?? request.login, others, (fresh) => declaredCatalog(others, fresh, request.database, definitions));
  return analyseNow({ script, definitions, catalog, login: request.login, database: request.database, errors: 'predicted' });
}

/** A fresh instance; in Azure SQL Database the first login is the server's administrator. */
function startOf(version: Version, login: string, others: readonly Script[], declare: (fresh: Catalog) => Catalog): Catalog {
  const fresh = freshCatalog(version, { knowledge: 'complete', ...(version === 'azure-sql-database' && { administrator: login }) });
  return others.length > 0 ? declare(fresh) : fresh;
}
