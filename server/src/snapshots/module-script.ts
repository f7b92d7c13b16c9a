/**
 * Modules of a snapshot: first each by its header, so that it is there whatever its text says; then its text, as an ALTER,
 * where it can be trusted: it bears the module's name of today, and its clause says as whom it runs.
 */
import { withoutText } from '../syntax/snapshot-mark';
import { bracket, fold } from '../text/name';
import type { ModulePart, ObjectPart, Trigger } from './model';
import { quoted, twoPart } from './words';

/** The types of sys.objects that are modules. */
const kinds: Readonly<Record<string, 'PROCEDURE' | 'FUNCTION' | 'VIEW' | 'TRIGGER'>> = {
  P: 'PROCEDURE',
  PC: 'PROCEDURE',
  X: 'PROCEDURE',
  RF: 'PROCEDURE',
  FN: 'FUNCTION',
  AF: 'FUNCTION',
  IF: 'FUNCTION',
  TF: 'FUNCTION',
  FS: 'FUNCTION',
  FT: 'FUNCTION',
  V: 'VIEW',
  TR: 'TRIGGER',
  TA: 'TRIGGER',
};

export function isModule({ type }: ObjectPart): boolean {
  return kinds[type] !== undefined;
}

export function moduleBatches(object: ObjectPart): readonly string[] {
  const kind = kinds[object.type]!;
  const name = twoPart(object.schema, object.name);
  const text = textOf(object.module, kind, object.name);
  return [`${withoutText}\nCREATE ${kind} ${name} ${stub(object)}`, ...(text === undefined ? [] : [text])];
}

/** A trigger of the database or the server. */
export function triggerBatches({ name, events, module }: Trigger, on: 'DATABASE' | 'ALL SERVER'): readonly string[] {
  const head = `CREATE TRIGGER ${bracket(name)} ON ${on}${clause(module)} FOR ${events.join(', ') || 'CREATE_TABLE'}`;
  const text = textOf(module, 'TRIGGER', name);
  return [`${withoutText}\n${head} AS RETURN;`, ...(text === undefined ? [] : [text])];
}

function stub(object: ObjectPart): string {
  const { schema, type, columns = [], parent, events = [], instead, module } = object;
  const run = clause(module);
  switch (type) {
    case 'FN':
    case 'AF':
    case 'FS':
      return `() RETURNS int${run} AS BEGIN RETURN 0; END;`;
    case 'IF':
      return '() RETURNS TABLE AS RETURN SELECT 1 AS [value];';
    case 'TF':
    case 'FT':
      return `() RETURNS @rows TABLE ([value] int)${run} AS BEGIN RETURN; END;`;
    case 'V':
      return `AS SELECT ${columns.map((one) => `1 AS ${bracket(one)}`).join(', ') || '1 AS [value]'};`;
    case 'TR':
    case 'TA':
      return `ON ${twoPart(schema, parent ?? '')}${run} ${instead ? 'INSTEAD OF' : 'AFTER'} ${events.join(', ') || 'INSERT'} AS RETURN;`;
    default:
      return `${run.trim()} AS RETURN;`;
  }
}

function clause(module: ModulePart | undefined): string {
  const runAs = module?.runAs ?? 'caller';
  if (runAs === 'caller') return '';
  return ` WITH EXECUTE AS ${runAs === 'owner' ? 'OWNER' : quoted(runAs.slice('user:'.length)).slice(1)}`;
}

/** The text as an ALTER; undefined: there is none, or it does not say what the server holds. */
function textOf(module: ModulePart | undefined, kind: string, name: string): string | undefined {
  const text = module?.text?.join('\n');
  if (!module || text === undefined) return undefined;
  if (module.quoted === false && text.includes('"')) return undefined;
  const head = header.exec(text);
  const [whole, before = '', what = '', written = ''] = head ?? [];
  if (whole === undefined || !kind.startsWith(what.toUpperCase()) || fold(plain(written)) !== fold(name))
    return undefined;
  const rest = resolved(text.slice(whole.length), module.runAs);
  return rest === undefined ? undefined : tame(`${before}ALTER ${what} ${nameAtEnd.exec(whole)?.[0] ?? ''}${rest}`);
}

const part = String.raw`(?:\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|[\p{L}_#@$][\p{L}\p{N}_#@$]*)`;
/** Comments, CREATE, the kind, the name with what is before its last part. */
const header = new RegExp(
  String.raw`^((?:\s|--[^\n]*(?:\n|$)|/\*(?:[^*]|\*(?!/))*\*/)*)CREATE\s+(?:OR\s+ALTER\s+)?(PROC(?:EDURE)?|FUNCTION|VIEW|TRIGGER)\s+(?:${part}\s*\.\s*)?(${part})`,
  'iu',
);
const nameAtEnd = new RegExp(String.raw`(?:${part}\s*\.\s*)?${part}$`, 'iu');

function plain(name: string): string {
  if (name.startsWith('[')) return name.slice(1, -1).replaceAll(']]', ']');
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}

/** SELF is whoever made the module: the server has kept the name. A clause with another name is out of date. */
function resolved(rest: string, runAs: string): string | undefined {
  if (!runAs.startsWith('user:')) return rest;
  const user = runAs.slice('user:'.length);
  const named = /EXEC(?:UTE)?\s+AS\s+N?'((?:[^']|'')*)'/i.exec(rest);
  if (named && fold((named[1] ?? '').replaceAll("''", "'")) === fold(user)) return rest;
  const self = /EXEC(?:UTE)?\s+AS\s+SELF\b/i;
  return self.test(rest) ? rest.replace(self, () => `EXECUTE AS '${user.replaceAll("'", "''")}'`) : undefined;
}

/** Lines that mean something to a client and nothing to the server. */
function tame(text: string): string {
  return text
    .replace(/^([ \t]*)--#/gm, '$1-- #')
    .replace(/^([ \t]*)GO(?=[ \t]*(?:\d+[ \t]*)?(?:--.*|;)?$)/gim, '$1_GO')
    .replace(/^([ \t]*)(:[a-z]+\b|!!)/gim, '$1 /**/$2')
    .replaceAll('$(', '$ (');
}
