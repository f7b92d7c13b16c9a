/** What a workspace is made of, from a call's options and the configuration. */

import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { newest } from '../catalog/versions';
import { configurationName } from '../configuration/configuration';
import { Configurations, type Loaded } from '../lsp/configurations';
import { isPackage } from '../lsp/packages';
import { type LoadedProjects, twinsOf } from '../lsp/projects';
import type { WorkspaceRequest } from './check';
import { assumedIn, type Context, isGiven } from './context';
import { FileProblem, type FileText, type Reader, readCatalogs, readCSharp, readScripts } from './files';
import { deployedAround } from './migrations';
import { demandPackages, scriptsOf, startsIn } from './projects';
import { shown } from './shown';

export interface Inputs {
  readonly wanted: readonly string[];
  /** Where the rest of a deployment is looked for; around what is wanted where left out. */
  readonly around?: readonly string[];
  readonly reader: Reader;
  readonly configurations: Configurations;
  readonly main: Loaded | undefined;
  readonly projects: LoadedProjects;
}

/** Options win over the configuration. */
export function workspaceRequest(
  command: Command,
  options: Context,
  { wanted, around = wanted, reader, configurations, main, projects }: Inputs,
): WorkspaceRequest {
  const configured = main?.configuration;
  const knowledge = isGiven(command, 'knowledge') ? options.knowledge : (configured?.knowledge ?? options.knowledge);
  const everyFile = { ...reader, includes: () => true };
  const read = new Set<string>();
  demandPackages(projects);
  const deployed = deployedAround(around, { reader, told: (file) => configurations.startsOf(file)?.migration });
  function* catalogScripts(): Generator<FileText> {
    const scripts = catalogsFor(options, main).filter((one) => !isPackage(one));
    yield* readCatalogs(scripts, everyFile);
    yield* scriptsOf(projects, read, reader);
    yield* readScripts(deployed, { ...reader, problem: () => undefined });
  }
  return {
    files: noted(readScripts(wanted, reader), read),
    csharp: readCSharp(wanted, reader),
    catalogs: catalogScripts(),
    databases: projects.databases,
    twinsOf: (file) => twinsOf(projects, file),
    login: options.login,
    database: options.database,
    version: options.serverVersion ?? newest,
    versionAssumed: options.serverVersion === undefined,
    knowledge,
    assumed: assumedIn(command, { ...options, knowledge }),
    startsOf: startsIn(projects, command, configurations),
    everyDialect: configured?.dialect === 'tsql',
    largest: options.maxSize ?? configured?.largest,
    codePage: options.codePage,
  };
}

/** Tells which scripts are read. */
function* noted(scripts: Iterable<FileText>, read: Set<string>): Generator<FileText> {
  for (const script of scripts) {
    read.add(path.resolve(script.file));
    yield script;
  }
}

/** Throws `FileProblem` where the named configuration is missing. */
export function configurationsOf(config: string | undefined): Configurations {
  if (config !== undefined && !existsSync(config)) throw new FileProblem(`${config}: there is no such file`);
  return new Configurations({ only: config });
}

/** A file beside which the configuration of the whole run is looked for. */
export function placeOf(named: string | undefined): string {
  if (named === undefined) return path.join(process.cwd(), configurationName);
  const folder = statSync(named, { throwIfNoEntry: false })?.isDirectory();
  return folder ? path.join(named, configurationName) : named;
}

/** What is read where no path is given: the folder of the configuration. */
export function filesOf(main: Loaded | undefined): readonly string[] {
  return main ? [shown(main.folder)] : [];
}

/** What declares what the server holds: scripts, folders, globs, packages. */
export function catalogsFor({ catalog }: Pick<Context, 'catalog'>, main: Loaded | undefined): readonly string[] {
  return [...catalog, ...(main?.configuration.catalogs.map((one) => shown(path.resolve(main.folder, one))) ?? [])];
}
