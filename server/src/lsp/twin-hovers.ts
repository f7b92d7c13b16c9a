/** Hovers of a script that several projects include: what is said in each further database. */
import { hover } from '../features/hover';
import type { Links } from '../features/things/links';
import { twinOf } from '../projects/twins';
import type { Door } from './door';
import { canonical } from './uris';

interface Asked {
  readonly offset: number;
  /** What is said in the first database. */
  readonly own: string;
  readonly links: Links;
}

/** The hovers at an offset in the further databases, as far as they say something else. */
export async function hoversInTwins(
  door: Door,
  uri: string,
  { offset, own, links }: Asked,
): Promise<readonly string[]> {
  const { hover: places } = door.settingsOf(uri);
  if (places === 'off') return [];
  const found: string[] = [];
  for (const twin of door.configured.twinsOf(canonical(uri))) {
    const analysed = await door.analyses.ask(twin, { run: 'possible' });
    const told = analysed && hover(analysed, offset, places, links);
    if (!told || told.markdown === own) continue;
    found.push(
      '---',
      `Another project includes this script, too. In database ${twinOf(twin)?.database}:`,
      told.markdown,
    );
  }
  return found;
}
