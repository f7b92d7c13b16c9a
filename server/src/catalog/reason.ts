/**
 * Why something is not known: the fact that is missing, in a clause ("whether dbo.t exists is not known"), and what kind
 * of fact it is, which says how it could be supplied. Equal reasons are the same object.
 */
import { interner } from '../text/intern';

/** The kind of a missing fact. */
export type Lack =
  /** What nobody declared: a principal, an object, a database, a permission. */
  | 'declaration'
  /** An option of the server or of a database. */
  | 'setting'
  /** It depends on the path taken. */
  | 'path'
  /** A value that is known at run time only: of a variable, of rows, of a text that is put together. */
  | 'value'
  /** Where the script starts, and as whom: a setting says it, or a default. */
  | 'start'
  /** What a statement changed of which not everything is known. */
  | 'unseen'
  /** Who calls the module. */
  | 'caller'
  /** What only the Windows domain knows. */
  | 'windows'
  /** What the server does is not documented, or not imitated. */
  | 'model'
  /** What another server, an assembly or a file answers. */
  | 'remote'
  /** The statement was not understood. */
  | 'syntax'
  /** It would take too much work to follow. */
  | 'effort';

export interface Reason {
  readonly lack: Lack;
  readonly text: string;
}

const reasons = interner<Reason>();

/** The reason with this text. */
export function lacking(lack: Lack, text: string): Reason {
  return reasons(`${lack}\u0001${text}`, () => ({ lack, text }));
}

export const databaseNotKnown: Reason = lacking('declaration', 'the database is not known');
