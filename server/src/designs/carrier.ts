/** What is refused, and the module in which the right is to count: the one that ran, or one that is to be made for it. */
import type { Question } from '../catalog/decide/verdict';
import type { Database, Id, Module } from '../catalog/model';
import { effectiveOwner } from '../catalog/securable';
import { userName } from '../engine/session/identity';
import type { Definitions, ErrorOutcome, Step, World } from '../engine/session/model';
import type { Row } from '../features/simulation';
import type { Script, StatementOf } from '../syntax/statement';
import { offsetOf, textOf } from '../syntax/walk';
import { bracket, fold } from '../text/name';

export interface Refused {
  readonly step: Step;
  readonly world: World;
  readonly error: ErrorOutcome;
  readonly question: Question;
  readonly database: Database;
  readonly carrier: Carrier;
}

export interface Carrier {
  /** `[dbo].[report]` */
  readonly name: string;
  readonly plain: string;
  /** As it is; undefined: it is to be made. */
  readonly existing?: { readonly module: Module; readonly definition: Definition };
  /** The statements that make it and let the caller start it. */
  readonly made: readonly string[];
}

export interface Definition {
  readonly script: Script;
  readonly statement: StatementOf<'create_module'>;
  readonly offset: number;
}

/** The refusal of a row, as far as a right would lift it; undefined: no right is what is missing. */
export function refusedIn({ step, place, text }: Row, texts: Texts): Refused | undefined {
  for (const { before: world, outcome } of step?.paths ?? []) {
    const error = outcome.kind === 'unknown' ? outcome.unless?.refusal : outcome;
    if (error?.kind !== 'error' || !error.question || error.question.standing !== undefined) continue;
    if (error.refusal.kind !== 'permission') continue;
    const { module } = world.scope;
    const database = world.catalog.databases.get(module?.database ?? world.database);
    if (!database) continue;
    const existing = module && existingIn(database, world, texts);
    if (module && !existing) continue;
    const whole = place ? textOf(place.script, step!.statement, place.offset) : text;
    const carrier = existing ? carrierOf(database, existing) : newCarrier(database, world, error.question, whole);
    return { step: step!, world, error, question: error.question, database, carrier };
  }
  return undefined;
}

function existingIn(database: Database, world: World, texts: Texts): Carrier['existing'] {
  const ref = world.scope.module;
  const module = ref && database.objects.get(ref.id);
  if (module?.kind !== 'module') return undefined;
  const definition = moduleIn(module, texts);
  return definition && { module, definition };
}

/** Where a module is defined; undefined: in none of the scripts. */
export function moduleIn({ body }: Module, { scripts, definitions }: Texts): Definition | undefined {
  const statement = body && definitions.definition(body);
  if (!statement) return undefined;
  for (const script of scripts) {
    const offset = offsetOf(script, statement, script.text.length);
    if (offset !== undefined) return { script, statement, offset };
  }
  return undefined;
}

/** Where the texts of modules are looked for. */
export interface Texts {
  readonly scripts: readonly Script[];
  readonly definitions: Definitions;
}

function carrierOf(database: Database, existing: NonNullable<Carrier['existing']>): Carrier {
  const { module } = existing;
  const schema = database.schemas.get(module.schema)?.name ?? 'dbo';
  return { name: `${bracket(schema)}.${bracket(module.name)}`, plain: module.name, existing, made: [] };
}

/** A procedure around the statement, in the schema of what it touches, so that it has the same owner where that can be. */
function newCarrier(database: Database, world: World, { securable }: Question, text: string): Carrier {
  const object = securable.class === 'OBJECT' ? database.objects.get(securable.id) : undefined;
  const schema = (object && database.schemas.get(object.schema)?.name) ?? 'dbo';
  const caller = userName(world);
  const who = caller.kind === 'known' ? caller.name : 'public';
  const verb = /^\s*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? 'run';
  const plain = freeName(database, `${verb}_for_${who.replace(/\W+/g, '_')}`);
  const name = `${bracket(schema)}.${bracket(plain)}`;
  return {
    name,
    plain,
    made: [
      `CREATE PROCEDURE ${name} AS\n${text.trim().replace(/;?$/, ';')}`,
      `GRANT EXECUTE ON ${name} TO ${bracket(who)};`,
    ],
  };
}

/** A name that no object and no principal of the database has. */
export function freeName(database: Database, wanted: string): string {
  const taken = new Set([
    ...database.objects.valueSeq().map(({ name }) => fold(name)),
    ...database.principals.valueSeq().map(({ name }) => fold(name)),
    ...database.keys.valueSeq().map(({ name }) => fold(name)),
  ]);
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}_${count}`;
    if (!taken.has(fold(name))) return name;
  }
}

/** The owner of an object, and what ALTER AUTHORIZATION calls it. */
export function ownerIn(database: Database, id: Id): { readonly name: string } | undefined {
  const object = database.objects.get(id);
  const owner = object && database.principals.get(effectiveOwner(database, object));
  return owner && { name: owner.name };
}
