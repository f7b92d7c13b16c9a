/** The hover on a name: what is known of the thing that it means. */
import { onSchema } from '../../catalog/decide/question';
import type { Located } from '../../engine/run/steps';
import { change } from '../../engine/session/make';
import type { World } from '../../engine/session/model';
import type { ObjectName } from '../../syntax/expression';
import { offsetOf } from '../../syntax/walk';
import { holds, type Span, shift } from '../../text/span';
import type { MadeKind } from '../../workspace/named-places';
import type { Analysed } from '../../workspace/workspace';
import { bold, code, plainly } from '../markdown';
import { reasonsOf } from '../reasons';
import { outcomeWords } from '../words';
import { databaseFacts } from './database-facts';
import { type Fact, fact, inMarkdown } from './fact';
import { type FoundThing, findThing } from './find';
import { holdersOf } from './holders';
import { keyFacts } from './key-facts';
import { commandLink, type Links, positionOf } from './links';
import { madeAt, placesInWords } from './made';
import { moduleFacts } from './module-facts';
import { type NamedThing, namedThings, type Thing } from './named';
import { objectFacts, type Use } from './object-facts';
import { loginFacts, userFacts } from './principal-facts';
import { touchedBy, touching } from './touches';

export interface ThingHover {
  readonly span: Span;
  readonly markdown: string;
}

interface Around {
  readonly links: Links;
  /** Whether what the server answers to the statement is told beside. */
  readonly beside: boolean;
}

/** What is known of the thing that is named at an offset; undefined: no name stands there, or nothing is known of it. */
export function hoverThing(
  analysed: Analysed,
  located: Located,
  offset: number,
  { links, beside }: Around,
): ThingHover | undefined {
  const named = namedAt(analysed, located, offset);
  const found = named && findThing(analysed, located, named.thing);
  if (!named || !found) return undefined;
  const isTold = beside && touchedBy(located.step.statement).length < 2;
  const use = named.thing.kind === 'object' && !isTold ? useOf(located, named.thing.name) : undefined;
  const facts = [...factsOf(analysed, located, found, use), fact('Made at', madeOf(analysed, found))];
  const more = linksOf(analysed, found, links);
  return {
    span: shift(named.span, located.offset),
    markdown: [inMarkdown(facts), ...(more.length > 0 ? [more.join(' · ')] : [])].join('\n\n'),
  };
}

/** The name at an offset; of a name of several parts the part that is pointed at. */
function namedAt({ script }: Analysed, { step, offset: start }: Located, offset: number): NamedThing | undefined {
  const at = offset - start;
  const found = namedThings(step.statement).find(({ span }) => holds(span, at));
  if (found?.thing.kind !== 'object') return found;
  const { name } = found.thing;
  const before = script.text.slice(start + name.span.start, offset);
  const behind = script.text.slice(offset, start + name.span.end);
  const thing = partOf(name, dotsIn(behind, before));
  return { span: found.span, thing };
}

/** The thing that a part of a name means, by how many parts follow it. Over its schema an object is meant. */
function partOf(name: ObjectName, following: number): Thing {
  return following === 2 && name.database !== undefined
    ? { kind: 'database', name: name.database }
    : { kind: 'object', name };
}

/** The dots in the rest of a name; those inside delimiters are part of a part. */
function dotsIn(text: string, before: string): number {
  let open = delimiterAfter(before);
  let dots = 0;
  for (const sign of text) {
    if (open !== undefined) open = sign === open ? undefined : open;
    else if (sign === '[') open = ']';
    else if (sign === '"') open = '"';
    else if (sign === '.') dots++;
  }
  return dots;
}

function delimiterAfter(text: string): string | undefined {
  let open: string | undefined;
  for (const sign of text) {
    if (open !== undefined) open = sign === open ? undefined : open;
    else if (sign === '[') open = ']';
    else if (sign === '"') open = '"';
  }
  return open;
}

function factsOf(analysed: Analysed, { step }: Located, found: FoundThing, use: Use | undefined): readonly Fact[] {
  const { catalog } = found;
  const [world] = [step.after, step.before].flatMap((state) => (state.kind === 'worlds' ? state.worlds : []));
  switch (found.kind) {
    case 'login':
      return loginFacts(catalog, found.login);
    case 'user':
      return userFacts(catalog, found.database, found.user);
    case 'key':
      return keyFacts(catalog, found.database, found.key);
    case 'database':
      return databaseFacts(catalog, found.database);
    case 'schema':
      return schemaFacts(found);
    case 'object':
      return found.object.kind === 'module' && world
        ? [
            ...moduleFacts(analysed, change(world, { catalog }), found.database, found.object),
            use && fact(`${use.right} here`, use.here),
          ]
        : objectFacts(catalog, found.database, found.object, use);
  }
}

function schemaFacts({ catalog, database, schema }: FoundThing & { readonly kind: 'schema' }): readonly Fact[] {
  const owner = database.principals.get(schema.owner)?.name ?? 'somebody who is not known';
  const select = holdersOf(catalog, database, 'SELECT', onSchema(schema)).allowed;
  const execute = holdersOf(catalog, database, 'EXECUTE', onSchema(schema)).allowed;
  return [
    { head: `${bold(schema.name)}: schema in ${bold(database.name)}, owned by ${code(owner)}` },
    fact('May SELECT all in it', select.length > 0 ? select.map(code).join(', ') : undefined),
    fact('May EXECUTE all in it', execute.length > 0 ? execute.map(code).join(', ') : undefined),
  ];
}

/** What the statement asks of an object that it names, and what the server answers to that alone. */
function useOf({ step }: Located, name: ObjectName): Use | undefined {
  const touched = touchedBy(step.statement).find((one) => one.name === name || one.name.span.start === name.span.start);
  const worlds = step.before.kind === 'worlds' ? step.before.worlds : [];
  if (!touched || worlds.length === 0) return undefined;
  const told = worlds.map((world: World) => {
    const outcome = touching(world, touched);
    if (!outcome) return '✓ nothing is asked';
    const { sign, long } = outcomeWords(outcome);
    return [`${sign} ${plainly(long)}`, ...reasonsOf(outcome, world).map(plainly)].join(' ');
  });
  return { right: touched.right, here: [...new Set(told)].join(' Or: ') };
}

const kinds: Readonly<Record<FoundThing['kind'], MadeKind>> = {
  login: 'login',
  user: 'user',
  key: 'key',
  database: 'database',
  schema: 'schema',
  object: 'object',
};

function madeOf(analysed: Analysed, found: FoundThing): string | undefined {
  const name = nameOf(found);
  const isRole =
    (found.kind === 'user' && /role$/.test(found.user.type)) ||
    (found.kind === 'login' && found.login.type === 'server_role');
  const database = 'database' in found && found.kind !== 'database' ? found.database.name : undefined;
  const module = found.kind === 'object' && found.object.kind === 'module' ? found.object.body : undefined;
  return placesInWords(madeAt(analysed, isRole ? 'role' : kinds[found.kind], name, { database, module }));
}

function nameOf(found: FoundThing): string {
  switch (found.kind) {
    case 'login':
      return found.login.name;
    case 'user':
      return found.user.name;
    case 'key':
      return found.key.name;
    case 'database':
      return found.database.name;
    case 'schema':
      return found.schema.name;
    case 'object':
      return found.object.name;
  }
}

function linksOf({ script, definitions }: Analysed, found: FoundThing, links: Links): readonly string[] {
  if (found.kind !== 'object' || found.object.kind !== 'module' || found.object.body === undefined) return [];
  const definition = definitions.definition(found.object.body);
  const place = definition && offsetOf(script, definition, script.text.length);
  if (place === undefined) return [];
  const target = { kind: 'module', position: positionOf(script, place) };
  return [commandLink(links, 'tsqlContext.simulateAsLogin', 'Simulate a call', { uri: script.uri, target })].filter(
    (one) => one !== undefined,
  );
}
