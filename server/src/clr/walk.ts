/** What stands inside a statement or an expression: the only place that knows it for all kinds. */
import type { Expression, Statement } from './model';

export type Node = Statement | Expression;

export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'block':
      return node.statements;
    case 'local':
      return node.variables.flatMap(({ initial }) => (initial ? [initial] : []));
    case 'expression':
    case 'yield':
    case 'not':
    case 'isNull':
    case 'is':
    case 'await':
    case 'cast':
    case 'throws':
      return [node.value];
    case 'return':
    case 'throw':
      return node.value ? [node.value] : [];
    case 'if':
      return [node.condition, node.yes, ...(node.no ? [node.no] : [])];
    case 'loop':
      return [...node.first, ...(node.condition ? [node.condition] : []), node.body, ...node.update];
    case 'switch':
      return [node.value, ...node.sections.flatMap(({ statements }) => statements)];
    case 'try': {
      const { handlers, last } = node;
      const caught = handlers.flatMap(({ filter, body }) => (filter ? [filter, body] : [body]));
      return [node.body, ...caught, ...(last ? [last] : [])];
    }
    case 'using':
      return [node.resource, node.body];
    case 'inner':
      return node.value ? [node.value, node.body] : [node.body];
    case 'function':
      return [node.function];
    case 'lambda':
      return [node.body];
    case 'member':
      return [node.target];
    case 'call':
      return [node.function, ...node.arguments.map(({ value }) => value)];
    case 'new':
      return [...node.arguments.map(({ value }) => value), ...node.sets];
    case 'assign':
    case 'binary':
      return [node.left, node.right];
    case 'choice':
      return [node.condition, node.yes, node.no];
    case 'interpolated':
      return node.parts.flatMap((part) => (typeof part === 'string' ? [] : [part]));
    case 'other':
      return node.parts;
    case 'break':
    case 'continue':
    case 'goto':
    case 'stop':
    case 'name':
    case 'this':
    case 'text':
    case 'number':
    case 'null':
    case 'true':
    case 'false':
    case 'declares':
      return [];
  }
}
