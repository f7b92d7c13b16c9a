/** The options that say for what scripts are analysed; most commands have them. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Knowledge, Version } from '../catalog/model';
import { versions } from '../catalog/versions';
import type { Stage } from '../workspace/workspace';
import type { TraceRequest } from './trace';

export interface Context {
  readonly login: string;
  readonly database: string;
  readonly catalog: readonly string[];
  readonly serverVersion: Version | undefined;
  readonly codePage: string | undefined;
  readonly knowledge: Knowledge;
  /** In code units. */
  readonly maxSize: number | undefined;
}

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

export function inContext(command: Command): Command {
  return command
    .option('--login <name>', 'the login that runs the scripts', 'sa')
    .option('--database <name>', 'the database they start in', 'master')
    .option(
      '--catalog <path>',
      'a script, folder or glob that declares what the server holds (repeatable)',
      (one: string, all: string[]) => [...all, one],
      [],
    )
    .option('--code-page <name>', 'the encoding of files that are not Unicode')
    .addOption(knowledge)
    .addOption(size)
    .addOption(imitated);
}

/** Whether the user named an option himself. */
export function isGiven(command: Command, option: keyof Context): boolean {
  return command.getOptionValueSource(option) === 'cli';
}

/** What the user did not say himself is only assumed, unless nothing is left open. */
export function assumedIn(command: Command, { knowledge: what }: Context): NonNullable<Stage['assumed']> {
  const isOpen = (option: 'login' | 'database'): boolean => what === 'open' && !isGiven(command, option);
  return { login: isOpen('login'), database: isOpen('database') };
}

/** The login and database that the user named; they win over the script's own. */
export function askedFor(command: Command, { login, database }: Context): TraceRequest['as'] {
  const as = { ...(isGiven(command, 'login') && { login }), ...(isGiven(command, 'database') && { database }) };
  return Object.keys(as).length > 0 ? as : undefined;
}
