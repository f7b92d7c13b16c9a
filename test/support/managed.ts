/** C# with scripts beside it, as an example of a rule holds them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Version } from '../../server/src/catalog/model';
import { judgeManaged } from '../../server/src/rules/managed';
import type { Finding } from '../../server/src/rules/rule';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { ManagedCode } from '../../server/src/workspace/managed/managed';
import type { AssemblyProject, ManagedFile } from '../../server/src/workspace/managed/model';
import { Workspace } from '../../server/src/workspace/workspace';
import { testReader } from './csharp';

const stage = readFileSync(path.join(__dirname, '../stage.sql'), 'utf8');

export interface ManagedExample {
  readonly workspace: Workspace;
  readonly managed: ManagedCode;
  readonly known: ManagedFile | undefined;
}

/** The code of an example, the scripts behind `-- T-SQL`, and what `-- project: NAME SET` says. */
export async function managedExample(
  parser: Parser,
  example: string,
  version: Version = '2025',
): Promise<ManagedExample> {
  const [code = '', scripts] = example.split(/^-- (?:T-SQL|project:.*)$/m);
  const project = /^-- project: (\w+) (\w+)$/m.exec(example);
  const workspace = new Workspace(parser, {
    login: 'sa',
    database: 'master',
    version,
    knowledge: 'complete',
    guardDialect: false,
  });
  if (scripts?.trim()) workspace.put('file:///example.sql', `${stage}${scripts.trim()}\nGO\n`);
  const said: AssemblyProject | undefined = project
    ? { file: 'a.sqlproj', assembly: project[1]!, permissionSet: project[2] as 'SAFE', complete: true }
    : undefined;
  const managed = new ManagedCode(workspace, { unitOf: () => '', projectOf: () => said });
  const reader = await testReader();
  reader.forget('file:///example.cs');
  managed.put('file:///example.cs', code);
  managed.use(reader);
  return { workspace, managed, known: finish(managed.analyse('file:///example.cs')) };
}

export async function managedFindings(parser: Parser, example: string, version?: Version): Promise<readonly Finding[]> {
  const { known } = await managedExample(parser, example, version);
  return known ? judgeManaged(known).findings : [];
}
