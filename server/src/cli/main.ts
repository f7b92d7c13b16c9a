/** The command line: files in, text or JSON out, an exit code. It decides nothing about SQL. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../../../package.json';
import type { Knowledge, Version } from '../catalog/model';
import { newest, versions } from '../catalog/versions';
import { explainText } from '../features/explain-text';
import { sarifReport } from '../rules/sarif';
import { textReport } from '../rules/text-report';
import { createParser, type Parser } from '../syntax/parser';
import type { Notice } from '../workspace/workspace';
import { check, type WorkspaceRequest } from './check';
import { FileProblem, noticed, type Reader, readScript, readScripts } from './files';
import { type ParseOptions, parseFiles } from './parse';
import { paths } from './paths';
import { explanation, type TraceRequest, trace } from './trace';

interface Context {
  readonly login: string;
  readonly database: string;
  readonly catalog: readonly string[];
  readonly serverVersion: Version | undefined;
  readonly codePage: string | undefined;
  readonly knowledge: Knowledge;
  /** In code units. */
  readonly maxSize: number | undefined;
}

const program = new Command('tsqlctx')
  .description('Who is each statement of a T-SQL script, and would the server let it? Answered without a server.')
  .version(version)
  .showHelpAfterError('(--help says what can be given)')
  .exitOverride(); // a wrong call is no finding: it ends with 2

const imitated = new Option('--server-version <version>', 'the server that is imitated').choices(versions);

const knowledge = new Option(
  '--knowledge <what>',
  'open: the server may hold more than the scripts say; complete: it does not',
)
  .choices(['open', 'complete'])
  .default('open');

const size = new Option('--max-size <megabytes>', 'larger scripts are read for what they declare only')
  .default(undefined, '4')
  .argParser((given) => {
    const megabytes = Number(given);
    if (!(megabytes > 0)) throw new InvalidArgumentError('It is a number of megabytes.');
    return megabytes * 1_000_000;
  });

function inContext(command: Command): Command {
  return command
    .option('--login <name>', 'the login that runs the scripts', 'sa')
    .option('--database <name>', 'the database they start in', 'master')
    .option(
      '--catalog <file>',
      'a script that declares what the server holds (repeatable)',
      (one: string, all: string[]) => [...all, one],
      [],
    )
    .option('--code-page <name>', 'the encoding of files that are not Unicode')
    .addOption(knowledge)
    .addOption(size)
    .addOption(imitated);
}

inContext(program.command('check'))
  .description('print findings; exit code 1 when there is one of error level')
  .argument('<paths...>', 'scripts and folders')
  .addOption(
    new Option('--format <format>', 'how findings are printed').choices(['text', 'sarif', 'json']).default('text'),
  )
  .action(
    async (places: string[], options: Context & { readonly format: 'text' | 'sarif' | 'json' }, command: Command) => {
      let unread = false;
      const reader: Reader = {
        codePage: options.codePage,
        problem: ({ message }, met) => {
          unread ||= met === 'named';
          tell(met === 'named' ? message : `${message}; it is left out`);
        },
      };
      const checked = await check(await loadParser(), {
        ...workspaceRequest(places, options, command, reader),
        notice,
      });
      if (options.format === 'text')
        print(textReport(checked, { colour: process.stdout.isTTY === true && !process.env['NO_COLOR'] }));
      else if (options.format === 'sarif') print(JSON.stringify(sarifReport(checked), null, 2));
      else
        print(
          JSON.stringify(
            checked.map(({ file, findings }) => ({ file, findings })),
            null,
            2,
          ),
        );
      const wrong = checked.some((file) => file.findings.some((one) => one.severity === 'error'));
      process.exitCode = unread ? 2 : Number(wrong);
    },
  );

inContext(program.command('paths'))
  .description('print who can become an administrator, or db_owner of what is not his, step by step')
  .argument('<paths...>', 'scripts and folders')
  .option('--from <name>', 'only paths of this login or role')
  .option('--to <name>', 'only paths to sysadmin, or to this database')
  .addOption(
    new Option('--format <format>', "how paths are printed; json: BloodHound's OpenGraph")
      .choices(['text', 'json'])
      .default('text'),
  )
  .action(async (places: string[], options: Context & PathOptions, command: Command) => {
    let unread = false;
    const reader: Reader = {
      codePage: options.codePage,
      problem: ({ message }, met) => {
        unread ||= met === 'named';
        tell(met === 'named' ? message : `${message}; it is left out`);
      },
    };
    const { text, graph } = paths(await loadParser(), {
      ...workspaceRequest(places, options, command, reader),
      from: options.from,
      to: options.to,
    });
    print(options.format === 'json' ? JSON.stringify(graph, null, 2) : text.join('\n'));
    process.exitCode = unread ? 2 : 0;
  });

inContext(program.command('trace'))
  .description('run a script on a virtual server and print each statement, its context and its outcome')
  .argument('<file>', 'the script')
  .addOption(new Option('--format <format>', 'how the trace is printed').choices(['json', 'text']).default('json'))
  .action(async (file: string, options: Context & { readonly format: 'json' | 'text' }, command: Command) => {
    const request = requestOf(file, options, command);
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
  .option('--as <login>', 'the login of the connection that runs this line')
  .action(async (place: string, options: Context & { readonly as?: string }, command: Command) => {
    const match = /^(.*):(\d+)$/.exec(place);
    if (!match) throw new FileProblem(`${place}: a place is written FILE:LINE`);
    const [, file = '', line = ''] = match;
    const lines = explanation(await loadParser(), requestOf(file, options, command), Number(line), options.as);
    if (lines.length === 0) throw new FileProblem(`${place}: no statement stands on this line`);
    print(lines.join('\n'));
  });

interface PathOptions {
  readonly from?: string;
  readonly to?: string;
  readonly format: 'text' | 'json';
}

function workspaceRequest(
  places: readonly string[],
  options: Context,
  command: Command,
  reader: Reader,
): WorkspaceRequest {
  return {
    files: readScripts(places, reader),
    catalogs: readScripts(options.catalog, reader),
    login: options.login,
    database: options.database,
    version: options.serverVersion ?? newest,
    knowledge: options.knowledge,
    assumed: assumedIn(command, options),
    largest: options.maxSize,
    codePage: options.codePage,
  };
}

/** What the user did not say himself is only assumed, unless nothing is left open. */
function assumedIn(command: Command, { knowledge }: Context): TraceRequest['assumed'] {
  const isOpen = (option: 'login' | 'database'): boolean =>
    knowledge === 'open' && command.getOptionValueSource(option) !== 'cli';
  return { login: isOpen('login'), database: isOpen('database') };
}

/** The login and database that the user named; they win over the script's own. */
function askedFor(command: Command, { login, database }: Context): TraceRequest['as'] {
  const named = (option: 'login' | 'database'): boolean => command.getOptionValueSource(option) === 'cli';
  const as = { ...(named('login') && { login }), ...(named('database') && { database }) };
  return named('login') || named('database') ? as : undefined;
}

/** Throws `FileProblem` where one of the files can't be read: half of the truth would be none. */
function requestOf(file: string, options: Context, command: Command): TraceRequest {
  const { codePage, catalog, login, database, serverVersion, knowledge, maxSize } = options;
  return {
    ...readScript(file, codePage),
    catalogs: catalog.map((one) => readScript(one, codePage)),
    login,
    database,
    version: serverVersion,
    knowledge,
    assumed: assumedIn(command, options),
    as: askedFor(command, options),
    largest: maxSize,
    codePage,
    notice,
  };
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

program
  .command('lsp')
  .description('speak the language-server protocol, for any editor')
  .option('--stdio', 'over standard input and output (the default)')
  .action(() => {
    // The server is a bundle of its own beside this one.
    require(path.join(__dirname, 'server.js'));
  });

program.parseAsync().catch((problem: unknown) => {
  if (problem instanceof CommanderError) {
    process.exitCode = problem.exitCode === 0 ? 0 : 2;
    return;
  }
  tell(problem instanceof Error ? problem.message : String(problem));
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

/** The wasm files lie beside the bundle. */
async function loadParser(): Promise<Parser> {
  const [runtime, language] = await Promise.all(
    ['web-tree-sitter.wasm', 'tree-sitter-tsql.wasm'].map((name) => readFile(path.join(__dirname, name))),
  );
  return createParser({ runtime: runtime!, language: language! });
}
