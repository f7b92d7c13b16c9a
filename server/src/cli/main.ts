/** The command line: files in, text or JSON out, an exit code. It decides nothing about SQL. */
import { setFlagsFromString } from 'node:v8';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../../../package.json';
import { levels, presets } from '../configuration/presets';
import { explainText } from '../features/explain-text';
import { explainManaged, managedTrace, managedTraceText } from '../features/managed/trace';
import { readGrammarFiles } from '../lsp/grammar-files';
import { start as startServer } from '../lsp/process';
import { createParser, type Parser } from '../syntax/parser';
import type { Notice } from '../workspace/notices';
import { type AccessOptions, accessDiffCommand } from './access-command';
import type { Shard } from './check';
import { type CheckOptions, checkCommand, formats, outputTo } from './check-command';
import { askedFor, type Context, inContext } from './context';
import { FileProblem, isCSharp, noticed, type Reader, readScript } from './files';
import { failJob, ownJob } from './jobs';
import { ruleLevel } from './levels';
import { managedFile } from './managed-file';
import { type MergeOptions, mergeCommand } from './merge-command';
import { type ParseOptions, parseFiles } from './parse';
import { type PathsOptions, pathsCommand } from './paths-command';
import { projectsAround } from './projects';
import { catalogsFor, configurationsOf, workspaceRequest } from './request';
import { shown } from './shown';
import { importSnapshot, redactSnapshot } from './snapshot-command';
import { explanation, type TraceRequest, trace } from './trace';

const program = new Command('tsqlctx')
  .description('Who is each statement of a T-SQL script, and would the server let it? Answered without a server.')
  .version(version)
  .showHelpAfterError('(--help says what can be given)')
  .exitOverride(); // a wrong call is no finding: it ends with 2

/** Options of one command besides those that most have. */
interface Asked extends Context {
  readonly config?: string;
}

const configured = ['--config <file>', 'the configuration, instead of the nearest tsqlcontext.json upwards'] as const;

inContext(program.command('check'))
  .description('print findings; exit code 1 when one is as severe as --fail-on, 2 when something could not be read')
  .argument('[paths...]', 'scripts, folders and globs; the folder of tsqlcontext.json where left out')
  .option('--files-from <list>', 'read further paths from this file, one a line; - is standard input')
  .option(...configured)
  .addOption(new Option('--preset <name>', 'which rules count, and how much').choices(presets))
  .addOption(
    new Option('--rule <id=severity>', `how severe a rule is: ${levels.join(', ')} (repeatable)`)
      .argParser(ruleLevel)
      .default(new Map(), 'as the rule says'),
  )
  .option('--as <login>', 'the login that connects first, whatever the scripts say')
  .option('--baseline <file>', 'findings that are known already: they are neither printed nor counted')
  .option('--update-baseline', 'write what is found into the baseline')
  .addOption(
    new Option('--fail-on <severity>', 'from here on the exit code is 1')
      .choices(['error', 'warning', 'note'])
      .default('error'),
  )
  .addOption(new Option('--max-warnings <number>', 'more warnings than these end with 1, too').argParser(count))
  .addOption(
    new Option('--jobs <number>', 'so many threads; as many as there are cores where left out').argParser(jobs),
  )
  .addOption(
    new Option('--shard <i/n>', 'look into the i-th of n parts of the scripts; all of them are read').argParser(shard),
  )
  .option('--cache <folder>', 'keep there what scripts say to each other: the next call reads only what has changed')
  .option('--allow-empty', 'a folder or a glob without scripts is all right')
  .option('--explain-unknown', 'list why statements are not decided, with places')
  .addOption(new Option('--format <format>', 'how findings are printed').choices(formats).default('text'))
  .addOption(
    new Option('--output <format=file>', 'write them in a format to a file, too (repeatable)')
      .argParser(outputTo)
      .default([], 'nowhere'),
  )
  .action(async (paths: string[], options: CheckOptions, command: Command) => {
    process.exitCode = await checkCommand(paths, { parser: loadParser, command, options, tell });
  });

function count(given: string): number {
  if (!/^\d+$/.test(given)) throw new InvalidArgumentError('It is a number.');
  return Number(given);
}

function jobs(given: string): number {
  if (!/^[1-9]\d*$/.test(given)) throw new InvalidArgumentError('It is a number from 1 on.');
  return Number(given);
}

function shard(given: string): Shard {
  const [, index, of] = (/^(\d+)\/(\d+)$/.exec(given) ?? []).map(Number);
  if (!index || !of || index > of) throw new InvalidArgumentError('It is written I/N, such as 2/4.');
  return { index, of };
}

program
  .command('merge')
  .description('join the reports of check --shard into one; the exit code is that of a check of all scripts')
  .argument('<reports...>', 'JSON or SARIF reports, one of each part')
  .addOption(new Option('--max-warnings <number>', 'more warnings than these end with 1, too').argParser(count))
  .option('--output <file>', 'write it to this file')
  .action((reports: string[], options: MergeOptions) => {
    process.exitCode = mergeCommand(reports, options);
  });

inContext(program.command('paths'))
  .description('print who can become an administrator, or db_owner of what is not his, step by step')
  .argument('[paths...]', 'scripts, folders and globs; the folder of tsqlcontext.json where left out')
  .option(...configured)
  .option('--from <name>', 'only paths of this login or role')
  .option('--to <name>', 'only paths to sysadmin, or to this database')
  .addOption(
    new Option('--format <format>', "how paths are printed; json: BloodHound's OpenGraph")
      .choices(['text', 'json'])
      .default('text'),
  )
  .action(async (places: string[], options: PathsOptions, command: Command) => {
    process.exitCode = pathsCommand(places, { parser: await loadParser(), command, options, tell });
  });

const access = program.command('access').description('who can do what');
inContext(access.command('diff'))
  .description(
    'print who can do what now that could not before, and the reverse; exit code 1 when somebody can, 2 when something could not be read',
  )
  .argument('<base>', 'before: a folder, a file, or a commit of the repository in the working folder')
  .argument('<head>', 'after')
  .option(...configured)
  .addOption(new Option('--fail-on <what>', 'when the exit code is 1').choices(['new', 'path', 'never']).default('new'))
  .addOption(new Option('--format <format>', 'how it is printed').choices(['text', 'json', 'markdown']).default('text'))
  .action(async (base: string, head: string, options: AccessOptions, command: Command) => {
    process.exitCode = accessDiffCommand(base, head, { parser: await loadParser(), command, options, tell });
  });

inContext(program.command('trace'))
  .description('run a script on a virtual server and print each statement, its context and its outcome')
  .argument('<file>', 'the script, or the C# file of an assembly')
  .option(...configured)
  .addOption(new Option('--format <format>', 'how the trace is printed').choices(['json', 'text']).default('json'))
  .action(async (file: string, options: Asked & { readonly format: 'json' | 'text' }, command: Command) => {
    const request = requestOf(file, options, command);
    if (isCSharp(file)) {
      const traced = managedTrace(await managedFile(await loadParser(), request));
      print(options.format === 'json' ? JSON.stringify(traced, null, 2) : managedTraceText(traced).join('\n'));
      return;
    }
    const made = trace(await loadParser(), request);
    if (options.format === 'json')
      print(
        JSON.stringify(
          { ...made, statements: made.statements.map(({ offset: _, ...statement }) => statement) },
          null,
          2,
        ),
      );
    else print(explainText(made, request.text).join('\n'));
  });

inContext(program.command('explain'))
  .description('say why the server would let a statement run, or not')
  .argument('<place>', 'FILE:LINE')
  .option(...configured)
  .option('--as <login>', 'the login of the connection that runs this line')
  .action(async (place: string, options: Asked & { readonly as?: string }, command: Command) => {
    const match = /^(.*):(\d+)$/.exec(place);
    if (!match) throw new FileProblem(`${place}: a place is written FILE:LINE`);
    const [, file = '', line = ''] = match;
    const request = requestOf(file, options, command);
    const lines = isCSharp(file)
      ? explainManaged(await managedFile(await loadParser(), request), Number(line))
      : explanation(await loadParser(), request, Number(line), options.as);
    if (lines.length === 0) throw new FileProblem(`${place}: no statement stands on this line`);
    print(lines.join('\n'));
  });

/** Throws `FileProblem` where one of the files can't be read: half of the truth would be none. */
function requestOf(file: string, options: Asked, command: Command): TraceRequest {
  const reader: Reader = {
    codePage: options.codePage,
    problem: (problem, met) => {
      if (met === 'named') throw problem;
      tell(`${problem.message}; it is left out`);
    },
  };
  const configurations = configurationsOf(options.config);
  const main = configurations.nearest(file);
  const { files: _, ...request } = workspaceRequest(command, options, {
    wanted: [],
    around: [file],
    reader,
    configurations,
    main,
    projects: projectsAround([file], catalogsFor(options, main), configurations),
  });
  if (main && main.findings.length > 0)
    tell(`${shown(main.path)}: it has mistakes, and what is wrong does not count (tsqlctx check lists them)`);
  return { ...request, ...readScript(file, options.codePage), as: askedFor(command, options), notice };
}

program
  .command('parse')
  .description('print where the batches, statements and errors of scripts are: one line of JSON a file')
  .argument('[paths...]', 'scripts')
  .option('--files-from <list>', 'read further paths from this file, one a line')
  .option('--code-page <name>', 'the encoding of files that are not Unicode')
  .option('--format <format>', 'json', 'json')
  .action(async (paths: string[], options: ParseOptions) => {
    process.exitCode = await parseFiles(await loadParser(), paths, options);
  });

const snapshot = program.command('snapshot').description('what a server held on a day, collected by docs/collect.sql');
snapshot
  .command('import')
  .description('make a snapshot of what the collector printed, of one database or several')
  .argument('<files...>', 'the saved rows, or snapshots to merge')
  .option('-o, --output <file>', 'where to write it; *.tsqlcontext-snapshot.json')
  .action((files: string[], { output }: { readonly output?: string }) => print(importSnapshot(files, output)));
snapshot
  .command('redact')
  .description('the same with other names, for a bug report')
  .argument('<file>', 'the snapshot')
  .requiredOption('-o, --output <file>', 'where to write it; *.tsqlcontext-snapshot.json')
  .action(async (file: string, { output }: { readonly output: string }) => {
    print(redactSnapshot(file, output, await loadParser()));
  });

program
  .command('lsp')
  .description('speak the language-server protocol, for any editor')
  .option('--stdio', 'over standard input and output (the default)')
  .allowUnknownOption() // the channel: --node-ipc, --pipe=..., and what clients say of themselves
  .allowExcessArguments()
  .action(() => startServer());

program.parseAsync().catch((problem: unknown) => {
  if (problem instanceof CommanderError) {
    process.exitCode = problem.exitCode === 0 ? 0 : 2;
    return;
  }
  const message = problem instanceof Error ? problem.message : String(problem);
  if (ownJob()) failJob(message);
  else tell(message);
  process.exitCode = 2;
});

function notice(file: string, one: Notice): void {
  tell(noticed(file, one));
}

/** A line on standard error. */
function tell(text: string): void {
  process.stderr.write(`tsqlctx: ${text}\n`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/**
 * Loads the grammar. V8 compiles what runs often anew; before version 13 it began so early that who checks a small script
 * waited for it at the end.
 */
function loadParser(): Promise<Parser> {
  if (Number.parseInt(process.versions.v8, 10) < 13) setFlagsFromString('--wasm-tiering-budget=13000000');
  return createParser(readGrammarFiles());
}
