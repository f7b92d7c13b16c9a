/** golang-migrate and its like: 000012_x.up.sql and 000012_x.down.sql; dbmate and goose keep both in one file. */
import { byNumber, byText, type Deployment, type MigrationFile, nameOf } from './model';

const pair = /^(\d+)[_-].*\.(up|down)\.sql$/i;
const single = /^(\d+)[_-].*\.sql$/i;
/** The line at which the way back starts. */
export const wayBack = /^--\s*(?:migrate:down|\+goose\s+down)\b.*$/im;
const wayOn = /^--\s*(?:migrate:up|\+goose\s+up)\b/im;

interface Numbered {
  readonly place: string;
  readonly number: string;
}

export function upAndDown(files: readonly MigrationFile[]): Deployment | undefined {
  const found = files.flatMap(({ place }) => {
    const [, number, way] = pair.exec(nameOf(place)) ?? [];
    return number && way ? [{ place, number, way: way.toLowerCase() }] : [];
  });
  if (!found.some(({ way }) => way === 'up')) return undefined;
  return {
    tool: 'golang-migrate',
    order: inOrder(found.filter(({ way }) => way === 'up')),
    apart: found.filter(({ way }) => way === 'down').map(({ place }) => place),
  };
}

export function bothInOne(files: readonly MigrationFile[]): Deployment | undefined {
  const found = files.flatMap(({ place, text }) => {
    const number = single.exec(nameOf(place))?.[1];
    return number && wayOn.test(text) ? [{ place, number, text }] : [];
  });
  const [first] = found;
  if (!first) return undefined;
  return { tool: /\+goose/i.test(first.text) ? 'goose' : 'dbmate', order: inOrder(found), apart: [] };
}

function inOrder(list: readonly Numbered[]): readonly string[] {
  return list
    .toSorted((a, b) => byNumber(a.number, b.number) || byText(nameOf(a.place), nameOf(b.place)))
    .map(({ place }) => place);
}
