/**
 * The grammar, loaded: the parsers of the program and what the numbers in its trees mean. Only syntax/ knows
 * web-tree-sitter.
 */
import { Language, Parser } from 'web-tree-sitter';
import { startedWith } from './cursor';

/** The bytes of the two wasm files, which only a door can read. */
export interface GrammarFiles {
  /** web-tree-sitter.wasm */
  readonly runtime: Uint8Array;
  /** tree-sitter-tsql.wasm */
  readonly language: Uint8Array;
}

export interface Grammar {
  /** A parser for one text. Whoever is done with it gives it back. */
  takeParser(): Parser;
  giveBack(parser: Parser): void;
  /** Node types and field names by their numbers in the tree. */
  readonly types: readonly string[];
  readonly fields: readonly (string | undefined)[];
  readonly isNamed: readonly boolean[];
  /** What a reader of a tree does with the nodes of a type, by its number. */
  readonly roles: readonly NodeRole[];
  /** The types of nodes that are statements. */
  readonly statements: ReadonlySet<string>;
}

/** Makes the parsers ready. */
export async function loadGrammar(files: GrammarFiles): Promise<Grammar> {
  await Parser.init(startedWith(files.runtime));
  const language = await Language.load(files.language);
  const idle: Parser[] = [];
  const newParser = (): Parser => new Parser().setLanguage(language);
  const types = language.types.map((type) => type ?? '');
  const isNamed = types.map((_, id) => language.nodeTypeIsNamed(id));
  const statements = statementTypes(language);
  return {
    takeParser: () => idle.pop() ?? newParser(),
    giveBack: (parser) => void idle.push(parser),
    types,
    fields: language.fields.map((field) => field ?? undefined),
    isNamed,
    roles: types.map((type, id) => (isNamed[id] ? roleOf(type, statements) : 'word')),
    statements,
  };
}

/**
 * A statement is read by itself, a leaf has nothing in it that is read, a word is a keyword or a sign; any other node is
 * a part with parts.
 */
export type NodeRole = 'skipped' | 'word' | 'leaf' | 'part' | 'statement';

function roleOf(type: string, statements: ReadonlySet<string>): NodeRole {
  if (skipped.has(type)) return 'skipped';
  if (statements.has(type) || enclosedParts.has(type)) return 'statement';
  return leaves.has(type) ? 'leaf' : 'part';
}

const skipped: ReadonlySet<string> = new Set(['comment', 'line_comment', 'sqlcmd_line', 'go']);
const leaves: ReadonlySet<string> = new Set([
  'identifier',
  'bracketed_identifier',
  'quoted_identifier',
  'variable',
  'pseudo_column',
  'string',
  'number',
  'money',
  'binary',
  'null',
  'default',
  'on_action',
]);

/** Modules whose body reaches to the end of the batch: the grammar allows them only as a batch's last statement. */
const openModules = ['create_procedure', 'alter_procedure', 'create_trigger', 'alter_trigger'];

/** The grammar lists its other statements as the subtypes of `statement`. */
function statementTypes(language: Language): ReadonlySet<string> {
  const statement = language.supertypes.find((id) => language.nodeTypeForId(id) === 'statement');
  if (statement === undefined) throw new Error('the grammar has no supertype "statement"');
  return new Set([...language.subtypes(statement).map((id) => language.nodeTypeForId(id) ?? ''), ...openModules]);
}

/**
 * Nodes that are lowered to a statement of their own though the server does not count them as one: the call of INSERT
 * ... EXEC.
 */
export const enclosedParts: ReadonlySet<string> = new Set(['execute_source', 'execute_string_source']);
