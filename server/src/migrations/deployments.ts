/**
 * Which scripts are migrations, of which tool, and in which order that runs them. By names and marks alone, unless somebody
 * says it: what nothing tells is no migration. The order in which scripts are given makes no difference.
 */
import { grouped } from '../text/grouped';
import { flyway } from './flyway';
import { grate } from './grate';
import { byText, type Deployment, type MigrationFile, type Recognise, type Tool } from './model';
import { asTold, byNames, efCore, liquibase } from './numbered';
import { dbmate, goose, upAndDown } from './pairs';

export type { Deployment, MigrationFile } from './model';

/** What is surest stands first. */
const recognisers: readonly Recognise[] = [flyway, upAndDown, dbmate, goose, liquibase, efCore, grate, byNames];

const byTool: Readonly<Record<Tool, Recognise>> = {
  flyway,
  'golang-migrate': upAndDown,
  dbmate,
  goose,
  liquibase,
  grate,
  dbup: asTold,
  'ef-core': efCore,
};

export interface Deployments {
  readonly found: readonly Deployment[];
  /** The scripts that are no migrations. */
  readonly loose: readonly MigrationFile[];
}

export function deploymentsIn(files: readonly MigrationFile[]): Deployments {
  const sorted = files.toSorted((a, b) => byText(a.place, b.place));
  const found = [...toldIn(sorted)];
  let rest = sorted.filter(({ told }) => told === undefined);
  for (const recognise of recognisers) {
    for (;;) {
      const deployment = recognise(rest);
      if (!deployment) break;
      found.push(deployment);
      const taken = takenBy([deployment]);
      rest = rest.filter(({ place }) => !taken.has(place));
    }
  }
  const taken = takenBy(found);
  return { found, loose: files.filter(({ place }) => !taken.has(place)) };
}

function* toldIn(files: readonly MigrationFile[]): Generator<Deployment> {
  const told = files.filter(({ told: one }) => one !== undefined && one !== 'none');
  const groups = grouped(told, ({ told: one }) => (one === undefined || one === 'none' ? '' : one.deployment));
  for (const [, list] of [...groups].toSorted(([a], [b]) => byText(a, b))) {
    const one = list[0]?.told;
    const deployment = one === undefined || one === 'none' ? undefined : byTool[one.tool](list);
    if (deployment) yield deployment;
  }
}

function takenBy(found: readonly Deployment[]): ReadonlySet<string> {
  return new Set(found.flatMap(({ order, apart }) => [...order, ...apart.map(({ place }) => place)]));
}
