/** Our own requests, as rows of the table of features (lsp/features.ts). */
import { stepAt } from '../engine/run/steps';
import { pageOf } from '../features/page';
import { ownPage } from '../features/rule-page';
import { connects, knownTo, simulatedPart, simulatedRows, simulationOf } from '../features/simulate';
import { messageOfPage, messagePage } from '../rules/message-pages';
import { aboutRule } from '../rules/own-rules';
import { firstConnection } from '../syntax/stage';
import { type ModuleCall, moduleCallAt } from '../workspace/request';
import { startsOf } from '../workspace/starts';
import { locationOf, openScript } from './door';
import type { Feature } from './feature';
import { packageAt } from './packages';
import {
  type KnownPrincipals,
  type KnownPrincipalsParams,
  knownPrincipals,
  type ModuleAt,
  type ModuleAtParams,
  moduleAt,
  type PackageTextParams,
  type Page,
  packageText,
  type RulePageParams,
  rulePage,
  type SimulateParams,
  simulate,
} from './protocol';
import { request } from './request';
import { simulations } from './simulations';
import { toTarget } from './targets';
import { canonical } from './uris';

/** Widest line of a reason in a simulation: half a screen. */
const pageWidth = 76;

export const requests: readonly Feature[] = [
  request(moduleAt, async (door, { uri, position }: ModuleAtParams): Promise<ModuleAt | null> => {
    const script = await openScript(door, uri);
    const module = script && moduleCallAt(script.analysed.script, script.offset(position));
    return module ? { name: module.name, parameters: parametersOf(module) } : null;
  }),
  request(knownPrincipals, async (door, { uri, position }: KnownPrincipalsParams): Promise<KnownPrincipals | null> => {
    const script = await openScript(door, uri);
    if (!script) return null;
    const { logins, databases } = knownTo(script.analysed);
    const mark = firstConnection(script.analysed.script);
    const starts = startsOf(script.analysed.script, door.workspace.stage);
    const located = position && stepAt(script.analysed.analysis, script.offset(position));
    const world = located?.step.before.kind === 'worlds' ? located.step.before.worlds[0] : undefined;
    const database = world?.catalog.databases.get(world.database)?.name;
    return {
      logins,
      databases,
      login: mark?.login ?? starts.login,
      database: database ?? mark?.database ?? starts.database,
    };
  }),
  request(simulate, async (door, { uri, login, database, target }: SimulateParams): Promise<Page | null> => {
    const script = await openScript(door, uri);
    if (!script) return null;
    const place = toTarget(script, target);
    const run = await door.analyses.ask(canonical(uri), simulationOf(login, database, place));
    if (!run) return null;
    const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
    const page = pageOf(simulatedRows(run, script.analysed, place), {
      title: place.kind === 'frame' ? name : `${name} as ${login}`,
      what: simulatedPart(script.analysed, place) ?? name,
      as: connects(run, script.analysed, { login, target: place }),
      width: pageWidth,
    });
    return {
      title: page.title,
      lines: page.lines.map(({ text, marks, target: at }) => {
        if (!at) return { text, marks };
        const place = locationOf(door, script, at.uri, { start: at.offset, end: at.offset });
        return { text, marks, target: { uri: place.uri, position: place.range.start } };
      }),
    };
  }),
  request(rulePage, async (_door, params: RulePageParams): Promise<string | null> => {
    const message = messageOfPage(params.rule);
    if (message !== undefined) return messagePage(message);
    const found = aboutRule(params.rule);
    return found ? ownPage(found) : null;
  }),
  request(packageText, async (door, { address }: PackageTextParams): Promise<string | null> => {
    const file = packageAt(address);
    return door.configured.projects.packages.find((one) => one.file === file)?.text ?? null;
  }),
  ...simulations,
];

function parametersOf({ statement }: ModuleCall): readonly string[] {
  return statement.parameters.map(({ name, output }) => (output ? `${name} OUTPUT` : name));
}
