/** The EXECUTE AS clause of a module: written again, left out, made definite; its signature made again. */
import { userName } from '../../engine/session/identity';
import { makingIn } from '../../engine/start/hidden';
import type { Script, StatementOf } from '../../syntax/statement';
import { textOf } from '../../syntax/walk';
import { sameName } from '../../text/name';
import { type Edit, type Maker, oneFix, type Target } from './fix';
import { afterBatch, newlineOf } from './places';

/** The clause that ALTER dropped. */
export const clauseAgain: Maker = ({ analysed, step, offset }) => {
  const { statement } = step;
  if (statement.kind !== 'create_module') return [];
  const clauses = new Set(
    step.paths.flatMap(({ facts }) => facts.flatMap((fact) => (fact.kind === 'clause-dropped' ? [fact.was] : []))),
  );
  const [clause] = clauses;
  if (clauses.size !== 1 || clause === undefined || /^'\?'$|^UNKNOWN$/.test(clause)) return [];
  return oneFix(`Keep EXECUTE AS ${clause}`, 'likely', withClause(analysed.script.text, statement, offset, clause));
};

/**
 * The edits that give a module a clause that it has not. Its options begin behind its parameters, of a trigger behind
 * its table.
 */
export function withClause(
  text: string,
  module: StatementOf<'create_module'>,
  offset: number,
  clause: string,
): readonly Edit[] | undefined {
  const on = module.trigger?.on;
  const from = Math.max(
    module.name.span.end,
    module.parameters.at(-1)?.span.end ?? 0,
    on?.kind === 'object' ? on.name.span.end : 0,
  );
  const header = blanked(text.slice(offset + from, offset + module.header.end));
  const at = (index: number): Edit['span'] => ({ start: offset + from + index, end: offset + from + index });
  const options = /\bWITH\b/i.exec(header);
  if (options) return [{ span: at(options.index + 'WITH'.length), text: ` EXECUTE AS ${clause},` }];
  const next = module.type === 'trigger' ? /\b(AFTER|FOR|INSTEAD)\b/i : /\bFOR\s+REPLICATION\b|\bAS\b(?=\s*$)/i;
  const found = next.exec(header);
  if (!found && module.type !== 'function') return undefined;
  const index = found?.index ?? header.trimEnd().length;
  const written = `WITH EXECUTE AS ${clause}`;
  return [{ span: at(index), text: found ? `${written} ` : ` ${written}` }];
}

/** The same length, with blanks for comments. */
function blanked(text: string): string {
  return text.replace(/--[^\r\n]*|\/\*[\s\S]*?\*\//g, (comment) => ' '.repeat(comment.length));
}

/** A module without its clause, which says nothing or is refused. */
export const withoutClause: Maker = ({ analysed, step: { statement }, offset }) => {
  if (statement.kind !== 'create_module' || !statement.executeAs) return [];
  const { text } = analysed.script;
  const { span, kind } = statement.executeAs;
  const title = `Remove EXECUTE AS ${kind === 'named' ? 'the user' : kind.toUpperCase()}`;
  const start = offset + span.start;
  const end = offset + span.end;
  const comma = /^\s*,\s*/.exec(text.slice(end));
  if (comma) return oneFix(title, 'sure', [{ span: { start, end: end + comma[0].length }, text: '' }]);
  const left = /(\s*,|\s*\bWITH)\s*$/i.exec(text.slice(offset, start));
  if (!left) return [];
  return oneFix(title, 'sure', [{ span: { start: offset + left.index, end }, text: '' }]);
};

/** SELF as the user that it stands for now, or as the owner. */
export const insteadOfSelf: Maker = ({ step: { statement, paths }, offset }) => {
  if (statement.kind !== 'create_module' || statement.executeAs?.kind !== 'self') return [];
  const { span } = statement.executeAs;
  const at = { start: offset + span.start, end: offset + span.end };
  const names = new Set(
    paths.map(({ before }) => {
      const name = userName(before);
      return name.kind === 'known' ? name.name : undefined;
    }),
  );
  const [name] = names;
  const named = names.size === 1 && name !== undefined && statement.trigger?.on.kind !== 'server';
  return [
    ...(named
      ? oneFix(`Name the user that it is now, '${name}'`, 'choice', [
          { span: at, text: `EXECUTE AS '${name.replaceAll("'", "''")}'` },
        ])
      : []),
    ...(statement.trigger && statement.trigger.on.kind !== 'object'
      ? []
      : oneFix('Run as the owner', 'choice', [{ span: at, text: 'EXECUTE AS OWNER' }])),
  ];
};

/** The signatures that an ALTER dropped, behind its batch, as the scripts made them before. */
export const signatureAgain: Maker = (target) => {
  const { analysed, step, offset } = target;
  const { statement } = step;
  if (statement.kind !== 'create_module') return [];
  const made = [...new Set(signaturesOf(target, statement))];
  if (made.length === 0) return [];
  const { text } = analysed.script;
  const newline = newlineOf(text);
  const { at, hasGo } = afterBatch(analysed.script, offset);
  const lines = made.map((one) => `${one};${newline}`).join('');
  const isBegun = at === 0 || /[\r\n]$/.test(text.slice(0, at));
  const before = `${isBegun ? '' : newline}${hasGo ? '' : `GO${newline}`}`;
  const after = hasGo ? `GO${newline}` : '';
  return oneFix('Sign the module again', 'sure', [{ span: { start: at, end: at }, text: `${before}${lines}${after}` }]);
};

function signaturesOf({ analysed, offset, finding }: Target, module: StatementOf<'create_module'>): readonly string[] {
  const own = addedIn(analysed.script, module, offset);
  const found =
    own.length > 0 ? own : [...analysed.included, ...analysed.others].flatMap((one) => addedIn(one, module));
  // one that is no longer there when the module is altered is none that was lost
  return found.filter(({ keys }) => keys.every((key) => finding.message.includes(key))).map(({ text }) => text);
}

function addedIn(
  script: Script,
  module: StatementOf<'create_module'>,
  before = Number.MAX_SAFE_INTEGER,
): readonly { readonly text: string; readonly keys: readonly string[] }[] {
  return [...makingIn(script)].flatMap(({ node, offset }) =>
    offset < before &&
    node.kind === 'signature' &&
    node.action === 'add' &&
    node.by.every(({ blob }) => !blob) &&
    sameName(node.module.name, module.name.name) &&
    sameName(node.module.schema ?? 'dbo', module.name.schema ?? 'dbo')
      ? [{ text: textOf(script, node, offset), keys: node.by.map(({ name }) => name.name) }]
      : [],
  );
}
