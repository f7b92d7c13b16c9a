/** C# of assemblies, as the command line reads it. */
import { createCSharpReader } from '../clr/syntax/reader';
import { assembliesOnDisk } from '../lsp/assemblies';
import { readCSharpGrammarFiles } from '../lsp/grammar-files';
import { judgeManaged } from '../rules/managed';
import type { Sorted } from '../rules/suppressions';
import { finish } from '../text/finish';
import { ManagedCode } from '../workspace/managed/managed';
import type { Workspace } from '../workspace/workspace';
import type { FileText } from './files';

export interface LoadedManaged {
  readonly code: ManagedCode;
  /** The files that belong to an assembly. */
  readonly files: readonly string[];
}

/** Undefined: no C# file belongs to an assembly, and then the grammar of C# is not loaded. */
export async function loadManaged(
  workspace: Workspace,
  csharp: Iterable<FileText>,
): Promise<LoadedManaged | undefined> {
  const code = new ManagedCode(
    workspace,
    assembliesOnDisk((file) => file),
  );
  for (const { file, text } of csharp) code.put(file, text);
  if (!code.isWanted()) return undefined;
  code.use(await createCSharpReader(readCSharpGrammarFiles()));
  const files = code.files().filter((file) => finish(code.analyse(file)) !== undefined);
  return { code, files };
}

/** The findings of a file. */
export function checkManaged(code: ManagedCode, file: string, today?: string): Sorted {
  const known = finish(code.analyse(file));
  return known ? judgeManaged(known, today) : { findings: [], suppressed: [] };
}
