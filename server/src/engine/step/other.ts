/** Statements that are known by their words alone (section 6.2), and the things that they make. */
import { createObject, createOther } from '../../catalog/change/objects';
import { requirement } from '../../catalog/requirement';
import type { StatementOf } from '../../syntax/statement';
import type { Effect, StepFunction } from '../effect';
import { currentUserId } from '../identity';
import { change } from '../make';
import type { World } from '../model';
import { placeOf } from './places';
import { byTable } from './server';

type Other = StatementOf<'other'>;

/** A conversation's handle is known to whoever began it or received from its queue; conversations themselves are not kept (ENT-1). */
const onOwnConversation: ReadonlySet<string> = new Set(['END CONVERSATION', 'BEGIN CONVERSATION TIMER', 'GET CONVERSATION GROUP', 'MOVE CONVERSATION']);

/** What CREATE makes, by the words of GRANT; all of them stand in the database beside its schemas. */
const classes: ReadonlySet<string> = new Set([
  'CONTRACT',
  'DATABASE SCOPED CREDENTIAL',
  'FULLTEXT CATALOG',
  'FULLTEXT STOPLIST',
  'MESSAGE TYPE',
  'REMOTE SERVICE BINDING',
  'ROUTE',
  'SEARCH PROPERTY LIST',
]);

/** By the documented requirement of its words; unknown where the table says nothing or the securable is not known. */
export const stepOther: StepFunction<Other> = (_, statement, world) => {
  const { words } = statement;
  if (onOwnConversation.has(words.slice(0, 3).join(' ')) || onOwnConversation.has(words.slice(0, 2).join(' ')))
    return { outcome: { kind: 'ok' }, after: world };
  return made(statement, judgedByWords(statement, world));
};

/** The longest form in the table that the words begin with. */
function judgedByWords({ words, span }: Other, world: World): Effect {
  for (let length = words.length; length > 1; length--) {
    const form = words.slice(0, length).join(' ');
    if (requirement(form)) return byTable(world, span, form);
  }
  return byTable(world, span, words.join(' '));
}

/** The world with the thing that a CREATE names, so that it can be granted, owned and dropped. */
function made({ words, name }: Other, effect: Effect): Effect {
  if (words[0] !== 'CREATE' || !name || effect.outcome.kind === 'error') return effect;
  const world = effect.after;
  const kind = words.slice(1).join(' ');
  if (classes.has(kind)) {
    const owner = currentUserId(world);
    const catalog = createOther(world.catalog, world.database, { class: kind, name: name.name, ...(owner !== undefined && { owner }) });
    return { ...effect, after: change(world, { catalog }) };
  }
  if (kind !== 'XML SCHEMA COLLECTION') return effect;
  const place = placeOf(world, name);
  if (place.kind !== 'place') return effect;
  const object = { kind: 'xml_schema_collection', schema: place.schema.id, name: name.name } as const;
  return { ...effect, after: change(world, { catalog: createObject(world.catalog, world.database, object) }) };
}
