/**
 * Takes the names out of scripts and sentences: the same name gets the same stand-in everywhere, what is no word of the
 * language goes.
 */
import { fold } from '../../text/name';
import { reservedWords } from '../../text/reserved';

/** Words of statements about contexts and permissions that could be names as well, types, and what every server has. */
const known: ReadonlySet<string> = new Set(
  `activation after algorithm always application assembly asymmetric at auditing authenticate caller catch certificate
  chaining connect containment context contract control cookie counter cryptographic db_chaining db_datareader
  db_datawriter db_ddladmin db_owner db_securityadmin dbo decryption default_database default_schema definition disable
  drop enable encryption event external_access force go guest impersonate include information_schema instead locate
  login logon manager mapped master max member message model move msdb name no none nocount object off only output
  owner partial password permission_set policy provider queue receive recompile recursive_triggers remove result returns
  role route row rows sa safe schemabinding securityadmin self send server serveradmin service session setupadmin
  signature sid source state status subject symmetric synonym sysadmin sys target tempdb throw time timeout trustworthy
  try type unmask unsafe using view_definition windows xact_abort without next value sequence
  bigint binary bit char cursor date datetime datetime2 decimal float image int money nchar ntext numeric nvarchar real
  smallint sql_variant sysname text tinyint uniqueidentifier varbinary varchar xml
  suser_name suser_sname suser_id suser_sid user_name user_id original_login system_user session_user current_user
  is_member is_rolemember is_srvrolemember has_perms_by_name db_name db_id object_id schema_name schema_id isnull
  coalesce count sum min max quotename concat cast convert`.split(/\s+/),
);

const isKept = (word: string): boolean =>
  known.has(word.toLowerCase()) || reservedWords.has(word.toLowerCase()) || /^(?:sp|xp|fn|sys)_/i.test(word);

export class Redaction {
  readonly #aliases = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** The stand-in of a name; `kind` begins it where it is new. */
  name(name: string, kind = 'name'): string {
    if (isKept(name) || name === '') return name;
    const key = fold(name);
    const alias = this.#aliases.get(key);
    if (alias !== undefined) return alias;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const made = `${kind}${count}`;
    this.#aliases.set(key, made);
    return made;
  }

  /** A script without its comments, names and values. */
  script(text: string): string {
    return text.replace(
      /--[^\n]*|\/\*[\s\S]*?\*\/|\[((?:[^\]]|\]\])+)\]|"((?:[^"]|"")+)"|(N?)'((?:[^']|'')*)'|0x[\da-f]+|[@#$]*[\p{L}_][\p{L}\p{N}_@#$]*|\d[\d.]*/giu,
      (piece, bracketed?: string, quoted?: string, national?: string, string?: string) => {
        const delimited = bracketed ?? quoted;
        if (delimited !== undefined) return this.name(delimited.replaceAll(']]', ']'));
        if (string !== undefined) return `${national}'${this.#inString(string)}'`;
        if (piece.startsWith('--') || piece.startsWith('/*')) return '';
        if (/^0x/i.test(piece)) return '0x00';
        if (/^\d/.test(piece)) return piece.length > 3 ? '0' : piece;
        const [, sign = '', word = piece] = /^([@#$]*)(.*)$/s.exec(piece) ?? [];
        return `${sign}${sign === '@@' ? word : this.name(word, sign === '@' ? 'variable' : 'name')}`;
      },
    );
  }

  /** A string may be a name, or a script itself. */
  #inString(text: string): string {
    const own = this.#aliases.get(fold(text));
    return own ?? this.script(text.replaceAll("''", "'")).replaceAll("'", "''");
  }

  /** A sentence of ours, in which names stand that have a stand-in already. */
  sentence(text: string): string {
    const names = [...this.#aliases].sort(([a], [b]) => b.length - a.length);
    if (names.length === 0) return text;
    const pattern = names.map(([name]) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
    return text.replace(new RegExp(`(?<![\\p{L}\\p{N}_])(?:${pattern})(?![\\p{L}\\p{N}_])`, 'giu'), (name) =>
      this.name(name),
    );
  }
}
