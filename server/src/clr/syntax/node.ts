/** A part of a C# tree as plain values: what the lowering functions read. Offsets count from the member's start. */
import type { TreeCursor } from 'web-tree-sitter';
import type { Attribute, Block } from '../model';

/** How parts are lowered that stand in others of another kind: a block in a lambda, attributes of a parameter. */
export interface Lowering {
  block(node: CSharpNode): Block;
  attributes(node: CSharpNode): readonly Attribute[];
}

export interface CSharpNode {
  readonly type: string;
  readonly named: boolean;
  readonly field: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly children: readonly CSharpNode[];
  /** The text of the member that it belongs to. */
  readonly source: string;
  readonly lowering: Lowering;
}

/** The node at a cursor, with all below it but comments; the cursor comes back to where it was. */
export function nodeAt(cursor: TreeCursor, source: string, base: number, lowering: Lowering): CSharpNode {
  const children: CSharpNode[] = [];
  const { nodeType: type, nodeIsNamed: named, currentFieldName: field, startIndex, endIndex } = cursor;
  if (cursor.gotoFirstChild()) {
    do {
      if (cursor.nodeType !== 'comment') children.push(nodeAt(cursor, source, base, lowering));
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return {
    type,
    named,
    field: field ?? undefined,
    start: startIndex - base,
    end: endIndex - base,
    children,
    source,
    lowering,
  };
}

/** Whether something below could not be read, or is missing. */
export function isBroken(node: CSharpNode): boolean {
  return (
    node.type === 'ERROR' ||
    (node.start === node.end && node.children.length === 0 && node.type !== 'implicit_type') ||
    node.children.some(isBroken)
  );
}

export function textOf(node: CSharpNode): string {
  return node.source.slice(node.start, node.end);
}

export function field(node: CSharpNode, name: string): CSharpNode | undefined {
  return node.children.find((child) => child.field === name);
}

export function child(node: CSharpNode, type: string): CSharpNode | undefined {
  return node.children.find((one) => one.type === type);
}

export function named(node: CSharpNode): readonly CSharpNode[] {
  return node.children.filter((one) => one.named);
}

export function has(node: CSharpNode, type: string): boolean {
  return node.children.some((one) => one.type === type);
}
