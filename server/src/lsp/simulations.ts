/** Simulations for the panel: runs that are kept for a while, and what is asked about them. */
import { refusedIn } from '../designs/carrier';
import { choicesAt } from '../designs/choices';
import { designsFor } from '../designs/index';
import { type Ground, openedBy, tried } from '../designs/tried';
import { pageOf } from '../features/page';
import { connects, simulatedPart, simulatedRows, simulationOf } from '../features/simulate';
import type { Row } from '../features/simulation';
import { besides } from '../features/simulation-compare';
import { simulationMarkdown } from '../features/simulation-markdown';
import { type RunRow, runOf, type SimulationRun, stepDetails } from '../features/simulation-run';
import type { Script } from '../syntax/statement';
import { lineIndex } from '../text/line-index';
import type { How, Target } from '../workspace/request';
import type { Analysed } from '../workspace/workspace';
import { type Door, type OpenScript, openScript } from './door';
import type { Feature } from './feature';
import {
  type RunAnswer,
  type RunDesigns,
  type RunRowShown,
  type RunStepAnswer,
  type RunStepParams,
  type RunTextParams,
  runDesigns,
  runOpens,
  runStep,
  runText,
  type SimulateRunParams,
  simulateRun,
} from './protocol';
import { request } from './request';
import { toTarget } from './targets';
import { canonical } from './uris';

interface Kept {
  readonly number: number;
  readonly uri: string;
  readonly how: How;
  readonly target: Target;
  readonly rows: readonly Row[];
  readonly run: SimulationRun;
  readonly simulated: Analysed;
  readonly whole: Analysed;
}

/** So many runs are kept: those of two panels, with what they are compared to. */
const most = 8;
const kept = new WeakMap<Door, Map<number, Kept>>();
let count = 0;

export const simulations: readonly Feature[] = [
  request(simulateRun, async (door, params: SimulateRunParams, token): Promise<RunAnswer | null> => {
    const script = await openScript(door, params.uri);
    if (!script) return null;
    const one = await run(door, script, params, () => token.isCancellationRequested);
    if (!one) return null;
    const other = params.beside === undefined ? undefined : runsOf(door).get(params.beside);
    const placed = placer(door, script, one);
    return {
      ...one.run,
      run: one.number,
      rows: one.run.rows.map(placed),
      unmade: one.simulated.unmade.map(({ refusal }) => refusal?.message ?? 'What it names is not there.'),
      ...(other && { lines: besides(other.run, one.run) }),
    };
  }),
  request(runStep, async (door, { run: number, row }: RunStepParams): Promise<RunStepAnswer | null> => {
    const one = runsOf(door).get(number);
    const step = one?.rows[row];
    if (!one || !step) return null;
    const texts = groundOf(door, one);
    return {
      ...stepDetails(step, texts.scripts),
      choices: choicesAt(step, texts),
      designs: refusedIn(step, texts) !== undefined,
    };
  }),
  request(runDesigns, async (door, { run: number, row }: RunStepParams): Promise<RunDesigns | null> => {
    const one = runsOf(door).get(number);
    const step = one?.rows[row];
    const texts = one && groundOf(door, one);
    const refused = step && texts && refusedIn(step, texts);
    if (!one || !refused) return null;
    const designs = [];
    for (const design of designsFor(refused))
      designs.push(
        await tried(design, { refused, row: step, rows: one.rows }, texts, async (suppose) => {
          const text = [one.how.suppose?.text, suppose.text].filter((part) => part !== undefined).join('\nGO\n');
          const again = await door.analyses.ask(one.uri, { ...one.how, suppose: { ...suppose, text } });
          return again && simulatedRows(again, one.whole, one.target);
        }),
      );
    return designs;
  }),
  request(runOpens, async (door, { run: number }: Pick<RunStepParams, 'run'>): Promise<readonly string[] | null> => {
    const one = runsOf(door).get(number);
    const end = one?.whole.analysis.end();
    const suppose = one?.how.suppose;
    return end && suppose ? openedBy(end, suppose, groundOf(door, one)) : null;
  }),
  request(runText, async (door, { run: number, format }: RunTextParams): Promise<string | null> => {
    const one = runsOf(door).get(number);
    return one ? textOf(one, format) : null;
  }),
];

function runsOf(door: Door): Map<number, Kept> {
  const known = kept.get(door) ?? new Map<number, Kept>();
  kept.set(door, known);
  return known;
}

async function run(
  door: Door,
  script: OpenScript,
  { uri, login, database, target: asked, suppose }: SimulateRunParams,
  stop: () => boolean,
): Promise<Kept | undefined> {
  const target = toTarget(script, asked);
  const facts = suppose === undefined || suppose.trim() === '' ? undefined : { text: suppose, database };
  const how: How = { ...simulationOf(login, database, target), ...(facts && { suppose: facts }) };
  const simulated = await door.analyses.ask(canonical(uri), how, stop);
  if (!simulated) return undefined;
  const whole = script.analysed;
  const rows = simulatedRows(simulated, whole, target);
  const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  const made = runOf(rows, {
    title: target.kind === 'frame' ? name : `${name} as ${login}`,
    what: simulatedPart(whole, target) ?? name,
    as: connects(simulated, whole, { login, target }),
  });
  const number = ++count;
  const runs = runsOf(door);
  const one: Kept = { number, uri: canonical(uri), how, target, rows, run: made, simulated, whole };
  runs.set(number, one);
  for (const old of [...runs.keys()].slice(0, -most)) runs.delete(old);
  return one;
}

function groundOf(door: Door, { simulated, whole }: Kept): Ground {
  const all = [simulated.script, whole.script, ...whole.included, ...whole.others];
  const scripts = [...new Set(simulated.supposed ? [...all, simulated.supposed] : all)];
  return { parser: door.parser, definitions: simulated.definitions, scripts, database: door.workspace.stage.database };
}

/** Where rows stand, as the client counts; those in no file stand nowhere. */
function placer(door: Door, script: OpenScript, { whole }: Kept): (row: RunRow) => RunRowShown {
  const texts = new Map<string, Script>(
    [...whole.included, ...whole.others].map((other) => [other.uri, other] as const),
  );
  return ({ place, ...row }) => {
    if (!place) return row;
    if (place.uri === whole.script.uri)
      return {
        ...row,
        uri: script.document.uri,
        position: script.range({ start: place.offset, end: place.offset }).start,
      };
    const other = texts.get(place.uri);
    if (!other) return row;
    const { line, column } = lineIndex(other.text).at(place.offset);
    const exact = door.documents.encoding === 'utf-16';
    return {
      ...row,
      uri: place.uri,
      position: exact
        ? { line: line - 1, character: column - 1 }
        : door.documents.rangeIn(other.text, { start: place.offset, end: place.offset }).start,
    };
  };
}

function textOf({ run: made, rows }: Kept, format: RunTextParams['format']): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ version: 1, ...made }, null, 2)}\n`;
    case 'markdown':
      return `${simulationMarkdown(made).join('\n')}\n`;
    case 'text': {
      const { title, what, as } = made;
      return `${pageOf(rows, { title, what, as, width: 100 })
        .lines.map(({ text }) => text)
        .join('\n')}\n`;
    }
  }
}
