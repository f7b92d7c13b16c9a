import path from 'node:path';

/** A path from the working folder, where it is below it. */
export function shown(place: string): string {
  const relative = path.relative(process.cwd(), place);
  if (relative === '') return '.';
  return relative.startsWith('..') ? place : relative;
}
