/** RoundhousE and grate: folders in a fixed order, in each the scripts by name. */
import { byText, type Deployment, folderOf, type MigrationFile } from './model';

/** In the order in which they are run. */
const folders: readonly string[] = [
  'beforemigration',
  'alterdatabase',
  'runaftercreatedatabase',
  'runbeforeup',
  'up',
  'runfirstafterup',
  'functions',
  'views',
  'sprocs',
  'triggers',
  'indexes',
  'runafterotheranytimescripts',
  'permissions',
  'aftermigration',
];
const down = 'down';

interface Standing {
  readonly place: string;
  readonly rank: number;
}

export function grate(files: readonly MigrationFile[]): Deployment | undefined {
  const roots = new Set(files.flatMap(({ place }) => rootOf(place)));
  for (const root of [...roots].toSorted(byText)) {
    const standing = files.flatMap(({ place }): readonly Standing[] => {
      const folder = folderIn(root, place);
      const rank = folder === undefined ? -1 : folders.indexOf(folder);
      return rank < 0 ? [] : [{ place, rank }];
    });
    if (new Set(standing.map(({ rank }) => rank)).size < 2) continue;
    const order = standing.toSorted((a, b) => a.rank - b.rank || byText(a.place, b.place)).map(({ place }) => place);
    const back = files.filter(({ place }) => folderIn(root, place) === down);
    return { tool: 'grate', order, apart: back.map(({ place }) => ({ place, behind: order.length })) };
  }
  return undefined;
}

/** The folder that holds the innermost `up` on the way to a place. */
function rootOf(place: string): readonly string[] {
  const parts = folderOf(place).split('/');
  const at = parts.findLastIndex((part) => part.toLowerCase() === 'up');
  return at < 0 ? [] : [parts.slice(0, at).join('/')];
}

/** The folder right below the root on the way to a place; undefined: it is elsewhere. */
function folderIn(root: string, place: string): string | undefined {
  const start = root === '' ? '' : `${root}/`;
  if (!place.startsWith(start)) return undefined;
  const [folder, ...rest] = place.slice(start.length).split('/');
  return rest.length === 0 ? undefined : folder?.toLowerCase();
}
