/** The page of a rule, in Markdown: what the editor shows behind a finding's link, and what `docs/rules/` holds. */
import { textOfMessage } from '../catalog/messages';
import { samples } from '../rules/generated/samples';
import type { Group } from '../rules/list';
import { hasMessagePage, messagePage, messagePageName } from '../rules/message-pages';
import type { OwnRule } from '../rules/own-rules';
import type { Rule } from '../rules/rule';
import { fixesByRule } from './fixes/index';
import { placeInRulebook } from './rulebook';

/** The page of a rule, or of a problem of what is written for this tool. */
export function ownPage(rule: OwnRule): string {
  if (isRule(rule)) return rulePage(rule);
  return [`# ${rule.id}`, rule.summary, `Severity: ${rule.severity}.`, '## Why', rule.why, '## What to do', rule.advice]
    .join('\n\n')
    .concat('\n');
}

function isRule(rule: OwnRule): rule is Rule {
  return 'bad' in rule;
}

/** The page in the editor, which speaks of no rule of the rulebook. */
export function rulePage(rule: Rule): string {
  const numbers =
    rule.serverErrors.length > 0 ? ` The server answers with message ${rule.serverErrors.join(' or ')}.` : '';
  const fixes = fixesByRule.get(rule.id);
  const shown = rule.language === 'csharp' ? csharp : sql;
  return [
    `# ${rule.id}`,
    `${rule.summary}${numbers}`,
    `Severity: ${rule.severity}${rule.review ? ', in reviews' : ''}.${rule.version === undefined ? '' : ` For ${rule.version}.`}`,
    '## Why',
    rule.why,
    '## What to do',
    rule.advice,
    ...(fixes ? [`Quick fix: ${fixes.does}.`] : []),
    '## Found',
    ...(samples[rule.id] ?? rule.bad).map(shown),
    '## Not found',
    ...rule.good.map(shown),
  ]
    .join('\n\n')
    .concat('\n');
}

/** The page in `docs/rules/` of a problem of what is written for this tool. */
export function publishedOwnPage(rule: OwnRule): string {
  return `${ownPage(rule)}\n<!-- Made by \`npm run docs\` from server/src/rules/own-rules.ts. -->\n`;
}

/** The page in `docs/rules/`: it also leads to the rules of the rulebook that the problem rests on. */
export function publishedPage(rule: Rule): string {
  const links = rule.rulebook.map((id) => `[${id}](../rulebook/${placeInRulebook(id)})`);
  return [
    rulePage(rule),
    '## Rests on\n',
    `${links.join(', ')} of the [rulebook](../rulebook/README.md).\n`,
    '<!-- Made by `npm run docs` from server/src/rules. -->\n',
  ].join('\n');
}

/** The page of a message in `docs/rules/messages/`. */
export function publishedMessage(number: number): string {
  return `${messagePage(number)}\n<!-- Made by \`npm run docs\` from data/message-help.tsv. -->\n`;
}

/** The list of the messages that have a page. */
export function messageIndex(numbers: readonly number[]): string {
  const rows = numbers.map(
    (number) => `| [${number}](${number}.md) | ${textOfMessage(number).replaceAll('|', '\\|')} |`,
  );
  return [
    '# Messages of the server',
    '',
    'What the problem [refused](../refused.md) shows the message of.',
    '',
    '| number | text |',
    '|--:|:--|',
    ...rows,
    '',
  ].join('\n');
}

function sql(text: string): string {
  return `\`\`\`sql\n${text.trim()}\n\`\`\``;
}

/** C#, with the scripts beside it and what a project says. */
function csharp(text: string): string {
  const [code = '', beside] = text.split(/^-- T-SQL$/m);
  const [, name, set] = /^-- project: (\w+) (\w+)$/m.exec(code) ?? [];
  const said =
    name === undefined ? [] : [`with a project of assembly ${name}, \`<PermissionSet>${set}</PermissionSet>\``];
  const fenced = `\`\`\`csharp\n${code.replace(/^-- project:.*$/m, '').trim()}\n\`\`\``;
  return [fenced, ...(beside === undefined ? said : ['with', sql(beside)])].join('\n\n');
}

/** The list of all rules: by group, and by the message that the server would raise. */
export function ruleIndex(groups: readonly Group[], own: readonly OwnRule[]): string {
  const sections = groups.flatMap(({ title, rules }) => [`## ${title}`, '', ...ruleTable(rules), '']);
  const byNumber = new Map<number, string[]>();
  for (const { id, serverErrors } of groups.flatMap(({ rules }) => rules))
    for (const number of serverErrors) byNumber.set(number, [...(byNumber.get(number) ?? []), `[${id}](${id}.md)`]);
  const numbers = [...byNumber].sort(([a], [b]) => a - b);
  return [
    '# Problems that are found',
    '',
    'What the numbers mean, and what to do: [messages of the server](messages/README.md). How to read it all: [findings](../reading-findings.md).',
    '',
    ...sections,
    '## What is written for this tool',
    '',
    'Comments that suppress, and `tsqlcontext.json` ([configuration](../configuration.md)).',
    '',
    '| rule | severity | what it finds |',
    '|:--|:--|:--|',
    ...own.map(({ id, severity, summary }) => `| [${id}](${id}.md) | ${severity} | ${summary} |`),
    '',
    '## By message of the server',
    '',
    'Every other message is that of [refused](refused.md).',
    '',
    '| message | problems |',
    '|--:|:--|',
    ...numbers.map(([number, ids]) => `| ${numberLink(number)} | ${ids.join(', ')} |`),
    '',
  ].join('\n');
}

function ruleTable(rules: readonly Rule[]): readonly string[] {
  return [
    '| rule | severity | server message | fix | what it finds |',
    '|:--|:--|:--|:--|:--|',
    ...rules.map(
      ({ id, severity, serverErrors, summary }) =>
        `| [${id}](${id}.md) | ${severity} | ${serverErrors.join(', ')} | ${fixesByRule.has(id) ? 'yes' : ''} | ${summary} |`,
    ),
  ];
}

function numberLink(number: number): string {
  return hasMessagePage(number) ? `[${number}](${messagePageName(number)}.md)` : `${number}`;
}
