/** Procedures, functions, views, triggers, assemblies. */
import type { Name } from '../../text/name';
import type { Span } from '../../text/span';
import type { Expression, NamedAt, ObjectName } from '../expression';
import type { Body, StatementBase } from '../statement';

export type ModuleStatement = CreateModule | CreateAssembly;

/** CREATE, ALTER or CREATE OR ALTER of a procedure, function, view or trigger. */
export interface CreateModule extends StatementBase {
  readonly kind: 'create_module';
  readonly action: 'create' | 'alter' | 'create_or_alter';
  readonly type: 'procedure' | 'function' | 'view' | 'trigger';
  readonly name: ObjectName;
  /** The span of everything before the body: what a reader calls the header. */
  readonly header: Span;
  readonly number?: number;
  readonly parameters: readonly Parameter[];
  readonly executeAs?: ModuleContext;
  readonly schemaBinding: boolean;
  readonly native: boolean;
  /** CLR: AS EXTERNAL NAME assembly.class.method. */
  readonly external?: ExternalName;
  /** Functions only. */
  readonly returns?: 'scalar' | 'inline' | 'table';
  /** Triggers only. */
  readonly trigger?: TriggerShape;
  readonly body: Body;
  /** Its text is not known, only its header: a snapshot of a server left it out. */
  readonly textUnknown?: true;
}

export interface ExternalName {
  readonly assembly: Name;
  /** With its namespace. */
  readonly type?: Name;
  readonly method?: Name;
  /** From the assembly to the method. */
  readonly span: Span;
}

export type ModuleContext =
  | { readonly kind: 'caller' | 'self' | 'owner'; readonly span: Span }
  | { readonly kind: 'named'; readonly span: Span; readonly name: Name };

export interface Parameter {
  readonly span: Span;
  readonly name: Name; // with @
  readonly type: string;
  readonly initial?: Expression;
  readonly output: boolean;
}

export interface TriggerShape {
  readonly on:
    | { readonly kind: 'object'; readonly name: ObjectName }
    | { readonly kind: 'database' }
    | { readonly kind: 'server' };
  readonly timing: 'after' | 'instead_of';
  /** Upper case: 'INSERT', 'CREATE_TABLE', 'DDL_DATABASE_LEVEL_EVENTS', 'LOGON'. */
  readonly events: readonly string[];
}

export interface CreateAssembly extends StatementBase {
  readonly kind: 'create_assembly' | 'alter_assembly';
  readonly name: NamedAt;
  readonly owner?: NamedAt;
  readonly from?:
    | { readonly kind: 'file'; readonly path?: string }
    | { readonly kind: 'binary'; readonly text: string }
    | { readonly kind: 'variable'; readonly name: Name }
    | { readonly kind: 'other' };
  readonly permissionSet?: 'SAFE' | 'EXTERNAL_ACCESS' | 'UNSAFE';
}
