/** `tsqlctx check` as it is called: what is read, for what it is checked, how the findings are printed. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { version } from '../../../package.json';
import { configurationName } from '../configuration/configuration';
import type { Level, Preset } from '../configuration/presets';
import { ownPage } from '../features/rule-page';
import type { Loaded } from '../lsp/configurations';
import { buildOf, cachedFacts, FactsCache, hashOf, type KnownTexts } from '../lsp/facts-cache';
import { baselineOf, compared, type Naming, readBaseline } from '../rules/baseline';
import { githubReport, junitReport } from '../rules/ci-reports';
import { totalCoverage } from '../rules/coverage';
import { jsonReport } from '../rules/json-report';
import type { Report, ReportedFile } from '../rules/report';
import { sarifReport } from '../rules/sarif';
import { type TextOptions, textReport } from '../rules/text-report';
import type { Parser } from '../syntax/parser';
import type { Notice } from '../workspace/notices';
import { knownOf } from '../workspace/outside';
import { largestByDefault } from '../workspace/store';
import { type CheckedFile, type CheckRequest, checkAllOf, type Shard, startCheck } from './check';
import type { Context } from './context';
import { amountOf, FileProblem, type FileText, noticed, type Reader, readScripts } from './files';
import { checkInThreads, jobsFor, ownJob, serveJob, shareFacts } from './jobs';
import { type FailOn, isTooMuch, leveled } from './levels';
import { heldOf, keeping, outsideOf } from './outside';
import { Progress } from './progress';
import { projectsAround } from './projects';
import { catalogsFor, configurationsOf, filesOf, type Inputs, placeOf, workspaceRequest } from './request';
import { shown } from './shown';

export const formats = ['text', 'json', 'sarif', 'github', 'junit'] as const;

export interface CheckOptions extends Context {
  readonly format: Format;
  readonly filesFrom?: string;
  readonly rule: ReadonlyMap<string, Level>;
  readonly preset?: Preset;
  readonly failOn: FailOn;
  readonly maxWarnings?: number;
  readonly config?: string;
  readonly as?: string;
  readonly baseline?: string;
  readonly updateBaseline?: true;
  readonly allowEmpty?: true;
  readonly jobs?: number;
  readonly shard?: Shard;
  /** The folder in which it is kept what scripts say to each other. */
  readonly cache?: string;
  readonly explainUnknown?: true;
  readonly output: readonly Output[];
}

type Format = (typeof formats)[number];

/** A report in a file, besides the one that is printed. */
interface Output {
  readonly format: Format;
  readonly file: string;
}

/** The value of one `--output format=file`, with those before it. */
export function outputTo(given: string, before: readonly Output[]): readonly Output[] {
  const [, name, file = ''] = /^(\w+)=(.+)$/.exec(given) ?? [];
  const format = formats.find((one) => one === name);
  if (!format) throw new InvalidArgumentError(`It is written FORMAT=FILE; a format is one of ${formats.join(', ')}.`);
  return [...before, { format, file }];
}

interface Doing {
  readonly parser: () => Promise<Parser>;
  readonly command: Command;
  readonly options: CheckOptions;
  readonly tell: (text: string) => void;
}

/** Checks, prints, and answers the exit code: 0, 1 where too much is found, 2 where something could not be read. */
export async function checkCommand(paths: readonly string[], doing: Doing): Promise<number> {
  const { options, tell } = doing;
  const job = ownJob();
  const named = job?.wanted ?? [...paths, ...listed(options.filesFrom)];
  const configurations = configurationsOf(options.config);
  const main = configurations.nearest(placeOf(named[0]));
  const wanted = named.length > 0 || options.filesFrom !== undefined ? named : filesOf(main);
  if (wanted.length === 0 && !options.allowEmpty)
    doing.command.error(`error: nothing to check: no path is given, and there is no ${configurationName}`);
  const notices: string[] = [];
  let unread = false;
  const say = (text: string): void => {
    notices.push(text);
    if (!job) tell(text); // a thread hands on what it has to say
  };
  const reader: Reader = {
    codePage: options.codePage,
    allowEmpty: options.allowEmpty === true,
    includes: (file) => configurations.includes(file, main),
    problem: ({ message }, met) => {
      unread ||= met === 'named';
      say(met === 'named' ? message : `${message}; it is left out`);
    },
  };
  const projects = projectsAround(wanted, catalogsFor(options, main), configurations);
  for (const { file, text } of job ? [] : projects.notes) say(`${shown(file)}: ${text}`);
  const inputs = { wanted, reader, configurations, main, projects };
  if (job) {
    const parser = await doing.parser();
    const facts = factsFor(options);
    const silent: Reader = { ...reader, problem: () => undefined };
    const request = { ...checkRequest(doing, inputs), outside: outsideOf(options, facts), told: say, today: job.today };
    facts.add(
      await shareFacts(
        job,
        (isMine) => readScripts(wanted, silent, isMine),
        (one) => newFacts(parser, facts, one),
      ),
    );
    const checking = await startCheck(parser, request);
    if (job.number === 0) keep(facts, options);
    facts.empty();
    await serveJob(checking, { said: notices, unread });
    return 0;
  }
  const checked = await checkAll(doing, inputs, {
    say,
    unread: () => {
      unread = true;
    },
  });
  const chosen = { preset: options.preset, rules: options.rule };
  const files = [
    ...configurations.met.filter(({ findings }) => findings.length > 0).map(asFile),
    ...projects.broken.map((one) => leveled({ ...one, file: shown(one.file) }, chosen, configurations.of(one.file))),
    ...checked.map((file) => leveled(file, chosen, configurations.of(file.file))),
  ];
  const against = baselined(files, options, tell);
  const coverage = totalCoverage(files.flatMap(({ coverage: own }) => (own ? [own] : [])));
  const tooMuch = isTooMuch(against.files, { failOn: options.failOn, maxWarnings: options.maxWarnings });
  const exitCode = unread ? 2 : Number(tooMuch);
  const { shard } = options;
  print(
    { ...against, coverage, notices, version, exitCode, ...(shard && { shard: `${shard.index}/${shard.of}` }) },
    options,
  );
  return exitCode;
}

/** What is known from earlier calls, where it is kept. */
function factsFor({ cache }: CheckOptions): FactsCache {
  return new FactsCache(cache === undefined ? [] : cachedFacts(cache, buildOf(version, __filename)));
}

function keep(facts: FactsCache, { cache }: CheckOptions): void {
  if (cache !== undefined) facts.save(cache, buildOf(version, __filename));
}

/** What is found out about a script that nobody knows yet. */
function newFacts(parser: Parser, before: FactsCache, { file, text }: FileText): KnownTexts {
  if (text.length > largestByDefault || before.get(text) !== undefined) return [];
  const known = knownOf(parser.once(file, text), keeping);
  return known ? [[hashOf(text), known]] : [];
}

interface Telling {
  readonly say: (text: string) => void;
  /** Something that was named could not be read. */
  readonly unread: () => void;
}

function checkRequest({ command, options }: Doing, inputs: Inputs): CheckRequest {
  return {
    ...workspaceRequest(command, options, inputs),
    ...(options.as !== undefined && { asLogin: options.as }),
    ...(options.shard && { shard: options.shard }),
  };
}

async function checkAll(doing: Doing, inputs: Inputs, { say, unread }: Telling): Promise<readonly CheckedFile[]> {
  const { options } = doing;
  const today = new Date().toISOString().slice(0, 10);
  const progress = new Progress(process.stderr);
  const telling = {
    notice: (file: string, one: Notice) => say(noticed(file, one)),
    progress: (done: number, of: number) => progress.show(done, of),
    told: say,
  };
  const amount = amountOf(inputs.wanted, inputs.reader);
  const { files, bytes } = amount;
  const jobs = options.jobs ?? Math.min(jobsFor(bytes), Math.max(1, files.length));
  try {
    if (jobs === 1) {
      const facts = options.cache === undefined ? undefined : factsFor(options);
      const held = facts ? undefined : heldOf(amount);
      const request = { ...checkRequest(doing, inputs), ...telling, today, outside: outsideOf(options, facts, held) };
      const checking = await startCheck(await doing.parser(), request);
      if (facts) keep(facts, options);
      facts?.empty();
      return await checkAllOf(checking, request);
    }
    const { shard } = options;
    const { wanted } = inputs;
    const made = await checkInThreads({
      ...{ jobs, bytes, wanted, today, notice: telling.notice, progress: telling.progress },
      ...{ entry: __filename, args: process.argv.slice(2) },
      ...(shard && { shard }),
    });
    for (const line of made.said) say(line);
    if (made.unread) unread();
    for (const { file, notices } of made.noticed) for (const one of notices) telling.notice(file, one);
    return made.files;
  } finally {
    progress.end();
  }
}

/** The paths of a list, one a line; `-` is standard input. */
function listed(list: string | undefined): readonly string[] {
  if (list === undefined) return [];
  if (list !== '-' && !existsSync(list)) throw new FileProblem(`${list}: there is no such file`);
  return readFileSync(list === '-' ? 0 : list, 'utf8')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '');
}

function asFile({ path: file, text, findings }: Loaded): ReportedFile {
  return { file: shown(file), text, findings };
}

function baselined(
  files: readonly ReportedFile[],
  { baseline, updateBaseline }: CheckOptions,
  tell: (text: string) => void,
): Pick<Report, 'files' | 'gone'> {
  if (baseline === undefined) {
    if (updateBaseline) throw new FileProblem('--update-baseline needs --baseline FILE');
    return { files, gone: [] };
  }
  const folder = path.dirname(path.resolve(baseline));
  const naming: Naming = {
    nameOf: (file) => path.relative(folder, path.resolve(file)).replaceAll('\\', '/'),
    isThere: (name) => existsSync(path.resolve(folder, name)),
  };
  const older = existsSync(baseline) ? readBaseline(readFileSync(baseline, 'utf8')) : undefined;
  if (existsSync(baseline) && !older) throw new FileProblem(`${baseline}: it is no baseline`);
  if (updateBaseline) {
    const made = baselineOf(files, naming, older);
    writeFileSync(baseline, `${JSON.stringify(made, null, 2)}\n`);
    tell(`${baseline}: ${made.findings.length} findings are in the baseline now`);
    return { files: compared(files, made, naming).files, gone: [] };
  }
  if (!older) throw new FileProblem(`${baseline}: there is no such file; --update-baseline makes it`);
  return compared(files, older, naming);
}

function print(report: Report, { format, explainUnknown, output }: CheckOptions): void {
  const colour = process.stdout.isTTY === true && !process.env['NO_COLOR'];
  const made = (wanted: Format, coloured: boolean): string =>
    `${makers[wanted](report, { colour: coloured, explainUnknown: explainUnknown === true })}\n`;
  for (const { format: other, file } of output) writeFileSync(file, made(other, false));
  process.stdout.write(made(format, colour));
}

const makers: Readonly<Record<Format, (report: Report, options: TextOptions) => string>> = {
  text: textReport,
  json: (report) => JSON.stringify(jsonReport(report), null, 2),
  sarif: (report) =>
    JSON.stringify(sarifReport(report, { pageOf: ownPage, pages: process.env.TSQLCTX_RULE_PAGES ?? '' }), null, 2),
  github: githubReport,
  junit: junitReport,
};
