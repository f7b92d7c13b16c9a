/** CREATE and ALTER of assemblies. */
import type { CreateAssembly } from '../statements/modules';
import type { Base } from './base';
import { namedAt, namedAtOr, nameOf, upper } from './names';
import { field, fields, type Syntax, textOf } from './syntax';

export function createAssembly(node: Syntax, base: Base): CreateAssembly {
  const owner = field(node, 'owner');
  const from = fromOf(node);
  const set = permissionSet(node);
  return {
    ...base,
    kind: node.type === 'alter_assembly' ? 'alter_assembly' : 'create_assembly',
    name: namedAtOr(field(node, 'name'), node),
    ...(owner ? { owner: namedAt(owner) } : {}),
    ...(from ? { from } : {}),
    ...(set ? { permissionSet: set } : {}),
  };
}

function fromOf(node: Syntax): CreateAssembly['from'] {
  const elements = field(node, 'options')?.children ?? [];
  const start = elements.findIndex(
    (one, at) => upper(one) === 'FROM' && (at === 0 || upper(elements[at - 1]!) !== 'FILE'),
  ); // not ADD FILE FROM
  const source = fields(node, 'from')[0] ?? (start < 0 ? undefined : elements[start + 1]);
  if (!source) return undefined;
  if (source.type === 'string') return { kind: 'file', path: nameOf(source) };
  if (source.type === 'variable') return { kind: 'variable', name: textOf(source) };
  return source.type === 'binary' ? { kind: 'binary', text: textOf(source) } : { kind: 'other' };
}

function permissionSet(node: Syntax): CreateAssembly['permissionSet'] {
  const written = field(node, 'options');
  const elements = written?.children ?? [];
  const at = elements.findIndex((one) => upper(one) === 'PERMISSION_SET');
  const value = at < 0 ? '' : upper(elements[at + 2] ?? elements[at]!);
  return value === 'SAFE' || value === 'EXTERNAL_ACCESS' || value === 'UNSAFE' ? value : undefined;
}
