/** `tsqlctx access diff` as it is called. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { DeployOptions, Source } from '../access/deploy';
import { type Compared, diff } from '../access/diff';
import { differenceJson } from '../access/json';
import type { Difference } from '../access/model';
import { differenceMarkdown, differenceText } from '../access/text';
import { newest } from '../catalog/versions';
import { isPackage } from '../lsp/packages';
import { type LoadedProjects, loadProjects } from '../lsp/projects';
import type { Parser } from '../syntax/parser';
import { bracket } from '../text/name';
import { orderInWords } from '../workspace/migrations';
import { type Context, isGiven } from './context';
import { FileProblem, type FileText, type Reader, readCatalogs } from './files';
import { scriptsOfCommit } from './git';
import { projectsAround, startsIn } from './projects';
import { configurationsOf, placeOf } from './request';
import { shown } from './shown';

export interface AccessOptions extends Context {
  readonly config?: string;
  readonly format: 'text' | 'json' | 'markdown';
  readonly failOn: 'new' | 'path' | 'never';
}

interface Doing {
  readonly parser: Parser;
  readonly command: Command;
  readonly options: AccessOptions;
  readonly tell: (text: string) => void;
}

/** Prints what changed, and answers the exit code: 1 where somebody can do what he could not, 2 where a side can't be read. */
export function accessDiffCommand(base: string, head: string, { parser, command, options, tell }: Doing): number {
  const configurations = configurationsOf(options.config);
  const main = configurations.nearest(placeOf(existsSync(head) ? head : undefined));
  const configured = main?.configuration;
  let unread = false;
  const reader: Reader = {
    codePage: options.codePage,
    includes: (file) => configurations.includes(file, main),
    problem: ({ message }) => {
      unread = true;
      tell(message);
    },
  };
  const read = (named: string): readonly Source[] => {
    const catalogs = [...readHeld(options.catalog, { ...reader, includes: () => true }, tell)];
    return [...catalogs, ...scriptsOf(named, reader, tell)].map(({ file, text }) => ({
      place: file.replaceAll('\\', '/'),
      text,
    }));
  };
  const sources = { base: read(base), head: read(head) };
  if (unread) return 2;
  const knowledge = isGiven(command, 'knowledge') ? options.knowledge : configured?.knowledge;
  const projects = projectsAround(
    [base, head].filter((one) => existsSync(one)),
    [],
    configurations,
  );
  const deployOptions: DeployOptions = {
    login: options.login,
    database: options.database,
    version: options.serverVersion ?? newest,
    knowledge: knowledge === 'complete' || isGiven(command, 'knowledge') ? (knowledge ?? 'open') : 'as scripts say',
    startsOf: startsIn(projects, command, configurations),
    // What is in them, the scripts say; only how names are compared they do not.
    databases: projects.databases
      .filter(({ caseSensitive }) => caseSensitive)
      .map((one) => ({ ...one, knowledge: 'open' })),
  };
  const compared = diff(parser, sources, deployOptions);
  for (const line of ordersOf(compared)) tell(line);
  process.stdout.write(`${written(compared.difference, options.format)}\n`);
  return isNew(compared.difference, options.failOn) ? 1 : 0;
}

/** Scripts, snapshots of a server, and packages as the scripts that would make them. */
function* readHeld(paths: readonly string[], reader: Reader, tell: (text: string) => void): Generator<FileText> {
  yield* readCatalogs(
    paths.filter((one) => !isPackage(one)),
    reader,
  );
  const { packages, databases, notes, refused, startsOf } = loadProjects({
    places: [],
    packages: paths.filter(isPackage),
  });
  for (const { file, text } of refused) reader.problem(new FileProblem(`${shown(file)}: ${text}`), 'named');
  for (const { file, text } of notes) tell(`${shown(file)}: ${text}`);
  for (const { file, text } of packages) {
    const database = databases.find(({ name }) => startsOf(file).some((one) => one.database === name));
    if (database) yield { file: shown(file), text: `${created(database)}${text}` };
  }
}

function created({ name, trustworthy, chaining }: LoadedProjects['databases'][number]): string {
  const set = (option: string, value: boolean | undefined): string =>
    value === undefined ? '' : `ALTER DATABASE ${bracket(name)} SET ${option} ${value ? 'ON' : 'OFF'};\n`;
  const options = `${set('TRUSTWORTHY', trustworthy)}${set('DB_CHAINING', chaining)}`;
  return `CREATE DATABASE ${bracket(name)};\n${options}GO\nUSE ${bracket(name)};\nGO\n`;
}

/** What is on the disk comes before a commit of that name. */
function scriptsOf(named: string, reader: Reader, tell: (text: string) => void): Iterable<FileText> {
  return existsSync(named) ? readHeld([named], reader, tell) : scriptsOfCommit(named, reader.codePage);
}

/** In which order migrations are run, of either side. */
function ordersOf({ base, head }: Compared): readonly string[] {
  const told = [base, head].flatMap(({ deployments }) => deployments.map(orderInWords));
  return [...new Set(told)];
}

function written(difference: Difference, format: AccessOptions['format']): string {
  switch (format) {
    case 'json':
      return JSON.stringify(differenceJson(difference), null, 2);
    case 'markdown':
      return differenceMarkdown(difference).join('\n');
    case 'text':
      return differenceText(difference).join('\n');
  }
}

function isNew({ gained, newPaths }: Difference, failOn: AccessOptions['failOn']): boolean {
  if (failOn === 'never') return false;
  return newPaths.length > 0 || (failOn === 'new' && gained.length > 0);
}
