/** A name as a statement writes it, and what it stands for there: what definitions, references and renames are made of. */
import type { Space as Made } from '../../engine/names/made';
import type { Name } from '../../text/name';
import type { Span } from '../../text/span';

/** The spaces of names: in each of them one name stands for one thing. */
export type Space =
  | Exclude<Made, 'key'>
  | 'certificate'
  | 'asymmetric key'
  | 'symmetric key'
  | 'assembly'
  /** A job of SQL Server Agent. */
  | 'job';

/** What is done with the thing. `asks`: whether it is there, by a function or a view of the system. */
export type Act = 'declares' | 'changes' | 'renames' | 'drops' | 'uses' | 'asks';

/** What a declaration makes. */
export type Sort =
  | 'login'
  | 'server role'
  | 'user'
  | 'role'
  | 'application role'
  | 'schema'
  | 'database'
  | 'table'
  | 'view'
  | 'synonym'
  | 'sequence'
  | 'type'
  | 'queue'
  | 'service'
  | 'certificate'
  | 'asymmetric key'
  | 'symmetric key'
  | 'assembly'
  | 'procedure'
  | 'function'
  | 'trigger'
  | 'job';

export interface Mention {
  /** The last part of the name alone, with its delimiters; from the statement's start. */
  readonly span: Span;
  /** The name is only a part of the span: the last one of a name in a literal, or the literal that ends a clause. */
  readonly within?: 'literal' | 'clause';
  readonly space: Space;
  readonly name: Name;
  readonly schema?: Name | undefined;
  /** The database that is written before the name, or in which the statement looks. */
  readonly database?: Name | undefined;
  /** The name alone is asked for, in whichever schema. */
  readonly anySchema?: true;
  readonly act: Act;
  readonly sort?: Sort;
  /**
   * The name is written for something else and means this, too: CREATE USER amy is for the login amy, and makes a schema
   * where sp_adduser does.
   */
  readonly implied?: true;
  /** It says who runs something, or connects: of a login without a user, and of a user without a login, the other name counts. */
  readonly who?: true;
  /** The thing is started by it: a module that is called, a job, what activates a procedure. */
  readonly call?: true;
  /** Which triggers of the table are fired. */
  readonly fires?: readonly ('INSERT' | 'UPDATE' | 'DELETE')[];
  /** The one behind it: the login or key of a user, what a synonym stands for. From the statement's start. */
  readonly behind?: Span;
  /** It comes from Windows or a directory, which gives it its name. */
  readonly foreign?: true;
}

/** The spaces of the whole server: the database does not count. */
export const ofServer: ReadonlySet<Space> = new Set<Space>(['server principal', 'database', 'job']);
