/** What a name behind a class stands for: USER::amy, DROP ROLE clerks. */
import type { ObjectName } from '../../syntax/expression';
import type { Act, Mention, Space } from './mention';
import { inSchema, named, objectNamed } from './parts';

const spaces: Readonly<Record<string, Space>> = {
  LOGIN: 'server principal',
  'SERVER ROLE': 'server principal',
  USER: 'principal',
  ROLE: 'principal',
  'APPLICATION ROLE': 'principal',
  DATABASE: 'database',
  SCHEMA: 'schema',
  CERTIFICATE: 'certificate',
  'ASYMMETRIC KEY': 'asymmetric key',
  'SYMMETRIC KEY': 'symmetric key',
  ASSEMBLY: 'assembly',
  SERVICE: 'service',
};

const objects: ReadonlySet<string> = new Set([
  'OBJECT',
  'TABLE',
  'VIEW',
  'PROCEDURE',
  'PROC',
  'FUNCTION',
  'AGGREGATE',
  'SEQUENCE',
  'SYNONYM',
  'QUEUE',
  'TRIGGER',
]);

/** The space of the names behind a class; undefined: it is none that is followed. */
export function spaceOfClass(kind: string): Space | undefined {
  if (objects.has(kind)) return 'object';
  return kind === 'TYPE' ? 'type' : spaces[kind];
}

export function isServerClass(kind: string): boolean {
  return ['SERVER', 'LOGIN', 'SERVER ROLE', 'ENDPOINT', 'AVAILABILITY GROUP'].includes(kind);
}

/** A name behind a class. */
export function classed(kind: string, name: ObjectName, act: Act): readonly Mention[] {
  const space = spaceOfClass(kind);
  if (space === undefined || name.name === '') return [];
  if (space === 'object') return objectNamed(name, act);
  return space === 'type' ? inSchema('type', name, act) : [named(space, name, act)];
}
