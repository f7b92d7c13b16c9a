/**
 * A report of an answer that somebody takes for wrong: the statements that lead to it, what was known, what was said. No
 * name and no value of the script is in it.
 */
import { type Located, stepAt, stepsAsWritten } from '../../engine/run/steps';
import type { World } from '../../engine/session/model';
import { viewOf } from '../../engine/session/view';
import { textOf } from '../../syntax/walk';
import { fold } from '../../text/name';
import type { Analysed } from '../../workspace/workspace';
import { type Cite, framesInWords } from '../describe';
import { glanceOf, looksSame } from '../glance/glance';
import { reasonsOf } from '../reasons';
import { namedThings, type Thing } from '../things/named';
import { outcomeWords, showWorld } from '../words';
import { Redaction } from './redact';

export interface About {
  readonly version: string;
  readonly server: string;
  readonly knowledge: string;
}

/** The report about the statement at an offset, in Markdown; undefined: there is none. */
export function report(analysed: Analysed, offset: number, about: About): string | undefined {
  const located = stepAt(analysed.analysis, offset);
  if (!located) return undefined;
  const redaction = new Redaction();
  const worlds = located.step.before.kind === 'worlds' ? located.step.before.worlds : [];
  const leading = leadingTo(analysed, located, worlds);
  for (const one of leading) for (const { thing } of namedThings(one.step.statement)) aliases(redaction, thing);
  for (const [name, kind] of worlds.flatMap(namesOf)) redaction.name(name, kind);
  const script = leading.flatMap((one, index) => [
    ...(one.session === leading[index - 1]?.session ? [] : connection(one, redaction)),
    tidy(redaction.script(textOf(analysed.script, one.step.statement, one.offset))),
  ]);
  const lines = [
    `T-SQL Execution Context ${about.version}, server ${about.server}, knowledge ${about.knowledge}`,
    '',
    'The last statement of these:',
    '',
    '```sql',
    ...script,
    '```',
    '',
    'What was answered:',
    '',
    ...answers(located, redaction),
    '',
    'What was known:',
    '',
    ...worlds.flatMap((world) => knownOf(world, redaction)),
    '',
    'What the server does instead, and its version:',
    '',
  ];
  return lines.join('\n');
}

/** The statements before it that set its context, or make or change what it names; and itself. */
function leadingTo({ analysis }: Analysed, target: Located, worlds: readonly World[]): readonly Located[] {
  const before = [...stepsAsWritten(analysis)].filter(
    ({ offset, module, session }) => offset < target.offset && module === undefined && session <= target.session,
  );
  const wanted = new Set(worlds.flatMap((world) => namesOf(world).map(([name]) => fold(name))));
  for (const { thing } of namedThings(target.step.statement)) for (const name of partsOf(thing)) wanted.add(fold(name));
  const kept: Located[] = [target];
  let isBase = glanceOf(target.step.before) === undefined;
  for (const one of before.reverse()) {
    const { statement, before: from, after } = one.step;
    const names = namedThings(statement).flatMap(({ thing }) => partsOf(thing));
    const touches =
      names.some((name) => wanted.has(fold(name))) && (statement.kind === 'use' || changesCatalog(one.step));
    const switches = !isBase && one.session === target.session && !looksSame(glanceOf(from), glanceOf(after));
    if (switches && glanceOf(from) === undefined) isBase = true; // what was before it is over
    if (one.step.children.length > 0 || from === after || !(touches || switches)) continue;
    kept.unshift(one);
    if (kept.length > most) break;
  }
  return kept;
}

function changesCatalog({ paths }: Located['step']): boolean {
  return paths.some(({ before, after }) => before.catalog !== after.catalog);
}

/** The comment that opens the connection on which a statement runs, as its first statement finds it. */
function connection({ step }: Located, redaction: Redaction): readonly string[] {
  const world = step.before.kind === 'worlds' ? step.before.worlds[0] : undefined;
  if (!world) return [];
  const { originalLogin, database } = viewOf(world);
  return [
    `--# session: login=${redaction.name(originalLogin ?? '?', 'principal')} db=${redaction.name(database ?? '?', 'db')}`,
  ];
}

/** So many statements are enough for a report. */
const most = 60;

function partsOf(thing: Thing): readonly string[] {
  if (thing.kind !== 'object') return [thing.name];
  const { database, schema, name } = thing.name;
  return [database, schema === undefined || /^(?:dbo|sys)$/i.test(schema) ? undefined : schema, name].filter(
    (part) => part !== undefined,
  );
}

const kinds = { principal: 'principal', key: 'key', database: 'db', schema: 'schema', object: 'object' } as const;

function aliases(redaction: Redaction, thing: Thing): void {
  if (thing.kind !== 'object') {
    redaction.name(thing.name, kinds[thing.kind]);
    return;
  }
  const { server, database, schema, name } = thing.name;
  if (server !== undefined) redaction.name(server, 'server');
  if (database !== undefined) redaction.name(database, 'db');
  if (schema !== undefined) redaction.name(schema, 'schema');
  redaction.name(name, 'object');
}

/** The names that a world shows. */
function namesOf(world: World): readonly (readonly [string, string])[] {
  const { login, user, database, originalLogin, loginToken, userToken } = viewOf(world);
  const principals = [
    login,
    user,
    originalLogin,
    ...[...(loginToken ?? []), ...(userToken ?? [])].map(({ name }) => name),
  ];
  return [
    ...(database === null ? [] : [[database, 'db'] as const]),
    ...principals.flatMap((name) => (name === null || name.startsWith('S-1-') ? [] : [[name, 'principal'] as const])),
  ];
}

function answers({ step }: Located, redaction: Redaction): readonly string[] {
  const told = step.paths.map(({ before, outcome }) =>
    redaction.sentence([showWorld(before), outcomeWords(outcome).long, ...reasonsOf(outcome, before)].join(' | ')),
  );
  return told.length > 0 ? [...new Set(told)].map((line) => `- ${line}`) : ['- it never runs'];
}

function knownOf(world: World, redaction: Redaction): readonly string[] {
  const cite: Cite = (statement) => ({ text: statement.kind.replaceAll('_', ' ').toUpperCase(), line: undefined });
  const { loginToken, userToken } = viewOf(world);
  const rows = (list: typeof loginToken): string =>
    (list ?? []).map(({ name, type, usage }) => `${name} (${type}, ${usage})`).join('; ') || 'not known';
  const database = world.catalog.databases.get(world.database);
  return [
    ...framesInWords(world, cite).map((frame) => `- frame ${frame}`),
    `- login token: ${rows(loginToken)}`,
    `- user token: ${rows(userToken)}`,
    ...(database
      ? [
          `- ${database.name}: knowledge ${database.knowledge}, TRUSTWORTHY ${database.trustworthy ?? 'not known'}, DB_CHAINING ${database.chaining ?? 'not known'}`,
        ]
      : []),
  ].map((line) => redaction.sentence(line));
}

function tidy(text: string): string {
  return `${text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n')
    .trim()};`;
}
