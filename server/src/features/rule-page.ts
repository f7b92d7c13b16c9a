/** The page of a rule, in Markdown: what the editor shows behind a finding's link, and what `docs/rules/` holds. */
import { textOfMessage } from '../catalog/messages';
import { samples } from '../rules/generated/samples';
import { messagePage } from '../rules/message-pages';
import type { Rule } from '../rules/rule';
import { fixesByRule } from './fixes/index';
import { placeInRulebook } from './rulebook';

/** The page in the editor, which speaks of no rule of the rulebook. */
export function rulePage(rule: Rule): string {
  const numbers =
    rule.serverErrors.length > 0 ? ` The server answers with message ${rule.serverErrors.join(' or ')}.` : '';
  const fixes = fixesByRule.get(rule.id);
  return [
    `# ${rule.id}`,
    `${rule.summary}${numbers}`,
    `Severity: ${rule.severity}.${rule.version === undefined ? '' : ` For ${rule.version}.`}`,
    '## Why',
    rule.why,
    '## What to do',
    rule.advice,
    ...(fixes ? [`Quick fix: ${fixes.does}.`] : []),
    '## Found',
    ...(samples[rule.id] ?? rule.bad).map(sql),
    '## Not found',
    ...rule.good.map(sql),
  ]
    .join('\n\n')
    .concat('\n');
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

/** The list of all rules. */
export function ruleIndex(rules: readonly Rule[]): string {
  const rows = rules.map(
    ({ id, severity, serverErrors, summary }) =>
      `| [${id}](${id}.md) | ${severity} | ${serverErrors.join(', ')} | ${fixesByRule.has(id) ? 'yes' : ''} | ${summary} |`,
  );
  return [
    '# Problems that are found',
    '',
    'What the numbers mean, and what to do: [messages of the server](messages/README.md).',
    '',
    '| rule | severity | server message | fix | what it finds |',
    '|:--|:--|:--|:--|:--|',
    ...rows,
    '',
  ].join('\n');
}
