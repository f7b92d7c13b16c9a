/** Names the bodies of modules, so that a catalog can point at a body without holding its text (see memory.ts). */
import type { DefinitionId } from '../../catalog/model';
import { isOfSnapshot, withoutText } from '../../syntax/snapshot-mark';
import type { Body, Script, Statement, StatementOf } from '../../syntax/statement';
import { modulesIn } from '../../syntax/walk';
import { idOf } from '../../text/intern';
import { fold } from '../../text/name';
import type { Definitions } from '../session/model';

type CreateModule = StatementOf<'create_module'>;

/**
 * The definitions of some scripts, in the order given. A body's id is made of its script, its name and how many bodies
 * of that name stand before it, so it survives typing in the body. `parse` makes the statements of a dynamic batch.
 */
export function definitionsOf(scripts: readonly Script[], parse: (text: string) => Body): Definitions {
  const ids = new Map<Statement, DefinitionId>();
  const byId = new Map<DefinitionId, CreateModule>();
  for (const script of scripts) {
    const seen = new Map<string, number>();
    const isSnapshot = isOfSnapshot(script);
    for (const { batch, offset } of script.batches) {
      const isKnown =
        !isSnapshot ||
        !script.text
          .slice(offset, offset + 40)
          .trimStart()
          .startsWith(withoutText);
      for (const statement of modulesIn(batch.statements)) {
        const name = `${statement.type}:${fold(statement.name.schema ?? '')}.${fold(statement.name.name)};${statement.number ?? 1}`;
        const count = (seen.get(name) ?? 0) + 1;
        seen.set(name, count);
        const id = `${script.uri}#${name}#${count}` as DefinitionId;
        ids.set(statement, id);
        if (isKnown) byId.set(id, statement);
      }
    }
  }
  return {
    idOf: (statement) => ids.get(statement) ?? dynamicId(statement),
    definition: (id) => byId.get(id) ?? dynamic.get(id),
    parse,
  };
}

/** Bodies made by dynamic SQL: known by the text that made them. The oldest are forgotten when there are too many. */
const dynamic = new Map<DefinitionId, CreateModule>();
const dynamicLimit = 1000;

function dynamicId(statement: Statement): DefinitionId {
  const id = `dynamic#${idOf(statement)}` as DefinitionId;
  if (statement.kind === 'create_module' && !dynamic.has(id)) {
    if (dynamic.size >= dynamicLimit) dynamic.delete(dynamic.keys().next().value as DefinitionId);
    dynamic.set(id, statement);
  }
  return id;
}
