/**
 * Whether memory stays flat: a script is edited again and again, and what the heap holds after a tenth of the edits is
 * compared with what it holds in the end. Runs in a process of its own, with --expose-gc.
 */
import { readGrammarFiles } from '../server/src/lsp/grammar-files';
import { findings } from '../server/src/rules/index';
import { createParser } from '../server/src/syntax/parser';
import { finish } from '../server/src/text/finish';
import { Workspace } from '../server/src/workspace/workspace';
import { randomNumbers } from './random';

export interface Heaps {
  readonly edits: number;
  /** In bytes, behind a collection: after a tenth of the edits, and in the end. */
  readonly early: number;
  readonly late: number;
}

const stage = { login: 'sa', database: 'master', version: '2025', knowledge: 'open', guardDialect: false } as const;
const uri = 'file:///memory.sql';

const text = `CREATE PROCEDURE dbo.p @id int, @name nvarchar(100) AS
BEGIN
    DECLARE @sql nvarchar(max) = N'SELECT 1';
    IF @id > 0 SET @sql += @name;
    UPDATE dbo.t SET name = @name WHERE id = @id;
    EXEC (@sql);
END;
GO
GRANT EXECUTE ON dbo.p TO app;
EXECUTE AS USER = 'app';
EXEC dbo.p @id = 1, @name = N'a';
REVERT;
`;

/** Types statements letter by letter at changing places, and takes them away again. */
export async function measureMemory(edits: number): Promise<Heaps> {
  const workspace = new Workspace(await createParser(readGrammarFiles()), stage);
  const random = randomNumbers(7);
  const ends = [...text.matchAll(/;/g)].map(({ index }) => index + 1);
  let [edit, at] = [0, 0];
  const type = async (until: number): Promise<void> => {
    for (; edit < until; edit++) {
      if (edit % statement.length === 0) at = ends[Math.floor(random() * ends.length)]!;
      const user = `u${Math.floor(edit / statement.length)}`;
      const typed = statement.replace('clerk', user).slice(0, 1 + (edit % statement.length));
      workspace.typing.type(uri, `${text.slice(0, at)} ${typed}${text.slice(at)}`);
      const analysed = finish(workspace.analyse(uri, { run: 'possible' }));
      if (analysed) findings(analysed);
      await nextTask();
    }
  };
  /** Tables of weak keys get smaller when they are used after a collection. */
  const heap = async (): Promise<number> => {
    await collect();
    await type(edit + statement.length);
    await collect();
    return process.memoryUsage().heapUsed;
  };
  await type(Math.floor(edits / 10));
  const early = await heap();
  await type(edits);
  return { edits, early, late: await heap() };
}

const statement = "EXECUTE AS USER = 'clerk'; SELECT name FROM dbo.t; REVERT;";

/** What is held weakly is kept until the end of the task that touched it. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What is held weakly by what is held weakly goes one after the other. */
async function collect(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    globalThis.gc!();
    await nextTask();
  }
}

if (require.main === module)
  void measureMemory(Number(process.argv[2] ?? 10_000)).then((heaps) => console.log(JSON.stringify(heaps)));
