/**
 * One question, one answer: of every statement of every fixture, the trace, the explanation, the simulation, the hover and
 * the findings say the same, whoever is asked.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stepAt } from '../server/src/engine/run/steps';
import { explainLine } from '../server/src/features/explain';
import { hover } from '../server/src/features/hover';
import { plainly } from '../server/src/features/markdown';
import { simulatedRows, simulationOf } from '../server/src/features/simulate';
import { type TraceStatement, traceOf } from '../server/src/features/trace';
import { findings } from '../server/src/rules/index';
import type { Parser } from '../server/src/syntax/parser';
import { firstConnection } from '../server/src/syntax/stage';
import { finish } from '../server/src/text/finish';
import { callersOf } from '../server/src/workspace/callers';
import type { How } from '../server/src/workspace/request';
import type { Workspace } from '../server/src/workspace/workspace';
import { fixtureNames, fixtureText } from './support/fixtures';
import { testParser } from './support/parser';
import { workspaceWith } from './support/stage';

const projects = path.join(__dirname, 'projects');

describe('agreement of the five doors', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  for (const name of fixtureNames)
    it(name, () => assert.deepEqual(problemsIn(workspaceWith(parser, { [name]: fixtureText(name) }), name), []));

  for (const folder of projectFolders()) {
    it(path.relative(projects, folder), () => {
      const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
      const texts = Object.fromEntries(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));
      const workspace = workspaceWith(parser, texts, { knowledge: 'open', assumed: { login: true, database: true } });
      assert.deepEqual(
        files.flatMap((file) => problemsIn(workspace, file)),
        [],
      );
    });
  }
});

function projectFolders(): readonly string[] {
  const inside = (folder: string): readonly string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
      one.isDirectory() ? [path.join(folder, one.name)] : [],
    );
  return inside(projects).flatMap(inside);
}

/** What one of the doors says otherwise than the trace. */
function problemsIn(workspace: Workspace, name: string): readonly string[] {
  const ask = (how: How) => finish(workspace.analyse(name, how))!;
  const predicted = ask({ run: 'predicted' });
  const possible = ask({ run: 'possible' });
  const { statements } = traceOf(predicted.script, name, predicted.analysis.run);
  const callers = finish(callersOf(workspace, name));
  const first = firstConnection(predicted.script);
  const picked = simulationOf(first?.login ?? 'sa', first?.database ?? 'master', { kind: 'file' });
  return [
    ...explained(statements, (line) => explainLine(predicted.script, predicted.analysis, line)),
    ...simulated(statements, () =>
      simulatedRows(ask(picked), possible, { kind: 'file' }).filter(({ place }) => place?.script.uri === name),
    ),
    ...hovered(statements, (offset) => {
      const located = stepAt(possible.analysis, offset);
      return located?.offset === offset ? hover(possible, offset, 'everywhere')?.markdown : undefined;
    }),
    ...found(
      statements,
      findings({ ...possible, callers }).filter(({ related }) => related.every(({ uri }) => uri === name)),
      (offset) => hover(possible, offset, 'everywhere')?.markdown ?? '',
    ),
  ];
}

/** Each error of the trace is in the explanation of its line, and the explanation has no error of its own. */
function explained(statements: readonly TraceStatement[], ask: (line: number) => readonly string[]): string[] {
  return [...groupedBy(statements, ({ line }) => line)].flatMap(([line, here]) => {
    const text = ask(line).join('\n');
    const said = new Set(
      [...text.matchAll(/^ {2}answer {3}(?:It raises )?Msg (\d+):/gm)].map(([, number]) => Number(number)),
    );
    const traced = new Set(here.flatMap(({ outcome, error }) => (outcome === 'error' ? (error?.number ?? []) : [])));
    const depends = here.some(({ outcome }) => outcome === 'unknown'); // on the path: the explanation lists the paths
    return [
      ...[...traced].filter((number) => !said.has(number)).map((number) => `line ${line}: explain lacks ${number}`),
      ...[...said]
        .filter((number) => !traced.has(number) && !depends)
        .map((number) => `line ${line}: explain alone has ${number}`),
    ];
  });
}

/** The same statements in the same order, each with the same outcome. */
function simulated(
  statements: readonly TraceStatement[],
  ask: () => ReturnType<typeof simulatedRows>,
): readonly string[] {
  const rows = ask().filter(({ heading, place }) => heading === undefined && place !== undefined);
  const traced = statements.filter(({ kind }) => kind !== 'block' && kind !== 'session');
  if (rows.length !== traced.length) return [`simulation has ${rows.length} rows, the trace ${traced.length}`];
  return traced.flatMap(({ line, outcome, error }, index) => {
    const { outcomes } = rows[index]!;
    const numbers = outcomes.map((one) => (one.kind === 'error' ? one.number : one.kind));
    const same =
      outcome === 'error' ? numbers.every((number) => number === error!.number) : !numbers.some((one) => isNumber(one));
    return same || outcome === 'unknown' ? [] : [`line ${line}: simulation says ${numbers.join()}, trace ${outcome}`];
  });
}

/** What the trace says of a statement that runs once is among what the hover says of it. */
function hovered(statements: readonly TraceStatement[], ask: (offset: number) => string | undefined): string[] {
  return [...groupedBy(statements, ({ offset }) => offset)].flatMap(([offset, runs]) => {
    const [one] = runs;
    if (!one || runs.length > 1 || one.calls.length > 0 || one.outcome !== 'error') return [];
    const text = ask(offset);
    const wanted = one.error!.number === null ? plainly(one.error!.message) : `Msg ${one.error!.number}`;
    // which error was caught is not known before the script is run
    return text === undefined || text.includes(wanted) || text.includes('raises the caught error')
      ? []
      : [`line ${one.line}: the hover lacks ${wanted}\n${text}`];
  });
}

/**
 * A finding that says what the server would answer is no other than the trace's answer, in a body that of some call; in a
 * body that nothing calls it is the hover's.
 */
function found(
  statements: readonly TraceStatement[],
  list: ReturnType<typeof findings>,
  ask: (offset: number) => string,
): readonly string[] {
  return list.flatMap(({ rule, severity, message, span }) => {
    const number = Number(/\bMsg (\d+)/.exec(message)?.[1]);
    if (severity !== 'error' || Number.isNaN(number)) return [];
    const around = statements.filter(({ offset }) => offset <= span.start);
    const last = Math.max(...around.map(({ offset }) => offset));
    const runs = around.filter(({ offset }) => offset === last);
    const agrees = runs.some(({ outcome, error }) => outcome === 'unknown' || error?.number === number);
    return agrees || ask(span.start).includes(`Msg ${number}`)
      ? []
      : [`${rule} at ${span.start} has ${number}, the trace has not`];
  });
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function groupedBy<T, K>(items: readonly T[], key: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
