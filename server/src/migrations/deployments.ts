/**
 * Which scripts are migrations, of which tool, and in which order that runs them. By names and marks alone: what nothing
 * tells is no migration.
 */
import { flyway } from './flyway';
import { grate } from './grate';
import type { Deployment, MigrationFile, Recognise } from './model';
import { byNames, liquibase } from './numbered';
import { bothInOne, upAndDown } from './pairs';

export type { Deployment, MigrationFile } from './model';

/** What is surest stands first. */
const tools: readonly Recognise[] = [flyway, upAndDown, bothInOne, liquibase, grate, byNames];

export interface Deployments {
  readonly found: readonly Deployment[];
  /** The scripts that are no migrations. */
  readonly loose: readonly MigrationFile[];
}

export function deploymentsIn(files: readonly MigrationFile[]): Deployments {
  const found: Deployment[] = [];
  let loose = files;
  for (const recognise of tools) {
    for (;;) {
      const deployment = recognise(loose);
      if (!deployment) break;
      found.push(deployment);
      const taken = new Set([...deployment.order, ...deployment.apart]);
      loose = loose.filter(({ place }) => !taken.has(place));
    }
  }
  return { found, loose };
}
