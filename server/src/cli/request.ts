/** What a workspace is made of, from a call's options and the configuration. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { newest } from '../catalog/versions';
import { configurationName } from '../configuration/configuration';
import { Configurations, type Loaded } from '../lsp/configurations';
import type { WorkspaceRequest } from './check';
import { assumedIn, type Context, isGiven } from './context';
import { FileProblem, type Reader, readCatalogs, readScripts } from './files';

export interface Inputs {
  readonly wanted: readonly string[];
  readonly reader: Reader;
  readonly configurations: Configurations;
  readonly main: Loaded | undefined;
}

/** Options win over the configuration. */
export function workspaceRequest(
  command: Command,
  options: Context,
  { wanted, reader, configurations, main }: Inputs,
): WorkspaceRequest {
  const configured = main?.configuration;
  const knowledge = isGiven(command, 'knowledge') ? options.knowledge : (configured?.knowledge ?? options.knowledge);
  const everyFile = { ...reader, includes: () => true };
  return {
    files: readScripts(wanted, reader),
    catalogs: readCatalogs([...options.catalog, ...catalogsOf(main)], everyFile),
    login: options.login,
    database: options.database,
    version: options.serverVersion ?? newest,
    knowledge,
    assumed: assumedIn(command, { ...options, knowledge }),
    startsOf: (file) => {
      const { login, database, server } = configurations.startsOf(file) ?? {};
      return {
        ...(!isGiven(command, 'login') && { login }),
        ...(!isGiven(command, 'database') && { database }),
        ...(!isGiven(command, 'serverVersion') && { server }),
      };
    },
    everyDialect: configured?.dialect === 'tsql',
    largest: options.maxSize ?? configured?.largest,
    codePage: options.codePage,
  };
}

/** Throws `FileProblem` where the named configuration is missing. */
export function configurationsOf(config: string | undefined): Configurations {
  if (config !== undefined && !existsSync(config)) throw new FileProblem(`${config}: there is no such file`);
  return new Configurations({ only: config });
}

/** A file beside which the configuration of the whole run is looked for. */
export function placeOf(named: string | undefined): string {
  if (named === undefined) return path.join(process.cwd(), configurationName);
  const folder = existsSync(named) && !/\.sql$/i.test(named);
  return folder ? path.join(named, configurationName) : named;
}

/** What is read where no path is given: the folder of the configuration. */
export function filesOf(main: Loaded | undefined): readonly string[] {
  return main ? [shown(main.folder)] : [];
}

function catalogsOf(main: Loaded | undefined): readonly string[] {
  return main?.configuration.catalogs.map((one) => shown(path.resolve(main.folder, one))) ?? [];
}

/** A path from the working folder, where it is below it. */
export function shown(place: string): string {
  const relative = path.relative(process.cwd(), place);
  if (relative === '') return '.';
  return relative.startsWith('..') ? place : relative;
}
