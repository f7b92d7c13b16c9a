/** One C# file, for `trace` and `explain`. */
import path from 'node:path';
import { assembliesOnDisk } from '../lsp/assemblies';
import type { Parser } from '../syntax/parser';
import { finish } from '../text/finish';
import type { ManagedFile } from '../workspace/managed/model';
import { loadWorkspace } from './check';
import { FileProblem, readCSharp } from './files';
import { loadManaged } from './managed';
import type { TraceRequest } from './trace';

/** What is known of one file, with the other files of its assembly. Throws `FileProblem` where no assembly leads to it. */
export async function managedFile(parser: Parser, request: TraceRequest): Promise<ManagedFile> {
  const { file, text, ...rest } = request;
  const { workspace } = loadWorkspace(parser, { ...rest, files: [] });
  const folder = path.dirname(assembliesOnDisk((one) => one).unitOf(file) || file);
  const beside = [...readCSharp([folder], { codePage: request.codePage, problem: () => undefined })];
  const others = beside.filter((one) => path.resolve(one.file) !== path.resolve(file));
  const loaded = await loadManaged(workspace, [{ file, text }, ...others]);
  const known = loaded && finish(loaded.code.analyse(file));
  if (!known)
    throw new FileProblem(
      `${file}: SQL Server starts nothing in it, as far as its attributes and the scripts at hand say`,
    );
  return known;
}
