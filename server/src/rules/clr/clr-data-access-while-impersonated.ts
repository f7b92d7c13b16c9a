import { rule } from '../rule';
import { byPlace, lineOf } from './seen';

export const clrDataAccessWhileImpersonated = rule({
  id: 'clr-data-access-while-impersonated',
  severity: 'error',
  serverErrors: [6522],
  language: 'csharp',
  summary: 'The context connection is used while the thread impersonates somebody.',
  why: 'While managed code impersonates, SQL Server refuses its in-process data access. It is always authorised as the T-SQL context in which the code was started, so impersonating changes nothing for it. Connections that are not in-process are allowed.',
  advice: 'Call Undo first, or do the work on the database before Impersonate and behind it.',
  bad: [
    `public class Files
{
    [SqlProcedure]
    public static void Save(string path)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) throw new InvalidOperationException("a Windows login is needed");
        using (caller.Impersonate())
        using (SqlConnection connection = new SqlConnection("context connection=true"))
        {
            connection.Open();
            SqlCommand command = new SqlCommand("SELECT note FROM dbo.Orders", connection);
            File.WriteAllText(path, (string)command.ExecuteScalar());
        }
    }
}`,
  ],
  good: [
    `public class Files
{
    [SqlProcedure]
    public static void Save(string path)
    {
        string text;
        using (SqlConnection connection = new SqlConnection("context connection=true"))
        {
            connection.Open();
            text = (string)new SqlCommand("SELECT note FROM dbo.Orders", connection).ExecuteScalar();
        }
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) throw new InvalidOperationException("a Windows login is needed");
        using (caller.Impersonate()) File.WriteAllText(path, text);
    }
}`,
    `public class Copy
{
    [SqlProcedure]
    public static void Fetch()
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        using (caller.Impersonate())
        using (SqlConnection other = new SqlConnection("server=far;integrated security=true"))
        {
            other.Open();
        }
    }
}`,
  ],
  rulebook: ['CLR-3', 'CLR-4'],
  *managed({ run }, unit) {
    for (const seen of byPlace(run, 'data-access')) {
      const here = seen.find(({ deed, identity }) => deed.first && identity.kind === 'impersonated');
      if (here?.identity.kind !== 'impersonated') continue;
      const { by } = here.identity;
      yield {
        site: here.site,
        ofWay: true,
        certainty: seen.every(({ identity }) => identity.kind === 'impersonated') ? 'always' : 'possible',
        message: `The context connection is used while the impersonation of ${lineOf(unit, by, here.site)} is on: SQL Server refuses that. Undo it first.`,
        related: [{ site: by, message: 'The impersonation begins here.' }],
      };
    }
  },
});
