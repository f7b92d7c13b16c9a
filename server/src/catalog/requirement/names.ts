/**
 * What the first column of data/statement-permissions.tsv names: statement forms by their words, and system procedures.
 */

export type FormScope = 'SERVER' | 'DATABASE' | 'QUEUE';

export interface Form {
  /** Leading words in upper case: 'CREATE EVENT SESSION'. */
  readonly form: string;
  /** Of `... ON SERVER` and the like. */
  readonly scope?: FormScope;
}

const verbs =
  /^(ADD|ALTER|BACKUP|BEGIN|CLOSE|CREATE|DBCC|DROP|END|GET|KILL|MOVE|OPEN|RENAME|RESTORE|READTEXT|UPDATETEXT|WRITETEXT|CHECKPOINT|SHUTDOWN|RECONFIGURE)\b/;

/**
 * 'CREATE/DROP COLUMN MASTER KEY' is two forms, and so are 'CREATE XML INDEX / SELECTIVE XML INDEX' and 'DBCC TRACEON /
 * TRACEOFF'.
 */
export function formsOf(statement: string): readonly Form[] {
  if (!verbs.test(statement)) return [];
  const [verb = ''] = statement.split(/[ /]/);
  return statement.split(' / ').flatMap((part): readonly Form[] => {
    const scope = /\bON (?:ALL )?(SERVER|DATABASE|QUEUE)\b/.exec(part)?.[1] as FormScope | undefined;
    const plain = part
      .replace(/\s*\.\.\..*$/, '')
      .replace(/\s*\(.*$/, '')
      .trim();
    const [first = '', ...rest] = (verbs.test(plain) ? plain : `${verb} ${plain}`).split(' ');
    return first.split('/').map((one) => ({ form: [one, ...rest].join(' ').toUpperCase(), ...(scope && { scope }) }));
  });
}

/** 'sp_trace_create / setevent' is sp_trace_create and sp_trace_setevent; a star stands for any letters. */
export function proceduresOf(statement: string): {
  readonly names: readonly string[];
  readonly patterns: readonly RegExp[];
} {
  if (/^(GRANT|EXECUTE)/.test(statement)) return { names: [], patterns: [] };
  const names: string[] = [];
  const patterns: RegExp[] = [];
  let family = '';
  for (const match of statement.matchAll(
    /(?:^|[\s/(,.])((?:(?:sp|xp|sysmail)_[\w*]+)|(?<=\/ )[a-z]+(?:_[a-z]+)*(?=$| \/| \())/g,
  )) {
    const word = match[1]!.toLowerCase();
    if (/^(sp|xp|sysmail)_/.test(word)) family = word;
    const name = word === family || /^(sp|xp|sysmail)_/.test(word) ? word : `${familyOf(family, word)}${word}`;
    if (name.includes('*')) patterns.push(new RegExp(`^${name.replaceAll('*', '\\w*')}$`));
    else names.push(name);
  }
  return { names, patterns };
}

/** The part that a shortened name leaves out: of sp_query_store_force_plan before 'unforce_plan'. */
function familyOf(full: string, short: string): string {
  const parts = full.split('_');
  return `${parts.slice(0, Math.max(1, parts.length - short.split('_').length)).join('_')}_`;
}
