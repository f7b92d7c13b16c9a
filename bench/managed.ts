/** A keystroke in a C# file of 2,000 lines, from the new text to the findings: processor time. `npx tsx bench/managed.ts` */
import { createCSharpReader } from '../server/src/clr/syntax/reader';
import { readCSharpGrammarFiles, readGrammarFiles } from '../server/src/lsp/grammar-files';
import { judgeManaged } from '../server/src/rules/managed';
import { createParser } from '../server/src/syntax/parser';
import { finish } from '../server/src/text/finish';
import { ManagedCode } from '../server/src/workspace/managed/managed';
import { Workspace } from '../server/src/workspace/workspace';

const edits = 200;

/** A class of so many lines: procedures that query, impersonate and write, helpers among them. */
export function codeOfLines(lines: number): string {
  const parts = ['using System.IO;', 'public class Big', '{'];
  for (let index = 0; parts.length < lines - 1; index++) parts.push(...procedure(index).split('\n'));
  return [...parts, '}'].join('\n');
}

function procedure(index: number): string {
  return `    [SqlProcedure]
    public static void Save${index}(SqlString path, SqlInt32 number, SqlBoolean all)
    {
        string text = "";
        using (SqlConnection connection = new SqlConnection("context connection=true"))
        {
            connection.Open();
            SqlCommand command = new SqlCommand("SELECT note FROM dbo.Notes WHERE number = " + number, connection);
            using (SqlDataReader reader = command.ExecuteReader())
            {
                while (reader.Read())
                {
                    if (reader.IsDBNull(0)) continue;
                    text += reader.GetString(0) + ";";
                }
            }
        }
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) throw new InvalidOperationException("a Windows login is needed");
        WindowsImpersonationContext context = null;
        try
        {
            context = caller.Impersonate();
            Write${index}(path.Value, text, all.IsTrue);
        }
        finally
        {
            if (context != null) context.Undo();
        }
    }

    private static void Write${index}(string path, string text, bool all)
    {
        foreach (string line in text.Split(';'))
        {
            if (line.Length == 0 && !all) continue;
            File.AppendAllText(path, line);
        }
    }
`;
}

async function main(): Promise<void> {
  const workspace = new Workspace(await createParser(readGrammarFiles()), {
    login: 'sa',
    database: 'master',
    version: '2025',
    knowledge: 'open',
    guardDialect: false,
  });
  const managed = new ManagedCode(workspace, { unitOf: () => '', projectOf: () => undefined });
  let text = codeOfLines(2000);
  const judge = (): number => {
    const known = finish(managed.analyse('Big.cs'));
    return known ? judgeManaged(known).findings.length : -1;
  };
  const start = process.cpuUsage();
  managed.put('Big.cs', text);
  managed.use(await createCSharpReader(readCSharpGrammarFiles()));
  const found = judge();
  const first = process.cpuUsage(start);
  console.log(`${text.split('\n').length} lines, ${found} findings, first: ${milliseconds(first)} ms`);
  const times: number[] = [];
  for (let edit = 0; edit < edits; edit++) {
    const at = (text.length * ((edit * 7919) % 1000)) / 1000;
    const place = text.indexOf(';', at) + 1;
    text = `${text.slice(0, place)} ${text.slice(place)}`;
    const before = process.cpuUsage();
    managed.put('Big.cs', text);
    judge();
    times.push(milliseconds(process.cpuUsage(before)));
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  console.log(`a keystroke: median ${at(0.5)} ms, 95 of 100 below ${at(0.95)} ms, worst ${times.at(-1)} ms`);
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return Math.round((user + system) / 100) / 10;
}

if (require.main === module) void main();
