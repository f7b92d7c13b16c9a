/** `tsqlctx paths` as it is called. */
import type { Command } from 'commander';
import { configurationName } from '../configuration/configuration';
import type { Parser } from '../syntax/parser';
import type { Context } from './context';
import type { Reader } from './files';
import { paths } from './paths';
import { projectsAround } from './projects';
import { catalogsFor, configurationsOf, filesOf, placeOf, workspaceRequest } from './request';

export interface PathsOptions extends Context {
  readonly config?: string;
  readonly from?: string;
  readonly to?: string;
  readonly format: 'text' | 'json';
}

interface Doing {
  readonly parser: Parser;
  readonly command: Command;
  readonly options: PathsOptions;
  readonly tell: (text: string) => void;
}

/** Prints the paths, and answers the exit code: 0, or 2 where something could not be read. */
export function pathsCommand(named: readonly string[], { parser, command, options, tell }: Doing): number {
  const configurations = configurationsOf(options.config);
  const main = configurations.nearest(placeOf(named[0]));
  const wanted = named.length > 0 ? named : filesOf(main);
  if (wanted.length === 0)
    command.error(`error: nothing to read: no path is given, and there is no ${configurationName}`);
  let unread = false;
  const reader: Reader = {
    codePage: options.codePage,
    includes: (file) => configurations.includes(file, main),
    problem: ({ message }, met) => {
      unread ||= met === 'named';
      tell(met === 'named' ? message : `${message}; it is left out`);
    },
  };
  const { text, graph, cut } = paths(parser, {
    ...workspaceRequest(command, options, {
      wanted,
      reader,
      configurations,
      main,
      projects: projectsAround(wanted, catalogsFor(options, main), configurations),
    }),
    from: options.from,
    to: options.to,
  });
  process.stdout.write(`${options.format === 'json' ? JSON.stringify(graph, null, 2) : text.join('\n')}\n`);
  if (cut !== undefined) tell(cut);
  return unread ? 2 : 0;
}
