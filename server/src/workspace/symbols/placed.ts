/** The names in a script, each at its place and with the database in which it is looked for. */

import { stageOf } from '../../syntax/stage';
import type { Script } from '../../syntax/statement';
import { type Folded, fold, isTemplate, type Name } from '../../text/name';
import type { Span } from '../../text/span';
import { type Maker, makerOf } from './maker';
import type { Mention } from './mention';
import { ofServer } from './mention';
import { ownMentions } from './own';
import { placesIn } from './parts';
import type { Source, Written } from './written';

export interface PlacedMention extends Omit<Mention, 'span' | 'within' | 'behind' | 'database'> {
  readonly script: Script;
  /** Of the name alone, with its delimiters, in the script. */
  readonly span: Span;
  /** Undefined: it belongs to no database, or to one that is not known. */
  readonly database: Folded | undefined;
  /** Whether the statement says the database itself. */
  readonly isDatabaseWritten: boolean;
  /** The schema in which a name without one is looked for first: that of the module that holds it. */
  readonly home: Name | undefined;
  /** In how many strings it stands. */
  readonly depth: number;
  /** How it is written: a name or literal of the language, or a value in a comment that sets the stage. */
  readonly style: 'code' | 'header';
  /** Where the statement starts that writes it, and where its module does. */
  readonly statementAt: number;
  readonly maker: Maker | undefined;
  /** Undefined: it stands in no module. */
  readonly moduleAt: number | undefined;
  readonly job: Name | undefined;
  /** Where the name stands of what is behind it. */
  readonly behindAt: number | undefined;
  /** Of a whole declaration: from its first letter to its last. */
  readonly whole: Span;
}

/** The names in a script, in the order of its text. */
export function mentionsOf(script: Script, written: readonly Written[]): readonly PlacedMention[] {
  return [...namedIn(script, written), ...inHeaders(script)].sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
  );
}

/** Those that statements write. */
export function namedIn(script: Script, written: readonly Written[]): readonly PlacedMention[] {
  return written.flatMap((one) => ownMentions(one.meant).flatMap((mention) => placed(script, one, mention)));
}

function placed(script: Script, written: Written, mention: Mention): readonly PlacedMention[] {
  const { source, offset, statement, module, moduleAt, job } = written;
  const { span, within, behind, database, ...rest } = mention;
  const inner = narrowed(source, { start: span.start + offset, end: span.end + offset }, within);
  const isServers = isServerTrigger(written, mention);
  const here = { start: source.at(inner.start, 'start'), end: source.at(inner.end, 'end') };
  if (here.end <= here.start || mention.name === '') return [];
  return [
    {
      ...rest,
      script,
      span: here,
      database: ofServer.has(mention.space) || isServers ? undefined : whereOf(database, written),
      home: module?.name.schema ?? (module && 'dbo'),
      isDatabaseWritten: database !== undefined || isServers,
      depth: within === 'literal' ? source.depth + 1 : source.depth,
      style: 'code',
      statementAt: source.at(offset, 'start'),
      maker: makerOf(statement),
      moduleAt: module && moduleAt,
      job,
      behindAt: behind && source.at(behind.start + offset, 'start'),
      whole: {
        start: source.at(offset + statement.span.start, 'start'),
        end: source.at(offset + statement.span.end, 'end'),
      },
    },
  ];
}

function whereOf(database: Name | undefined, written: Written): Folded | undefined {
  if (database === undefined) return written.database;
  return isTemplate(database) ? undefined : fold(database);
}

function isServerTrigger({ statement }: Written, { space }: Mention): boolean {
  if (space !== 'trigger') return false;
  switch (statement.kind) {
    case 'create_module':
      return statement.trigger?.on.kind === 'server';
    case 'drop':
    case 'enable_trigger':
    case 'disable_trigger':
      return statement.on?.kind === 'server';
    default:
      return false;
  }
}

function narrowed({ text }: Source, span: Span, within: Mention['within']): Span {
  if (within === undefined) return span;
  const written = text.slice(span.start, span.end);
  if (within === 'clause') {
    const found = /(?:N?'(?:[^']|'')*'|\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|[^\s='"[\]]+)\s*$/i.exec(written);
    if (!found) return span;
    return { start: span.start + found.index, end: span.start + found.index + found[0].trimEnd().length };
  }
  const open = written.search(/['"]/) + 1;
  const part = placesIn(written.slice(open, -1)).at(-1);
  return part ? { start: span.start + open + part.start, end: span.start + open + part.end } : span;
}

/** `--# session: login=amy db=shop`. */
function inHeaders(script: Script): readonly PlacedMention[] {
  return stageOf(script).sessions.flatMap(({ span, login, database }) => {
    const text = script.text.slice(span.start, span.end);
    const value = (field: string): Span | undefined => {
      const found = new RegExp(`\\b${field}=('(?:[^']|'')*'|\\S+)`).exec(text);
      const end = found && span.start + found.index + found[0].length;
      return end ? { start: end - found[1]!.length, end } : undefined;
    };
    const named = (
      space: Mention['space'],
      name: string | undefined,
      at: Span | undefined,
    ): readonly PlacedMention[] =>
      name === undefined || !at
        ? []
        : [
            {
              script,
              span: at,
              space,
              name,
              act: 'uses',
              who: true,
              database: undefined,
              isDatabaseWritten: false,
              home: undefined,
              depth: 0,
              style: 'header',
              statementAt: span.start,
              maker: undefined,
              moduleAt: undefined,
              job: undefined,
              behindAt: undefined,
              whole: span,
            },
          ];
    return [...named('server principal', login, value('login')), ...named('database', database, value('db'))];
  });
}
