/** The page of a rule, in Markdown: what `docs/rules/` holds and what the editor shows behind a finding's link. */
import type { Rule } from '../rules/rule';

export function rulePage(rule: Rule): string {
  const numbers =
    rule.serverErrors.length > 0 ? ` The server answers with message ${rule.serverErrors.join(' or ')}.` : '';
  return [
    `# ${rule.id}`,
    `${rule.summary}${numbers}`,
    `Severity: ${rule.severity}.`,
    '## Why',
    rule.why,
    '## What to do',
    rule.advice,
    '## Found',
    ...rule.bad.map(sql),
    '## Not found',
    ...rule.good.map(sql),
    `<!-- Made by \`npm run docs\` from server/src/rules. Rulebook: ${rule.rulebook.join(', ')}. -->`,
  ]
    .join('\n\n')
    .concat('\n');
}

function sql(text: string): string {
  return `\`\`\`sql\n${text.trim()}\n\`\`\``;
}

/** The list of all rules. */
export function ruleIndex(rules: readonly Rule[]): string {
  const rows = rules.map(
    ({ id, severity, serverErrors, summary }) =>
      `| [${id}](${id}.md) | ${severity} | ${serverErrors.join(', ')} | ${summary} |`,
  );
  return [
    '# Problems that are found',
    '',
    '| rule | severity | server message | what it finds |',
    '|:--|:--|:--|:--|',
    ...rows,
    '',
  ].join('\n');
}
