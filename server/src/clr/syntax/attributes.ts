/** Lowers attributes: `[SqlProcedure(Name = "x")]`. */
import type { Attribute } from '../model';
import { expression } from './expressions';
import { type CSharpNode, child, field, named, textOf } from './node';

/** Those that stand before a declaration. */
export function attributesOf(node: CSharpNode): readonly Attribute[] {
  return node.children
    .filter(({ type }) => type === 'attribute_list')
    .flatMap((list) => named(list).filter(({ type }) => type === 'attribute'))
    .map((one) => ({
      name: textOf(field(one, 'name') ?? one)
        .replace(/^.*[.:]/s, '')
        .replace(/Attribute$/, ''),
      span: { start: one.start, end: one.end },
      arguments: named(child(one, 'attribute_argument_list') ?? { ...one, children: [] }).map((argument) => {
        const name = field(argument, 'name');
        const value = named(argument).find((part) => part !== name) ?? argument;
        return { name: name && textOf(name), value: expression(value) };
      }),
    }));
}
