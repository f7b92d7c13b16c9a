/**
 * Renames what the scripts of the workspace make: principals, certificates and keys, modules. Refused, with a reason,
 * where it is not certain that all places are found: half a rename is worse than none.
 */
import { fixedDatabaseRoleRights, fixedServerRoleRights } from '../../catalog/generated/fixed-roles';
import { shortNames } from '../../engine/start/script-names';
import type { Script } from '../../syntax/statement';
import { lineIndex } from '../../text/line-index';
import { fold } from '../../text/name';
import { shownName } from '../../text/shown-name';
import type { Span } from '../../text/span';
import { symbolsOf } from '../../workspace/symbols/index';
import type { Sort } from '../../workspace/symbols/mention';
import type { PlacedMention } from '../../workspace/symbols/placed';
import type { Workspace } from '../../workspace/workspace';
import { leftoverIn } from './leftovers';
import { spellingOf } from './respell';
import { type Asked, declaringAmong, isDeclaring, type Symbol, symbolAt } from './symbol';

export interface Refused {
  readonly refused: string;
}

export interface Prepared {
  /** The name without its delimiters. */
  readonly span: Span;
  readonly name: string;
}

export interface Renamed {
  readonly edits: readonly { readonly script: Script; readonly span: Span; readonly text: string }[];
}

/** What the door knows besides: whether a script may be written, and is there for one project only. */
export type MayWrite = (uri: string) => 'yes' | 'not a file of the workspace' | 'part of several projects';

/** What is renamed at an offset, or why it can't be. */
export function* prepareRename(
  workspace: Workspace,
  asked: Asked,
  offset: number,
  mayWrite: MayWrite,
): Generator<undefined, Prepared | Refused> {
  const found = yield* renamable(workspace, asked, offset, mayWrite);
  if ('refused' in found) return found;
  const { mention } = found;
  const { open, close } = spellingOf(mention)!;
  return {
    span: { start: mention.span.start + open.length, end: mention.span.end - close.length },
    name: mention.name,
  };
}

/** The edits that give it another name, or why there are none. */
export function* rename(
  workspace: Workspace,
  asked: Asked,
  offset: number,
  { to, mayWrite }: { readonly to: string; readonly mayWrite: MayWrite },
): Generator<undefined, Renamed | Refused> {
  const found = yield* renamable(workspace, asked, offset, mayWrite);
  if ('refused' in found) return found;
  const wrong = wrongName(to);
  if (wrong) return { refused: wrong };
  const { mention, same } = found;
  if (isShared(mention.name) !== isShared(to) && mention.space === 'object')
    return {
      refused: 'What begins with sp_ is found from every database where it is made in master; other names are not.',
    };
  if (fold(to) !== fold(mention.name)) {
    const taken = declaringAmong(yield* symbolsOf(workspace).named(mention.space, to, asked.script));
    const key = found.keyOf(mention);
    const there = taken.find((one) => found.keyOf(one) === key);
    if (there) return { refused: `${placeOf(there.script, there.span)} makes ${shownName(to)} already.` };
  }
  return { edits: same.flatMap((one) => editOf(one, to)) };
}

function* renamable(
  workspace: Workspace,
  asked: Asked,
  offset: number,
  mayWrite: MayWrite,
): Generator<undefined, Symbol | Refused> {
  const symbol = yield* symbolAt(workspace, asked, offset);
  if (!symbol) return { refused: 'Only principals, certificates, keys and modules can be renamed, at their names.' };
  const because = wrongThing(symbol) ?? wrongPlace(workspace, symbol, mayWrite) ?? namedBySettings(workspace, symbol);
  if (because) return { refused: because };
  const { mention, same } = symbol;
  const symbols = symbolsOf(workspace);
  const other = yield* namedAsOther(workspace, asked, mention);
  if (other) return { refused: `${placeOf(other.script, other.span)} may mean it by that name.` };
  for (const script of symbols.scripts(asked.script)) {
    yield;
    const left = leftoverIn(symbols, script, mention.name, same);
    if (left) {
      const [file] = shortNames([left.script.uri]);
      return { refused: `Not all places are certain: line ${left.line} of ${file}: ${left.because}.` };
    }
  }
  return symbol;
}

/** A login without a user is known by its name in a database, and a user without a login by its own on the server. */
function* namedAsOther(
  workspace: Workspace,
  asked: Asked,
  { space, name }: PlacedMention,
): Generator<undefined, PlacedMention | undefined> {
  if (space !== 'principal' && space !== 'server principal') return undefined;
  const other = space === 'principal' ? 'server principal' : 'principal';
  const named = yield* symbolsOf(workspace).named(other, name, asked.script);
  const made = new Set(named.filter(isDeclaring).map(({ database }) => database));
  return named.find((one) => one.who && !made.has(one.database));
}

const renamableSorts: ReadonlySet<Sort> = new Set<Sort>([
  'login',
  'server role',
  'user',
  'role',
  'application role',
  'certificate',
  'asymmetric key',
  'symmetric key',
  'procedure',
  'function',
  'view',
  'trigger',
]);

function wrongThing({ mention, isKnown, same, unsure, others, keyOf }: Symbol): string | undefined {
  const name = shownName(mention.name);
  if (!isKnown) return `It is not known which ${name} is meant: the database, or the schema, is not known here.`;
  const made = declaringAmong(same).filter(({ act, implied }) => act === 'declares' && !implied);
  if (made.length === 0) return `No script of the workspace makes ${name}.`;
  const odd = made.find(({ sort }) => sort === undefined || !renamableSorts.has(sort));
  if (odd) return `Only principals, certificates, keys and modules can be renamed; ${name} is none of them.`;
  if (made.some(({ foreign }) => foreign)) return `${name} has its name from Windows or a directory.`;
  const [doubtful] = unsure;
  if (doubtful) return `${placeOf(doubtful.script, doubtful.span)} may mean this ${name} or another one.`;
  const madeElsewhere = new Set(others.filter(isDeclaring).map((one) => keyOf(one)));
  const homeless = others.find((one) => !madeElsewhere.has(keyOf(one)));
  if (homeless)
    return `${placeOf(homeless.script, homeless.span)} may mean this ${name}: no script makes another one there.`;
  if (made.some((one) => one.name.includes('\\') && isPrincipal(one))) return `${name} has its name from Windows.`;
  if (made.some((one) => isPrincipal(one) && fixedNames.has(fold(one.name)))) return `${name} is the server's own.`;
  const renames = same.find(({ act }) => act === 'renames');
  if (renames) return `${placeOf(renames.script, renames.span)} gives ${name} another name on the server.`;
  return undefined;
}

function isPrincipal({ space }: PlacedMention): boolean {
  return space === 'principal' || space === 'server principal';
}

const fixedNames: ReadonlySet<string> = new Set(
  ['dbo', 'guest', 'sys', 'INFORMATION_SCHEMA', 'public', 'sa']
    .concat(
      fixedDatabaseRoleRights.map(([role]) => role),
      fixedServerRoleRights.map(([role]) => role),
    )
    .map(fold),
);

function wrongPlace(workspace: Workspace, { mention, same }: Symbol, mayWrite: MayWrite): string | undefined {
  for (const one of same) {
    const may = mayWrite(one.script.uri);
    if (may !== 'yes') return `${placeOf(one.script, one.span)} names it, and that is ${may}.`;
    if (!spellingOf(one))
      return `${placeOf(one.script, one.span)} puts the name ${shownName(mention.name)} together from parts.`;
    if (isMeantTwice(workspace, one)) return `${placeOf(one.script, one.span)} uses the name for something else, too.`;
  }
  return undefined;
}

function namedBySettings(workspace: Workspace, { mention }: Symbol): string | undefined {
  if (mention.space !== 'server principal') return undefined;
  const wanted = fold(mention.name);
  const { login, assumed } = workspace.stage;
  const isSaid =
    (!assumed?.login && fold(login) === wanted) ||
    workspace.scripts().some(({ starts }) => starts?.login !== undefined && fold(starts.login) === wanted);
  return isSaid ? `The settings name ${shownName(mention.name)} as a login that runs scripts.` : undefined;
}

/** Whether the same letters stand for another thing, too, of which that cannot be said apart. */
function isMeantTwice(workspace: Workspace, mention: PlacedMention): boolean {
  const { script, span, space, implied } = mention;
  if (implied) return !respelt(mention);
  return symbolsOf(workspace)
    .mentionsIn(script)
    .some((one) => one.implied && one.space !== space && one.span.start === span.start && !respelt(one));
}

/** CREATE USER amy: the user is for the login of its name, which can be said. */
function respelt({ space, script, statementAt }: PlacedMention): boolean {
  return space === 'server principal' && /^create\s+user\b/i.test(script.text.slice(statementAt, statementAt + 40));
}

function editOf(mention: PlacedMention, to: string): Renamed['edits'] {
  const { script, span, implied, act, behindAt, space } = mention;
  const spelt = spellingOf(mention);
  if (!spelt) return [];
  const old = script.text.slice(span.start, span.end);
  const written = spelt.write(to);
  if (implied) return [{ script, span: { start: span.end, end: span.end }, text: ` FOR LOGIN ${written}` }];
  const isNamedForLogin = space === 'principal' && act === 'declares' && behindAt === span.start;
  return [{ script, span, text: isNamedForLogin ? `${written} FOR LOGIN ${old}` : written }];
}

function isShared(name: string): boolean {
  return /^sp_/i.test(name);
}

function wrongName(name: string): string | undefined {
  if (name.trim() === '') return 'A name is needed.';
  return name.length > 128 ? 'A name has 128 characters at most.' : undefined;
}

function placeOf(script: Script, { start }: Span): string {
  return `Line ${lineIndex(script.text).at(start).line} of ${shortNames([script.uri])[0]}`;
}
