/**
 * What a later script of the same deployment puts right: another version of the module, a right that is taken away again, a
 * database that is no longer trusted. A finding about that says so, and is information at most.
 */
import type { Catalog, SqlObject } from '../catalog/model';
import { differingParts, type Part, valueOf } from '../catalog/parts';
import { moduleOf } from '../engine/run/body-entry';
import { change } from '../engine/session/make';
import type { Path, Step } from '../engine/session/model';
import { shortNames } from '../engine/start/script-names';
import { modulesIn } from '../syntax/selected';
import type { Script, StatementOf } from '../syntax/statement';
import type { Migration } from '../workspace/chains';
import type { Analysed } from '../workspace/workspace';
import type { Finding } from './rule';

type Subject = Pick<Analysed, 'script' | 'analysis'> & Partial<Pick<Analysed, 'migration'>>;
type Create = StatementOf<'create_module'>;

/** A finding in a step, as it counts at the end of the deployment. */
export function inDeployment({ migration }: Subject, found: Finding, step: Step): Finding {
  const by = migration && changedBy(step, migration);
  return by === undefined ? found : softened(found, by, 'takes that back');
}

/** Findings in modules of which a later script makes another version, or that it drops. */
export function ofLastVersions(subject: Subject, list: readonly Finding[]): readonly Finding[] {
  const { script, migration } = subject;
  if (!migration || migration.later.length === 0 || list.length === 0) return list;
  const replaced = modulesOf(script).flatMap(({ statement, start }) => {
    const by = replacedBy(subject, statement, migration);
    return by === undefined ? [] : [{ by, start, end: start + statement.span.end }];
  });
  return list.map((found) => {
    const around = replaced.find(({ start, end }) => start <= found.span.start && found.span.end <= end);
    return around ? softened(found, around.by, 'replaces or drops this version') : found;
  });
}

function softened(found: Finding, uri: string, what: string): Finding {
  if (found.related.some((one) => one.uri === uri && one.message === what)) return found;
  const [name] = shortNames([uri]);
  const severity = found.severity === 'hint' ? 'hint' : 'information';
  const related = [...found.related, { uri, span: { start: 0, end: 0 }, message: what }];
  return { ...found, severity, message: `${found.message} ${name}, which is run later, ${what}.`, related };
}

function modulesOf(script: Script): readonly { readonly statement: Create; readonly start: number }[] {
  return script.batches.flatMap(({ batch, offset: from }) =>
    modulesIn(batch.statements).map(({ node, offset }) => ({ statement: node, start: from + offset })),
  );
}

/** The first script behind which this version of a module is not there any more. */
function replacedBy({ analysis }: Subject, statement: Create, { end, later }: Migration): string | undefined {
  const { world } = analysis.bodies.get(statement) ?? {};
  if (!world) return undefined;
  const id = analysis.context.definitions.idOf(statement);
  const isThere = (catalog: Catalog): boolean => moduleOf(change(world, { catalog }), statement)?.module.body === id;
  if (!isThere(end) || isThere(later.at(-1)!.catalog)) return undefined;
  return later.find(({ catalog }) => !isThere(catalog))?.uri;
}

/** The script behind which nothing is left of what a step sets. */
function changedBy({ paths }: Step, { later }: Migration): string | undefined {
  const last = later.at(-1)?.catalog;
  if (!last || paths.length === 0) return undefined;
  const set = paths.flatMap(setBy);
  if (set.length === 0 || !set.every((one) => isLost(one, last))) return undefined;
  return later.find(({ catalog }) => set.every((one) => isLost(one, catalog)))?.uri;
}

interface Setting {
  readonly part: Part;
  readonly value: unknown;
}

/** The modules, rights, memberships and options that a path sets. */
function setBy({ before, after }: Path): readonly Setting[] {
  return differingParts(before.catalog, after.catalog).flatMap((part) => {
    const value = valueOf(after.catalog, part);
    return value !== undefined && counts(part, value) ? [{ part, value }] : [];
  });
}

function counts({ field, key }: Part, value: unknown): boolean {
  if (field === 'objects' || field === 'triggers') return isModule(value);
  return key === undefined ? options.has(field) : lists.has(field);
}

const lists: ReadonlySet<string> = new Set(['permissions', 'members', 'configuration']);
const options: ReadonlySet<string> = new Set(['trustworthy', 'chaining', 'owner', 'containment']);

function isLost({ part, value }: Setting, catalog: Catalog): boolean {
  const now = valueOf(catalog, part);
  if (isModule(value)) return !isModule(now) || now.body !== value.body;
  return now === undefined || JSON.stringify(now) !== JSON.stringify(value);
}

function isModule(value: unknown): value is Extract<SqlObject, { kind: 'module' }> {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'module';
}
