/**
 * Reads C#. This room alone knows the grammar and its trees; what leaves it are plain values. A parse never fails, and a
 * member that an edit leaves alone is the same object. The grammar is loaded when somebody asks for a reader, and only then.
 */
import { Language, Parser, type Tree, type TreeCursor } from 'web-tree-sitter';
import { startedWith } from '../../syntax/cursor';
import { difference } from '../../text/difference';
import { pointAt } from '../../text/points';
import type { CSharpFile, Member, PlacedMember, TypeDeclaration } from '../model';
import { attributesOf } from './attributes';
import { membersOf } from './members';
import { type CSharpNode, child, field, type Lowering, named, nodeAt, textOf } from './node';
import { blockOf } from './statements';
import { withMember } from './typing';

/** The bytes of the two wasm files, which only a door can read. */
export interface CSharpGrammarFiles {
  readonly runtime: Uint8Array;
  readonly language: Uint8Array;
}

export interface CSharpReader {
  /** A file from its text; asked again for a file, at the price of the change. */
  read(file: string, text: string): CSharpFile;
  forget(file: string): void;
  /** How many members have been lowered so far. */
  readonly lowered: number;
}

const parts: Lowering = { block: blockOf, attributes: attributesOf };

interface Kept {
  readonly read: CSharpFile;
  /** The tree of an earlier text, and that text; only of a file that is being typed. */
  readonly tree: Tree | undefined;
  readonly treeText: string;
  readonly members: ReadonlyMap<string, readonly Member[]>;
}

export async function createCSharpReader(files: CSharpGrammarFiles): Promise<CSharpReader> {
  await Parser.init(startedWith(files.runtime));
  const parser = new Parser().setLanguage(await Language.load(files.language));
  const kept = new Map<string, Kept>();
  let lowered = 0;
  const lower: Reading['lower'] = (node) => {
    lowered++;
    return membersOf(node);
  };
  return {
    read(file, text) {
      const old = kept.get(file);
      if (old?.read.text === text) return old.read;
      const grown = old && withMember(old.read, text, (own) => memberAlone(parser, own, lower));
      if (grown) {
        kept.set(file, { ...old, read: grown });
        return grown;
      }
      const tree = parse(parser, text, old);
      old?.tree?.delete();
      const lowering: Reading = { text, known: old?.members ?? new Map(), members: new Map(), lower };
      const read = { file, text, ...fileOf(tree, lowering) };
      if (!old) tree.delete();
      kept.set(file, { read, tree: old && tree, treeText: text, members: lowering.members });
      return read;
    },
    forget(file) {
      kept.get(file)?.tree?.delete();
      kept.delete(file);
    },
    get lowered() {
      return lowered;
    },
  };
}

/**
 * The members that a declaration makes that is parsed by itself; undefined: the text is not one declaration, or may be
 * something else where it stands.
 */
function memberAlone(parser: Parser, own: string, lower: Reading['lower']): readonly Member[] | undefined {
  if (/^[ \t]*#/m.test(own)) return undefined;
  const head = 'class C{';
  const text = `${head}${own}}`;
  const tree = parser.parse(text);
  if (!tree) return undefined;
  const cursor = tree.walk();
  let found: readonly Member[] | undefined;
  const isOne = onlyChild(cursor, 'class_declaration') && bodyOf(cursor) && onlyDeclaration(cursor, head.length);
  if (isOne && cursor.endIndex === text.length - 1) found = lower(nodeAt(cursor, own, head.length, parts));
  cursor.delete();
  tree.delete();
  return found;
}

function onlyChild(cursor: TreeCursor, type: string): boolean {
  if (!cursor.gotoFirstChild() || cursor.nodeType !== type) return false;
  if (!cursor.gotoNextSibling()) return true;
  return false;
}

function bodyOf(cursor: TreeCursor): boolean {
  if (!cursor.gotoFirstChild()) return false;
  do if (cursor.nodeType === 'declaration_list') return true;
  while (cursor.gotoNextSibling());
  return false;
}

/** Goes to the one declaration between the braces. */
function onlyDeclaration(cursor: TreeCursor, start: number): boolean {
  if (!cursor.gotoFirstChild() || !cursor.gotoNextSibling()) return false;
  if (cursor.startIndex !== start || !/_declaration$/.test(cursor.nodeType) || typeNodes.has(cursor.nodeType))
    return false;
  if (!cursor.gotoNextSibling() || cursor.nodeType !== '}') return false;
  return cursor.gotoPreviousSibling();
}

function parse(parser: Parser, text: string, old: Kept | undefined): Tree {
  const edit = old?.tree && difference(old.treeText, text);
  if (old?.tree && edit) {
    const start = pointAt(old.treeText, edit.start, { row: 0, column: 0 }, 0);
    old.tree.edit({
      startIndex: edit.start,
      oldEndIndex: edit.oldEnd,
      newEndIndex: edit.newEnd,
      startPosition: start,
      oldEndPosition: pointAt(old.treeText, edit.oldEnd, start, edit.start),
      newEndPosition: pointAt(text, edit.newEnd, start, edit.start),
    } as Parameters<Tree['edit']>[0]);
  }
  const tree = parser.parse(text, edit ? old?.tree : undefined);
  if (!tree) throw new Error('a parse without a limit ended early');
  return tree;
}

interface Reading {
  readonly text: string;
  /** Members of the earlier version, by their text. */
  readonly known: ReadonlyMap<string, readonly Member[]>;
  readonly members: Map<string, readonly Member[]>;
  readonly lower: (node: CSharpNode) => readonly Member[];
}

function fileOf(tree: Tree, lowering: Reading): Pick<CSharpFile, 'usings' | 'types'> {
  const cursor = tree.walk();
  const usings: string[] = [];
  const types: TypeDeclaration[] = [];
  walk(cursor, lowering, { prefix: '', usings, types });
  cursor.delete();
  return { usings, types };
}

interface Around {
  /** What stands before the name of a type: `A.B.` or `A.B.Outer+`. */
  readonly prefix: string;
  readonly usings: string[];
  readonly types: TypeDeclaration[];
}

const typeNodes: ReadonlySet<string> = new Set([
  'class_declaration',
  'struct_declaration',
  'interface_declaration',
  'record_declaration',
]);

/** Looks at the declarations below the node at the cursor. */
function walk(cursor: TreeCursor, lowering: Reading, around: Around): void {
  if (!cursor.gotoFirstChild()) return;
  let nested = around;
  do {
    const type = cursor.nodeType;
    if (type === 'using_directive') around.usings.push(usingOf(here(cursor, lowering.text)));
    else if (type === 'file_scoped_namespace_declaration')
      nested = { ...around, prefix: `${around.prefix}${namespaceOf(cursor, lowering.text)}.` };
    else if (type === 'namespace_declaration')
      walkBody(cursor, lowering, { ...around, prefix: `${around.prefix}${namespaceOf(cursor, lowering.text)}.` });
    else if (typeNodes.has(type)) typeAt(cursor, lowering, nested);
    else if (/^preproc_|^declaration_list$/.test(type)) walk(cursor, lowering, nested);
  } while (cursor.gotoNextSibling());
  cursor.gotoParent();
}

function walkBody(cursor: TreeCursor, lowering: Reading, around: Around): void {
  walk(cursor, lowering, around);
}

function here(cursor: TreeCursor, text: string): CSharpNode {
  return nodeAt(cursor, text, 0, parts);
}

function usingOf(node: CSharpNode): string {
  const parts = named(node);
  return parts.length > 0 ? textOf(parts.at(-1)!).replace(/\s+/g, '') : '';
}

/** The name of the namespace at the cursor: only its head is read. */
function namespaceOf(cursor: TreeCursor, text: string): string {
  let name = '';
  if (cursor.gotoFirstChild()) {
    do if (cursor.currentFieldName === 'name') name = text.slice(cursor.startIndex, cursor.endIndex);
    while (name === '' && cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return name.replace(/\s+/g, '');
}

/** A type, and the types in it. */
function typeAt(cursor: TreeCursor, lowering: Reading, around: Around): void {
  const { text } = lowering;
  const span = { start: cursor.startIndex, end: cursor.endIndex };
  const head: CSharpNode[] = [];
  const members: PlacedMember[] = [];
  const nested: TypeDeclaration[] = [];
  let name = '';
  let nameSpan = span;
  if (cursor.gotoFirstChild()) {
    do {
      if (cursor.nodeType === 'declaration_list') {
        collect(cursor, lowering, { ...around, prefix: `${around.prefix}${name}+`, types: nested }, members);
        continue;
      }
      const node = here(cursor, text);
      if (node.field === 'name') {
        name = textOf(node);
        nameSpan = { start: node.start, end: node.end };
      }
      head.push(node);
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  const whole: CSharpNode = {
    type: '',
    named: true,
    field: undefined,
    ...span,
    children: head,
    source: text,
    lowering: parts,
  };
  const bases = child(whole, 'base_list');
  around.types.push(
    {
      name,
      fullName: `${around.prefix}${name}`,
      bases: bases ? named(bases).map((one) => textOf(field(one, 'type') ?? one)) : [],
      attributes: attributesOf(whole),
      span,
      nameSpan,
      members,
    },
    ...nested,
  );
}

function collect(cursor: TreeCursor, lowering: Reading, around: Around, members: PlacedMember[]): void {
  if (!cursor.gotoFirstChild()) return;
  do {
    const type = cursor.nodeType;
    if (typeNodes.has(type)) typeAt(cursor, lowering, around);
    else if (/^preproc_(if|elif|else)/.test(type)) collect(cursor, lowering, around, members);
    else if (/_declaration$/.test(type)) {
      const offset = cursor.startIndex;
      const length = cursor.endIndex - offset;
      for (const member of lowered(cursor, lowering, around.prefix)) members.push({ offset, length, member });
    }
  } while (cursor.gotoNextSibling());
  cursor.gotoParent();
}

/** The members that a declaration in a type makes: those of the earlier version, where its text is the same. */
function lowered(cursor: TreeCursor, { text, known, members, lower }: Reading, type: string): readonly Member[] {
  const own = text.slice(cursor.startIndex, cursor.endIndex);
  const key = `${type}|${own}`;
  const found = known.get(key) ?? lower(nodeAt(cursor, own, cursor.startIndex, parts));
  members.set(key, found);
  return found;
}
