import { largeParameters } from '../../clr/entries';
import type { ManagedEntry } from '../../workspace/managed/model';
import { rule } from '../rule';
import { byPlace } from './seen';

export const clrImpersonationInFunction = rule({
  id: 'clr-impersonation-in-function',
  severity: 'warning',
  serverErrors: [6522],
  language: 'csharp',
  summary: 'A function impersonates in a way that may fail.',
  why: 'Since SQL Server 2008 impersonation may fail in a function, an aggregate or a method of a type that has a large parameter and does not say DataAccessKind.Read, in a table-valued function that does not say it, and in any method that fills rows.',
  advice: 'Say DataAccess = DataAccessKind.Read in the attribute, and impersonate before the rows are filled.',
  bad: [
    `public class Files
{
    [SqlFunction]
    public static SqlInt32 Save(SqlBytes content)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return SqlInt32.Null;
        using (caller.Impersonate()) return 1;
    }
}`,
    `public class Files
{
    [SqlFunction(FillRowMethodName = "Fill", DataAccess = DataAccessKind.Read)]
    public static IEnumerable List(string folder)
    {
        return Directory.GetFiles(folder);
    }

    public static void Fill(object item, out SqlInt64 size)
    {
        size = 0;
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        using (caller.Impersonate()) size = new FileInfo((string)item).Length;
    }
}`,
  ],
  good: [
    `public class Files
{
    [SqlFunction(DataAccess = DataAccessKind.Read)]
    public static SqlInt32 Save(SqlBytes content)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return SqlInt32.Null;
        using (caller.Impersonate()) return 1;
    }
}`,
    `public class Files
{
    [SqlFunction]
    public static SqlInt32 Touch(SqlInt32 number)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return SqlInt32.Null;
        using (caller.Impersonate()) return number;
    }
}`,
  ],
  rulebook: ['CLR-14', 'CLR-24'],
  *managed(entry) {
    const because = doubtIn(entry);
    if (because === undefined) return;
    for (const [first] of byPlace(entry.run, 'impersonate'))
      yield { site: first.site, message: `Impersonation may fail here: ${because}.` };
  },
});

/** Why impersonation may fail; undefined: nothing says so. */
function doubtIn({ entry, modules }: ManagedEntry): string | undefined {
  const { kind, method, readsData } = entry;
  if (kind === 'rows') return `${method.name} fills the rows of a function`;
  if (readsData) return undefined;
  if (kind === 'table function')
    return `${method.name} makes the rows of a function and does not say DataAccessKind.Read`;
  if (kind !== 'function' && kind !== 'aggregate' && kind !== 'type') return undefined;
  const [large] = [
    ...largeParameters(method),
    ...modules.flatMap(({ statement }) => largeInTsql(statement.parameters)),
  ];
  return large === undefined
    ? undefined
    : `${method.name} has the large parameter ${large} and does not say DataAccessKind.Read`;
}

function largeInTsql(parameters: ManagedEntry['modules'][number]['statement']['parameters']): readonly string[] {
  return parameters.filter(({ type }) => /\(\s*max\s*\)|^(xml|n?text|image)$/i.test(type)).map(({ name }) => name);
}
