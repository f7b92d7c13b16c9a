/**
 * C# as plain values, as far as the managed side asks for it: types, their members, statements, expressions. Spans of what
 * is in a member count from the member's start, so a member that an edit leaves alone is the same object wherever it moves.
 */
import { memo } from '../text/memo';
import type { Span } from '../text/span';

export interface CSharpFile {
  readonly file: string;
  readonly text: string;
  /** The namespaces that it uses. */
  readonly usings: readonly string[];
  readonly types: readonly TypeDeclaration[];
}

export interface TypeDeclaration {
  readonly name: string;
  /** With its namespace, and the types around it, as EXTERNAL NAME spells it: `A.B.Outer+Inner`. */
  readonly fullName: string;
  readonly bases: readonly string[];
  readonly attributes: readonly Attribute[];
  readonly span: Span;
  readonly nameSpan: Span;
  readonly members: readonly PlacedMember[];
}

export interface PlacedMember {
  /** Where the declaration starts, in the file. */
  readonly offset: number;
  /** How long the declaration is. */
  readonly length: number;
  readonly member: Member;
}

export type Member = Method | Field;

export interface Method {
  readonly kind: 'method' | 'constructor' | 'getter' | 'setter' | 'finalizer';
  readonly name: string;
  readonly modifiers: ReadonlySet<string>;
  readonly attributes: readonly Attribute[];
  readonly parameters: readonly Parameter[];
  /** As it is written; empty for a constructor. */
  readonly returns: string;
  readonly span: Span;
  readonly nameSpan: Span;
  /** Undefined: it is abstract, partial or of another library. */
  readonly body: Block | undefined;
  /** Whether not all of it could be read. */
  readonly broken: boolean;
}

export interface Field {
  readonly kind: 'field';
  readonly name: string;
  readonly type: string;
  readonly modifiers: ReadonlySet<string>;
  readonly span: Span;
  readonly initial: Expression | undefined;
}

export interface Attribute {
  /** Without its namespace and without `Attribute`. */
  readonly name: string;
  readonly span: Span;
  readonly arguments: readonly { readonly name: string | undefined; readonly value: Expression }[];
}

export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly modifiers: ReadonlySet<string>;
  readonly attributes: readonly Attribute[];
}

export interface Block extends Span {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
}

export type Statement =
  | Block
  | (Span & {
      readonly kind: 'local';
      readonly type: string;
      readonly using: boolean;
      readonly variables: readonly Variable[];
    })
  | (Span & { readonly kind: 'expression'; readonly value: Expression })
  | (Span & {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly yes: Statement;
      readonly no: Statement | undefined;
    })
  | (Span & {
      readonly kind: 'loop';
      /** Before the first round: the variables of `for`, what `foreach` goes through. */
      readonly first: readonly Statement[];
      /** Undefined: only BREAK ends it, or the end of a list does. */
      readonly condition: Expression | undefined;
      /** Whether the condition is looked at behind the first round only. */
      readonly late: boolean;
      /** Whether it may end without a condition: the list of a `foreach` does. */
      readonly ends: boolean;
      readonly each: Variable | undefined;
      readonly body: Statement;
      readonly update: readonly Expression[];
    })
  | (Span & { readonly kind: 'switch'; readonly value: Expression; readonly sections: readonly Section[] })
  | (Span & {
      readonly kind: 'try';
      readonly body: Block;
      readonly handlers: readonly Handler[];
      readonly last: Block | undefined;
    })
  | (Span & { readonly kind: 'using'; readonly resource: Statement; readonly body: Statement })
  | (Span & { readonly kind: 'inner'; readonly value: Expression | undefined; readonly body: Statement })
  | (Span & { readonly kind: 'return'; readonly value: Expression | undefined })
  | (Span & { readonly kind: 'throw'; readonly value: Expression | undefined })
  | (Span & { readonly kind: 'break' | 'continue' | 'goto' | 'stop' })
  | (Span & { readonly kind: 'yield'; readonly value: Expression })
  | (Span & { readonly kind: 'function'; readonly name: string; readonly function: Lambda });

export interface Variable extends Span {
  readonly name: string;
  readonly type: string;
  readonly initial: Expression | undefined;
}

export interface Section {
  readonly isDefault: boolean;
  readonly statements: readonly Statement[];
}

export interface Handler {
  /** Whether an exception may pass it by: it names a type, or has a filter. */
  readonly some: boolean;
  readonly filter: Expression | undefined;
  readonly body: Block;
}

export interface Lambda extends Span {
  readonly kind: 'lambda';
  readonly parameters: readonly Parameter[];
  readonly async: boolean;
  readonly body: Block | Expression;
}

export type Expression =
  | Lambda
  | (Span & { readonly kind: 'name'; readonly name: string })
  | (Span & { readonly kind: 'this' })
  | (Span & {
      readonly kind: 'member';
      readonly target: Expression;
      readonly name: string;
      readonly conditional: boolean;
    })
  | (Span & { readonly kind: 'call'; readonly function: Expression; readonly arguments: readonly Argument[] })
  | (Span & {
      readonly kind: 'new';
      /** Empty: what the place asks for. */
      readonly type: string;
      readonly arguments: readonly Argument[];
      readonly sets: readonly Expression[];
    })
  | (Span & {
      readonly kind: 'assign';
      readonly left: Expression;
      readonly operator: string;
      readonly right: Expression;
    })
  | (Span & {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    })
  | (Span & { readonly kind: 'not'; readonly value: Expression })
  | (Span & { readonly kind: 'isNull'; readonly value: Expression; readonly negated: boolean })
  | (Span & { readonly kind: 'is'; readonly value: Expression; readonly variable: string | undefined })
  | (Span & {
      readonly kind: 'choice';
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    })
  | (Span & { readonly kind: 'await'; readonly value: Expression })
  | (Span & { readonly kind: 'cast'; readonly type: string; readonly value: Expression })
  | (Span & { readonly kind: 'text'; readonly value: string })
  | (Span & { readonly kind: 'interpolated'; readonly parts: readonly (string | Expression)[] })
  | (Span & { readonly kind: 'number'; readonly text: string })
  | (Span & { readonly kind: 'null' | 'true' | 'false' })
  | (Span & { readonly kind: 'declares'; readonly name: string; readonly type: string })
  | (Span & { readonly kind: 'throws'; readonly value: Expression })
  | (Span & { readonly kind: 'other'; readonly parts: readonly Expression[] });

export interface Argument {
  readonly name: string | undefined;
  readonly out: boolean;
  readonly value: Expression;
}

export interface PlacedMethod {
  readonly offset: number;
  readonly member: Method;
}

/** The methods of a type. */
export const methodsOf = memo((type: TypeDeclaration): readonly PlacedMethod[] =>
  type.members.flatMap(({ offset, member }) => (member.kind === 'field' ? [] : [{ offset, member }])),
);

/** The members of a type by their names. */
export const membersByName = memo((type: TypeDeclaration): ReadonlyMap<string, readonly Member[]> => {
  const found = new Map<string, Member[]>();
  for (const { member } of type.members) {
    const met = found.get(member.name);
    if (met) met.push(member);
    else found.set(member.name, [member]);
  }
  return found;
});
