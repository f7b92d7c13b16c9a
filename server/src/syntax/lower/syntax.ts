/**
 * A statement's part of the tree as plain values: what the lowering functions read. Offsets count from the statement's
 * start. A statement inside it stands as one node without children; what became of it is `inner`.
 */
import type { Span } from '../../text/span';
import type { Body, Statement } from '../statement';

export interface Syntax {
  readonly type: string;
  readonly named: boolean;
  readonly field: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly children: readonly Syntax[];
  /** The text of the statement that this node belongs to. */
  readonly source: string;
  readonly inner: Statement | undefined;
}

/** The text of a node. A copy, so that a name does not keep the whole script in memory. */
export function textOf(node: Syntax): string {
  return owned(node.source.slice(node.start, node.end));
}

/** A string that shares no memory with a longer one. */
export function owned(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

export function spanOf(node: Syntax): Span {
  return { start: node.start, end: node.end };
}

/** The leaves below a node, in their order. */
export function leaves(node: Syntax): readonly Syntax[] {
  return node.children.length === 0 ? [node] : node.children.flatMap(leaves);
}

export function field(node: Syntax, name: string): Syntax | undefined {
  return node.children.find((child) => child.field === name);
}

export function fields(node: Syntax, name: string): readonly Syntax[] {
  return node.children.filter((child) => child.field === name);
}

/** The first child of a type. Keywords are nodes of a type in upper case, as 'SELECT'. */
export function child(node: Syntax, type: string): Syntax | undefined {
  return node.children.find((one) => one.type === type);
}

export function children(node: Syntax, type: string): readonly Syntax[] {
  return node.children.filter((one) => one.type === type);
}

export function has(node: Syntax, type: string): boolean {
  return node.children.some((one) => one.type === type);
}

/** The statements below a node, in order, at any depth outside other statements. */
export function bodyOf(node: Syntax | undefined): Body {
  if (!node) return [];
  if (node.inner) return [{ offset: node.start, node: node.inner }];
  return node.children.flatMap((one) => (one.inner || one.children.length > 0 ? bodyOf(one) : []));
}

/** Where the node's text ends when its closing semicolons do not count. */
export function contentEnd(node: Syntax): number {
  if (node.inner) return node.start + node.inner.span.end;
  for (let index = node.children.length - 1; index >= 0; index--) {
    const last = node.children[index]!;
    if (last.type === ';' || last.start === last.end) continue;
    return contentEnd(last);
  }
  return node.end;
}
