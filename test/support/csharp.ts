/** C# in tests: a reader, and an entry point followed. */
import { type ExternalName, entryPoints } from '../../server/src/clr/entries';
import type { EntryRun } from '../../server/src/clr/flow/model';
import { follow } from '../../server/src/clr/flow/run';
import { sourcesOf } from '../../server/src/clr/sources';
import { type CSharpReader, createCSharpReader } from '../../server/src/clr/syntax/reader';
import { readCSharpGrammarFiles } from '../../server/src/lsp/grammar-files';

let reader: Promise<CSharpReader> | undefined;

export function testReader(): Promise<CSharpReader> {
  reader ??= createCSharpReader(readCSharpGrammarFiles());
  return reader;
}

/** What the code does, as lines: `line: deed [who it is] [thread]`. */
export async function deedsIn(code: string, named: readonly ExternalName[] = []): Promise<readonly string[]> {
  const { read, forget } = await testReader();
  forget('test.cs');
  const file = read('test.cs', code);
  const sources = sourcesOf([file]);
  const lineAt = (offset: number): number => code.slice(0, offset).split('\n').length;
  const runs = entryPoints(sources, named).map((entry): EntryRun => follow(sources, entry));
  return runs.flatMap(({ seen }) =>
    seen.map(({ site, deed, identity, thread }) => {
      const line = lineAt((sources.places.get(site.member)?.offset ?? 0) + site.span.start);
      const to = 'to' in deed ? ` ${deed.to}` : '';
      const how = 'how' in deed ? ` by ${deed.how}` : '';
      const what = 'what' in deed ? ` ${deed.what}` : '';
      const who = identity.kind === 'service' ? '' : ` ${identity.kind}`;
      return `${line}: ${deed.kind}${to}${how}${what}${who}${thread === 'own' ? '' : ` on ${thread} thread`}`;
    }),
  );
}
