/** Scripts asked about as the command line is, with complete knowledge, as checks of fixtures do (trace contract). */
import { newest } from '../../server/src/catalog/versions';
import { type TraceRequest, trace } from '../../server/src/cli/trace';
import type { Trace } from '../../server/src/features/trace';
import type { Parser } from '../../server/src/syntax/parser';

export function requestOf(text: string, changes: Partial<TraceRequest> = {}): TraceRequest {
  return {
    file: 'a.sql',
    text,
    login: 'sa',
    database: 'master',
    version: newest,
    catalogs: [],
    knowledge: 'complete',
    ...changes,
  };
}

export function traced(parser: Parser, text: string, changes?: Partial<TraceRequest>): Trace {
  return trace(parser, requestOf(text, changes));
}
