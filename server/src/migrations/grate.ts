/** RoundhousE and grate: folders in a fixed order, in each the scripts by name. */
import { byText, type Deployment, folderOf, type MigrationFile } from './model';

/** In the order in which they are run. */
const folders = [
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
] as const;
const down = 'down';

interface Standing {
  readonly place: string;
  readonly root: string;
  readonly rank: number;
}

export function grate(files: readonly MigrationFile[]): Deployment | undefined {
  const found = files.flatMap(({ place }) => standing(place, folders));
  const roots = new Set(found.map(({ root }) => root));
  for (const root of [...roots].toSorted(byText)) {
    const own = found.filter((one) => one.root === root);
    const used = new Set(own.map(({ rank }) => folders[rank]));
    if (!used.has('up') || used.size < 2) continue;
    const order = own.toSorted((a, b) => a.rank - b.rank || byText(a.place, b.place)).map(({ place }) => place);
    const apart = files.flatMap(({ place }) =>
      standing(place, [down]).flatMap((one) => (one.root === root ? [place] : [])),
    );
    return { tool: 'grate', order, apart };
  }
  return undefined;
}

/** The outermost folder on the way that has one of the names, and where that is. */
function standing(place: string, names: readonly string[]): readonly Standing[] {
  const parts = folderOf(place).split('/');
  const at = parts.findIndex((part) => names.includes(part.toLowerCase()));
  if (at < 0) return [];
  return [{ place, root: parts.slice(0, at).join('/'), rank: names.indexOf(parts[at]!.toLowerCase()) }];
}
