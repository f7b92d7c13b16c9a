/** What a T-SQL statement that calls into an assembly starts: with which frame, and as whom to the operating system. */
import { externalCalls } from '../../engine/calls/external';
import { isError } from '../../engine/session/effect';
import type { Definitions, Step } from '../../engine/session/model';
import { callerKind } from '../../rules/clr/seen';
import { factsOf } from '../../workspace/managed/t-sql';
import { showWorld } from '../words';
import { assemblyWords } from './assembly-words';

/** Sentences about the modules of assemblies that a step calls, in plain text; none where it calls none. */
export function externalCallWords(definitions: Definitions, { statement, paths }: Step): readonly string[] {
  const told = paths.flatMap(({ before }) =>
    externalCalls(definitions, statement, before).flatMap(({ definition, entered, database }) => {
      if (isError(entered) || !definition.external) return [];
      const facts = factsOf(entered, database.name, definition.external.assembly);
      return [
        `In-process data access of ${definition.name.text} is that of ${showWorld(entered)}, whatever the code impersonates.`,
        outsideWords(callerKind({ before, entered })),
        ...assemblyWords(facts),
      ];
    }),
  );
  return [...new Set(told)];
}

function outsideWords(kind: ReturnType<typeof callerKind>): string {
  const service = "as SQL Server's service account unless the code impersonates the caller";
  switch (kind) {
    case 'windows':
      return `Outside the server it acts ${service}.`;
    case 'sql':
      return `Outside the server: for a SQL login the pages of Microsoft disagree, refused with a security exception or ${service}. SqlContext.WindowsIdentity is null.`;
    case 'switched':
      return `Outside the server: after EXECUTE AS the pages of Microsoft disagree, refused with a security exception or ${service}. Whose Windows identity the code gets is not certain either.`;
    case 'unknown':
      return `Outside the server it acts ${service}; for a SQL login or after EXECUTE AS it may be refused.`;
  }
}
