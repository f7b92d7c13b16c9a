/** The fixtures: `family/what-it-shows.sql`, in folders by family of statements and by what stands across families. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(__dirname, '../fixtures');

/** Their names, as in `context/cookie-round-trip.sql`, in order. */
export const fixtureNames: readonly string[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.sql'))
  .map((name) => name.replaceAll('\\', '/'))
  .sort();

export function fixtureText(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}
