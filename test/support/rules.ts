/** Runs an example on the standing stage and answers the ids of the rules that it yields. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { freshCatalog } from '../../server/src/catalog/fresh/catalog';
import type { Version } from '../../server/src/catalog/model';
import { analyseNow } from '../../server/src/engine/start/analysis';
import { definitionsOf } from '../../server/src/engine/start/definitions';
import { findings } from '../../server/src/rules/index';
import type { Finding } from '../../server/src/rules/rule';
import type { Parser } from '../../server/src/syntax/parser';

const stage = readFileSync(path.join(__dirname, '../stage.sql'), 'utf8');

/** The findings in the example, not those of the stage; spans count from the example's start. */
export function checkRule(parser: Parser, example: string, version: Version = '2025'): readonly Finding[] {
  // A module stands alone in its batch, so an example that begins with one is cut there.
  const text = `${stage}${example}\nGO\n`;
  const script = parser.once('file:///example.sql', text);
  const definitions = definitionsOf([script], (dynamic) => parser.body(dynamic));
  const catalog = freshCatalog(version, { knowledge: 'complete' });
  const analysis = analyseNow({ script, definitions, catalog, login: 'sa', database: 'master', errors: 'possible' });
  return findings({ script, analysis }).filter((one) => one.span.start >= stage.length);
}
