/** The grammar as its tests use it: the committed wasm, without the product around it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Language, type Node, Parser, type Tree } from 'web-tree-sitter';

export const grammarFolder = path.resolve(__dirname, '../../syntaxes/tree-sitter-tsql');

let language: Promise<Language> | undefined;

/** The compiled grammar, loaded once. */
export function grammarLanguage(): Promise<Language> {
  language ??= Parser.init().then(() => Language.load(readFileSync(path.join(grammarFolder, 'tree-sitter-tsql.wasm'))));
  return language;
}

/** A parser of its own. */
export async function grammarParser(): Promise<Parser> {
  const grammar = await grammarLanguage();
  const parser = new Parser();
  parser.setLanguage(grammar);
  return parser;
}

interface NodeType {
  readonly type: string;
  readonly subtypes?: readonly { readonly type: string }[];
}

const openModules = ['create_procedure', 'alter_procedure', 'create_trigger', 'alter_trigger'];

/** The node types that are statements. */
export const statementTypes: ReadonlySet<string> = new Set([
  ...(JSON.parse(readFileSync(path.join(grammarFolder, 'src/node-types.json'), 'utf8')) as NodeType[])
    .find(({ type }) => type === 'statement')!
    .subtypes!.map(({ type }) => type),
  ...openModules,
]);

/** The statements directly in a node. */
export function statementsIn(node: Node): Node[] {
  return node.namedChildren.filter((child) => statementTypes.has(child.type));
}

/** The statements of all batches, nested ones left out. */
export function topStatements(tree: Tree): Node[] {
  return tree.rootNode.namedChildren.filter(({ type }) => type === 'batch').flatMap(statementsIn);
}

/** A file of the grammar's tests with one statement a line. */
export function linesOf(file: string): string[] {
  return readFileSync(path.join(grammarFolder, 'test', file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.replaceAll('\\n', '\n'));
}
