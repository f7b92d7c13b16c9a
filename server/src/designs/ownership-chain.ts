/** The module and what it touches have one owner: then nobody is asked for rights on it (CHN-1, CHN-2). */
import { effectiveOwner } from '../catalog/securable';
import { bracket } from '../text/name';
import { ownerIn, type Refused } from './carrier';
import type { Design } from './model';
import { grantsOn } from './rights';

const about =
  'Inside the module nobody is asked for rights on what its owner owns. It shows nothing else, not even in dynamic SQL.';
const base = { kind: 'ownership chain', title: 'Ownership chain', about } as const;

export function ownershipChain(refused: Refused): Design {
  const hindered = hindrance(refused);
  return hindered === undefined ? { ...base, script: scriptOf(refused) } : { ...base, hindered };
}

/** The permissions that a chain covers. */
const chained: ReadonlySet<string> = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'EXECUTE']);

function hindrance({ question, database, world, carrier, step }: Refused): string | undefined {
  const { permission, securable } = question;
  if (securable.class !== 'OBJECT' || !chained.has(permission))
    return `A chain covers SELECT, INSERT, UPDATE, DELETE and EXECUTE on objects, not ${permission} on ${question.on}.`;
  if (question.database !== undefined && question.database !== database.name)
    return `${question.on} is in ${question.database}: a chain leads there only with DB_CHAINING on in both databases, which opens every object of one owner in both.`;
  if (world.scope.kind === 'dynamic' || step.statement.kind === 'execute_string')
    return 'The statement is dynamic SQL, which no chain reaches into.';
  const object = database.objects.get(securable.id);
  const { existing } = carrier;
  if (!object || ownerIn(database, securable.id) === undefined) return 'Who owns the object is not known.';
  if (existing && effectiveOwner(database, existing.module) === effectiveOwner(database, object))
    return 'The module and the object have one owner already, and still this is asked.';
  return undefined;
}

function scriptOf({ question, database, world, carrier }: Refused): string {
  const lines = [`USE ${bracket(database.name)};`, 'GO', ...carrier.made.flatMap((one) => [one, 'GO'])];
  const object = database.objects.get(question.securable.id)!;
  const owner = effectiveOwner(database, object);
  const { existing } = carrier;
  const schemaOwner = database.schemas.get(existing?.module.schema ?? object.schema)?.owner;
  const own = existing ? effectiveOwner(database, existing.module) : schemaOwner;
  if (own === owner) return lines.join('\n');
  const to = schemaOwner === owner ? 'SCHEMA OWNER' : bracket(ownerIn(database, object.id)!.name);
  return [
    ...lines,
    `ALTER AUTHORIZATION ON OBJECT::${carrier.name} TO ${to};`,
    ...(existing ? grantsOn(world.catalog, database, existing.module.id) : carrier.made.slice(1)),
    'GO',
  ].join('\n');
}
