/** What there is to know of a module: what it runs as, who signed it, who may start it, what it touches, who calls it. */
import { keyName } from '../../catalog/lookup';
import type { Catalog, Database, Module, RunAs } from '../../catalog/model';
import { effectiveOwner } from '../../catalog/securable';
import { showObject } from '../../catalog/show';
import type { World } from '../../engine/session/model';
import { granteesOf } from '../../engine/start/analysis';
import type { Statement } from '../../syntax/statement';
import { childrenOf } from '../../syntax/walk';
import { finish } from '../../text/finish';
import { memo } from '../../text/memo';
import type { Analysed } from '../../workspace/workspace';
import { rightOf } from '../glance/module-line';
import { bold, code, listed } from '../markdown';
import { bodyOf } from './body-of';
import { type Fact, fact } from './fact';
import { calledAt, placesInWords } from './made';
import { mayFact } from './object-facts';
import { touchesInWords } from './touches';

/** `around`: a world with the catalog in which the module is told of. */
export function moduleFacts(analysed: Analysed, around: World, database: Database, module: Module): readonly Fact[] {
  const { catalog } = around;
  const owner = database.principals.get(effectiveOwner(database, module))?.name ?? 'somebody who is not known';
  const keys = module.signatures.map(
    ({ key, counter }) => `${code(keyName(catalog, key, database))}${counter ? ' (countersignature)' : ''}`,
  );
  const right = rightOf(module);
  const definition = module.body && analysed.definitions.definition(module.body);
  const called = definition ? callsIn(definition) : [];
  return [
    {
      head: `${bold(showObject(database, module))}: ${module.type.replace('_', ' ')} in ${bold(database.name)}, owned by ${code(owner)}`,
    },
    fact('Runs as', runsAs(database, catalog, module.runAs)),
    fact('Signed by', keys.length > 0 ? listed([...new Set(keys)]) : undefined),
    right === undefined ? undefined : mayFact(catalog, database, right, module),
    fact('Touches', touches(analysed, around, database, definition)),
    fact('Calls', called.length > 0 ? listed(called.map(code)) : undefined),
    fact('Called at', placesInWords(calledAt(analysed, module.name))),
  ];
}

/** Who the clause of a module makes it run as. */
function runsAs({ principals }: Database, { server }: Catalog, clause: RunAs): string {
  switch (clause.kind) {
    case 'caller':
      return 'its caller';
    case 'owner':
      return 'its owner';
    case 'user':
      return `user ${code(principals.get(clause.id)?.name ?? '?')}${clause.self ? ' (EXECUTE AS SELF)' : ''}`;
    case 'login':
      return `login ${code(server.principals.get(clause.id)?.name ?? '?')}${clause.self ? ' (EXECUTE AS SELF)' : ''}`;
    case 'unknown':
      return `not known: ${clause.because.text}`;
  }
}

/** What hovers over the modules of a script need and nobody has asked for yet: the runs for those who may start one. */
export function* preparing({ analysis }: Analysed): Generator<undefined, void> {
  for (const body of analysis.bodies.values()) yield* granteesOf(analysis, body);
}

/** Its body is run for any caller, and for those who may start it. */
function touches(
  { analysis }: Analysed,
  around: World,
  { name }: Database,
  definition: Statement | undefined,
): string | undefined {
  if (definition?.kind !== 'create_module') return undefined;
  if (analysis.pending) return 'this is still being worked out';
  const body = bodyOf(analysis, definition, around, name);
  const lines = touchesInWords(body.run, finish(granteesOf(analysis, body)));
  return lines.length === 0 ? undefined : lines.map((line) => `\n  - ${line}`).join('');
}

const callsIn = memo((definition: Statement): readonly string[] => [...new Set(calls(definition))]);

function* calls(statement: Statement): Generator<string> {
  for (const { node } of childrenOf(statement)) {
    if (node.kind === 'execute' && node.module.kind === 'name') yield node.module.name.text;
    yield* calls(node);
  }
}
