/** The C# files that belong together, and what a name in them means: types and their methods. */

import { idOf } from '../text/intern';
import { memo } from '../text/memo';
import type { Routine } from './flow/model';
import {
  type CSharpFile,
  type Field,
  type Member,
  type Method,
  membersByName,
  methodsOf,
  type TypeDeclaration,
} from './model';

export interface Sources {
  readonly files: readonly CSharpFile[];
  /** The parts of a type, by its full name. */
  readonly types: ReadonlyMap<string, readonly PlacedType[]>;
  /** Full names by simple names. */
  readonly named: ReadonlyMap<string, readonly string[]>;
  /** Where each member stands. */
  readonly places: ReadonlyMap<Method, Place>;
}

export interface PlacedType {
  readonly file: CSharpFile;
  readonly type: TypeDeclaration;
}

export interface Place {
  readonly file: CSharpFile;
  readonly type: TypeDeclaration;
  readonly offset: number;
}

export function sourcesOf(files: readonly CSharpFile[]): Sources {
  const types = new Map<string, PlacedType[]>();
  const named = new Map<string, string[]>();
  const places = new Map<Method, Place>();
  for (const file of files) {
    for (const type of file.types) {
      const parts = types.get(type.fullName);
      if (parts) parts.push({ file, type });
      else {
        types.set(type.fullName, [{ file, type }]);
        named.set(type.name, [...(named.get(type.name) ?? []), type.fullName]);
      }
      for (const { offset, member } of methodsOf(type)) places.set(member, { file, type, offset });
    }
  }
  return { files, types, named, places };
}

/** The full name of a type as code in another type writes it; undefined: it is none of these, or not the only one. */
export function typeNamed(sources: Sources, written: string, from: string): string | undefined {
  const name = written.replace(/<.*$/s, '').replace(/\?$/, '');
  if (sources.types.has(name)) return name;
  const inner = `${from}+${name}`;
  if (sources.types.has(inner)) return inner;
  const found = sources.named.get(name.replace(/^.*[.+]/s, '')) ?? [];
  const near = found.filter((one) => namespaceOf(one) === namespaceOf(from));
  const meant = near.length > 0 ? near : found;
  return meant.length === 1 ? meant[0] : undefined;
}

function namespaceOf(fullName: string): string {
  return fullName.replace(/\.?[^.]*$/s, '');
}

/** The methods of a type and of its bases in the workspace, the type's own first. */
export function routinesOf(
  sources: Sources,
  type: string,
  name: string,
  seen: ReadonlySet<string> = new Set(),
): readonly Routine[] {
  const parts = sources.types.get(type) ?? [];
  const own = parts.flatMap((part) =>
    (membersByName(part.type).get(name) ?? []).flatMap((member) =>
      member.kind === 'field' ? [] : [{ type, method: member }],
    ),
  );
  if (own.length > 0 || seen.has(type)) return own;
  const met = new Set([...seen, type]);
  for (const base of parts.flatMap((part) => part.type.bases)) {
    const full = typeNamed(sources, base, type);
    const found = full === undefined ? [] : routinesOf(sources, full, name, met);
    if (found.length > 0) return found;
  }
  return [];
}

/** A method that so many arguments call; undefined: there is none, or it is not known which. */
export function routineFor(
  sources: Sources,
  type: string,
  name: string,
  given: number,
  kind: Method['kind'] = 'method',
): Routine | undefined {
  const all = routinesOf(sources, type, name).filter(({ method }) => method.kind === kind);
  const fitting = all.filter(({ method: { parameters } }) => {
    const rest = parameters.at(-1)?.modifiers.has('params');
    return rest ? given >= parameters.length - 1 : given <= parameters.length;
  });
  const exact = fitting.filter(({ method }) => method.parameters.length === given);
  const meant = exact.length > 0 ? exact : fitting;
  return meant.length === 1 ? meant[0] : undefined;
}

export function fieldOf(sources: Sources, type: string, name: string): Field | undefined {
  for (const part of sources.types.get(type) ?? [])
    for (const member of membersByName(part.type).get(name) ?? []) if (member.kind === 'field') return member;
  return undefined;
}

/** A text that differs where names mean something else: which types and members there are, and what fields hold. */
export const shapeOf = memo((sources: Sources): string =>
  [...sources.types]
    .map(
      ([name, parts]) =>
        `${name}:${parts.flatMap(({ type }) => type.bases).join()}{${parts.flatMap(({ type }) => type.members.map(({ member }) => memberShape(member))).join()}}`,
    )
    .join(),
);

const memberShape = memo((member: Member): string =>
  member.kind === 'field'
    ? `${member.name}#${idOf(member)}`
    : `${member.kind} ${member.name}(${member.parameters.length}) ${member.modifiers.has('static')}`,
);
