/**
 * Which methods SQL Server starts: those with an attribute that says so, those that EXTERNAL NAME names, and those that
 * rows and user-defined types need. The namespace alone says nothing: clients use it, too.
 */

import type { Routine } from './flow/model';
import { type Attribute, type Method, methodsOf, type TypeDeclaration } from './model';
import { routinesOf, type Sources } from './sources';

export interface EntryPoint extends Routine {
  readonly kind: 'procedure' | 'function' | 'table function' | 'trigger' | 'aggregate' | 'type' | 'rows';
  /** The attribute that makes it one; undefined: T-SQL names it. */
  readonly attribute: Attribute | undefined;
  /** Whether it says that it reads data. */
  readonly readsData: boolean;
}

/** What EXTERNAL NAME says. */
export interface ExternalName {
  readonly assembly: string;
  readonly type: string;
  readonly method: string;
}

export function entryPoints(sources: Sources, named: readonly ExternalName[]): readonly EntryPoint[] {
  const found: EntryPoint[] = [];
  const add = (one: EntryPoint): void => {
    if (!found.some(({ method }) => method === one.method)) found.push(one);
  };
  for (const [type, parts] of sources.types)
    for (const part of parts) for (const one of ofType(sources, type, part.type)) add(one);
  for (const { type, method } of named)
    for (const routine of routinesNamed(sources, type, method))
      add({ ...routine, kind: 'procedure', attribute: undefined, readsData: true });
  return found;
}

/** The methods that EXTERNAL NAME means. */
export function routinesNamed(sources: Sources, type: string, method: string): readonly Routine[] {
  const exact = sources.types.has(type) ? type : undefined;
  return exact === undefined
    ? []
    : routinesOf(sources, exact, method).filter(({ method: one }) => one.kind === 'method');
}

/** Whether a file may hold an entry point, by its text alone. */
export function mayHoldEntry(text: string): boolean {
  return /\[[^\]]*\bSql(Procedure|Function|Trigger|UserDefinedAggregate|UserDefinedType)\b/.test(text);
}

const ofMethods: Readonly<Record<string, EntryPoint['kind']>> = {
  SqlProcedure: 'procedure',
  SqlFunction: 'function',
  SqlTrigger: 'trigger',
};

function ofType(sources: Sources, type: string, declaration: TypeDeclaration): readonly EntryPoint[] {
  const whole = declaration.attributes.find(({ name }) => /^SqlUserDefined(Aggregate|Type)$/.test(name));
  return methodsOf(declaration).flatMap(({ member: method }): readonly EntryPoint[] => {
    const attribute = method.attributes.find(({ name }) => name in ofMethods);
    if (attribute) return ofMethod(sources, { type, method }, attribute);
    if (!whole || !isCalled(whole, method)) return [];
    const kind = whole.name === 'SqlUserDefinedAggregate' ? 'aggregate' : 'type';
    const own = method.attributes.find(({ name }) => name === 'SqlMethod');
    return [{ type, method, kind, attribute: own ?? whole, readsData: own ? readsData(own) : false }];
  });
}

/** The methods of an aggregate or a type that the server calls. */
function isCalled(whole: Attribute, { kind, name, modifiers }: Method): boolean {
  if (whole.name === 'SqlUserDefinedAggregate') return /^(Init|Accumulate|Merge|Terminate|Read|Write)$/.test(name);
  return modifiers.has('public') && kind !== 'finalizer' && kind !== 'constructor';
}

function ofMethod(sources: Sources, routine: Routine, attribute: Attribute): readonly EntryPoint[] {
  const kind = ofMethods[attribute.name] ?? 'procedure';
  const rows = textOf(attribute, 'FillRowMethodName');
  const own: EntryPoint = {
    ...routine,
    kind: rows === undefined ? kind : 'table function',
    attribute,
    readsData: attribute.name === 'SqlFunction' ? readsData(attribute) : true,
  };
  if (rows === undefined) return [own];
  const filling = routinesOf(sources, routine.type, rows).filter(({ method }) => method.kind === 'method');
  return [own, ...filling.map((one): EntryPoint => ({ ...one, kind: 'rows', attribute, readsData: false }))];
}

function readsData(attribute: Attribute): boolean {
  return attribute.arguments.some(
    ({ name, value }) =>
      (name === 'DataAccess' || name === 'SystemDataAccess') && value.kind === 'member' && value.name === 'Read',
  );
}

/** What an attribute says under a name, where it is a text. */
export function textOf(attribute: Attribute, asked: string): string | undefined {
  const found = attribute.arguments.find(({ name }) => name === asked)?.value;
  if (found?.kind === 'text') return found.value;
  const [given] = found?.kind === 'call' ? found.arguments : []; // nameof(FillRow)
  if (given?.value.kind === 'name') return given.value.name;
  return given?.value.kind === 'member' ? given.value.name : undefined;
}

/** Parameters that hold more than 8,000 bytes. */
export function largeParameters({ parameters }: Method): readonly string[] {
  return parameters.flatMap(({ name, type, attributes }) => {
    const facet = attributes.find((one) => one.name === 'SqlFacet');
    const size = facet?.arguments.find((one) => one.name === 'MaxSize')?.value;
    const isMax = size?.kind === 'other' || size?.kind === 'not'; // -1
    return isMax || /^(System\.Data\.SqlTypes\.)?Sql(Chars|Bytes|Xml)$/.test(type) ? [name] : [];
  });
}
