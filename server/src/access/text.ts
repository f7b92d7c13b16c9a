/** A comparison in words: for a terminal, and for a pull request. */
import { pathText } from '../features/paths';
import { nodeWords, stepWords } from '../rules/path-words';
import { grouped } from '../text/grouped';
import type { PlacedPath } from '../workspace/paths/index';
import type { Change, Difference, Unsure } from './model';
import { type Person, whoIs } from './people';
import { foldedWays } from './summary';

/** So many names are written out in a line. */
const most = 6;

export function differenceText(difference: Difference): readonly string[] {
  const { newPaths, closedPaths, gained, lost, unknown, came, went } = difference;
  const lines = [
    ...section('New escalation paths', newPaths.flatMap(pathText)),
    ...section('Can now', byPeople(gained)),
    ...section('Can no longer', byPeople(lost)),
    ...section('Escalation paths that are gone', closedPaths.map(pathLine)),
    ...section('New', came),
    ...section('Gone', went),
    ...section('Not known', unknown.map(unsureLine)),
  ];
  return [...lines, summaryOf(difference)];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`), ''];
}

function byPeople(changes: readonly Change[]): readonly string[] {
  return [...grouped(foldedWays(changes), ({ people }) => peopleWords(people))].flatMap(([who, all]) => [
    who,
    ...all.map((one) => `  ${changeWords(one)}`),
  ]);
}

export function differenceMarkdown(difference: Difference): readonly string[] {
  const { newPaths, closedPaths, gained, lost, unknown, came, went } = difference;
  return [
    '## Who can do what',
    '',
    summaryOf(difference),
    '',
    ...part('New escalation paths', newPaths.flatMap(pathMarkdown)),
    ...part('Can now', table(gained)),
    ...part('Can no longer', table(lost)),
    ...part(
      'Escalation paths that are gone',
      closedPaths.map((one) => `- ${escaped(pathLine(one))}`),
    ),
    ...folded('New and gone', [
      ...came.map((one) => `- new: ${escaped(one)}`),
      ...went.map((one) => `- gone: ${escaped(one)}`),
    ]),
    ...folded(
      'Not known',
      unknown.map((one) => `- ${escaped(unsureLine(one))}`),
    ),
  ];
}

function part(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`### ${title}`, '', ...lines, ''];
}

function folded(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return ['<details>', `<summary>${title} (${lines.length})</summary>`, '', ...lines, '', '</details>', ''];
}

function table(changes: readonly Change[]): readonly string[] {
  if (changes.length === 0) return [];
  const rows = foldedWays(changes).map((one) => {
    const how = howOf(one).join(', ');
    const cells = [peopleWords(one.people), one.permissions.join(', '), named(one.on), how];
    return `| ${cells.map(escaped).join(' | ')} |`;
  });
  return ['| who | what | on | how |', '|:--|:--|:--|:--|', ...rows];
}

/** Names may hold whatever a page would take for its own marks. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|~]/g, '\\$&').replace(/[\r\n]+/g, ' ');
}

function pathMarkdown(path: PlacedPath): readonly string[] {
  return [
    `- **${escaped(pathLine(path))}**`,
    ...path.steps.map((step, index) => `  ${index + 1}. ${escaped(stepWords(step))}`),
  ];
}

function pathLine({ from, to }: PlacedPath): string {
  return `${nodeWords(from)} -> ${nodeWords(to)}`;
}

function changeWords(change: Change): string {
  const { permissions, on } = change;
  const how = howOf(change);
  return [`${permissions.join(', ')} on ${named(on)}`, ...(how.length === 0 ? [] : [`(${how.join(', ')})`])].join(' ');
}

function howOf({ through, still, because }: Change): readonly string[] {
  return [
    ...(through ? [`by way of ${named(through)}`] : []),
    ...(because === undefined ? [] : [because]),
    ...(still ? [`still by way of ${named(still)}`] : []),
  ];
}

function unsureLine({ because, people, permissions, on }: Unsure): string {
  const what = permissions.length === 0 ? '' : `: ${named(permissions)} on ${named(on)}`;
  return `${because} (${peopleWords(people)}${what})`;
}

function peopleWords(people: readonly Person[]): string {
  return named(people.map(whoIs));
}

function named(list: readonly string[]): string {
  const rest = list.length - most;
  return rest > 0 ? `${list.slice(0, most).join(', ')} and ${rest} more` : list.join(', ');
}

function summaryOf({ newPaths, gained, lost, unknown }: Difference): string {
  if (newPaths.length + gained.length + lost.length === 0)
    return unknown.length === 0 ? 'Nobody can do more or less.' : 'As far as is known nobody can do more or less.';
  const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
  return [
    counted(newPaths.length, 'new escalation path'),
    counted(gained.length, 'new right'),
    counted(lost.length, 'lost right'),
    `${unknown.length} not known`,
  ].join(', ');
}
