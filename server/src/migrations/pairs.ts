/** golang-migrate and its like: 000012_x.up.sql and 000012_x.down.sql; dbmate and goose keep both in one file. */
import { byNumber, byText, type Deployment, type MigrationFile, nameOf } from './model';
import { inFolders } from './numbered';

const pair = /^(\d+)[_-].*\.(up|down)\.sql$/i;
const single = /^(\d+)[_-].*\.sql$/i;

interface Numbered {
  readonly place: string;
  readonly number: string;
}

export function upAndDown(files: readonly MigrationFile[]): Deployment | undefined {
  for (const [, list] of inFolders(files)) {
    const found = list.flatMap(({ place }) => {
      const [, number, way] = pair.exec(nameOf(place)) ?? [];
      return number && way ? [{ place, number, way: way.toLowerCase() }] : [];
    });
    const up = inOrder(found.filter(({ way }) => way === 'up'));
    if (up.length === 0) continue;
    const down = found.filter(({ way }) => way === 'down');
    const behind = ({ number }: Numbered): number => up.filter((one) => byNumber(one.number, number) <= 0).length;
    return {
      tool: 'golang-migrate',
      order: up.map(({ place }) => place),
      apart: down.map((one) => ({ place: one.place, behind: behind(one) })),
    };
  }
  return undefined;
}

export function dbmate(files: readonly MigrationFile[]): Deployment | undefined {
  return bothInOne(files, 'dbmate');
}

export function goose(files: readonly MigrationFile[]): Deployment | undefined {
  return bothInOne(files, 'goose');
}

function bothInOne(files: readonly MigrationFile[], tool: 'dbmate' | 'goose'): Deployment | undefined {
  for (const [, list] of inFolders(files)) {
    const found = list.flatMap(({ place, marks }) => {
      const number = marks.ways === tool ? single.exec(nameOf(place))?.[1] : undefined;
      return number ? [{ place, number }] : [];
    });
    if (found.length > 0) return { tool, order: inOrder(found).map(({ place }) => place), apart: [] };
  }
  return undefined;
}

function inOrder<T extends Numbered>(list: readonly T[]): readonly T[] {
  return list.toSorted((a, b) => byNumber(a.number, b.number) || byText(nameOf(a.place), nameOf(b.place)));
}
