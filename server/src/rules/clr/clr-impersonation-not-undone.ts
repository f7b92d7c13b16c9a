import { rule } from '../rule';
import { byPlace, deeds, sameIdentity, shownName } from './seen';

export const clrImpersonationNotUndone = rule({
  id: 'clr-impersonation-not-undone',
  severity: 'warning',
  serverErrors: [10312],
  language: 'csharp',
  summary: 'Managed code may end while it still impersonates.',
  why: 'SQL Server aborts a routine that ends without giving the thread its own token back, and hides the exception that led there. A call between Impersonate and Undo may throw, so Undo that stands anywhere but in finally is not reached on that way.',
  advice: 'Use `using (identity.Impersonate())`, or keep what Impersonate returns and call Undo in finally.',
  bad: [
    `public class Files
{
    [SqlProcedure]
    public static void Clear(string path)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        WindowsImpersonationContext context = caller.Impersonate();
        File.Delete(path);
        context.Undo();
    }
}`,
    `public class Files
{
    [SqlProcedure]
    public static void Clear(string path, bool all)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        WindowsImpersonationContext context = caller.Impersonate();
        if (!all) return;
        context.Undo();
    }
}`,
    `public class Files
{
    [SqlProcedure]
    public static void Clear(string path)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        caller.Impersonate();
        File.Delete(path);
    }
}`,
  ],
  good: [
    `public class Files
{
    [SqlProcedure]
    public static void Clear(string path)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        WindowsImpersonationContext context = null;
        try
        {
            context = caller.Impersonate();
            File.Delete(path);
        }
        finally
        {
            if (context != null) context.Undo();
        }
    }
}`,
    `public class Files
{
    static WindowsImpersonationContext Begin()
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        return caller == null ? null : caller.Impersonate();
    }

    [SqlProcedure]
    public static void Clear(string path)
    {
        using (Begin()) File.Delete(path);
    }
}`,
  ],
  rulebook: ['CLR-8', 'CLR-13'],
  *managed({ run, entry }) {
    for (const left of byPlace(run, 'left-impersonated')) {
      const [first] = left;
      const undone = deeds(run, 'undo').some((one) => sameIdentity(one.identity, first.identity));
      const returns = left.some(({ deed }) => deed.how === 'return');
      const way = returns ? 'returns' : 'is left by an exception';
      const message = undone
        ? `${shownName(entry)} ${way} while this impersonation is on. Undo it in finally, or use using.`
        : `Nothing undoes this impersonation before ${shownName(entry)} ${way}. Use using, or Undo in finally.`;
      yield { site: first.site, ofWay: true, message, certainty: undone ? 'possible' : 'always' };
    }
  },
});
