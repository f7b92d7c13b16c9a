import { rule } from '../rule';
import { byPlace, callerKind, callSite, nameOfCaller } from './seen';

/** So many calls are shown. */
const most = 5;

export const clrWindowsIdentityMayBeNull = rule({
  id: 'clr-windows-identity-may-be-null',
  severity: 'warning',
  serverErrors: [6522],
  language: 'csharp',
  summary: 'The Windows identity of the caller is used without a test whether there is one.',
  why: 'SqlContext.WindowsIdentity is null when the client was authenticated by SQL Server. Which identity it is after EXECUTE AS, the security context in effect or the client that connected, is told differently by different pages, and sa is said to get that of the process.',
  advice: 'Compare it with null first, and say what a caller without a Windows identity gets.',
  bad: [
    `public class Files
{
    [SqlProcedure]
    public static void Clear(string path)
    {
        using (SqlContext.WindowsIdentity.Impersonate()) File.Delete(path);
    }
}`,
    `public class Files
{
    [SqlProcedure]
    public static void Clear(string path)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        using (caller.Impersonate()) File.Delete(path);
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
        if (caller == null) throw new InvalidOperationException("a Windows login is needed");
        using (caller.Impersonate()) File.Delete(path);
    }
}`,
  ],
  rulebook: ['CLR-2', 'CLR-10', 'CLR-11'],
  *managed({ run, calls }) {
    const kinds = calls.map((call) => ({ call, kind: callerKind(call) }));
    const without = kinds.filter(({ kind }) => kind === 'sql').map(({ call }) => call);
    if (kinds.length > 0 && kinds.every(({ kind }) => kind === 'windows')) return;
    for (const seen of byPlace(run, 'identity')) {
      const used = seen.find(({ deed }) => deed.used && !deed.checked);
      if (!used) continue;
      const names = [...new Set(without.map(nameOfCaller))].join(', ');
      yield without.length > 0
        ? {
            site: used.site,
            message: `The caller's Windows identity is null here for ${names}, who ${without.length > 1 ? 'log' : 'logs'} in to SQL Server itself.`,
            certainty: without.length === calls.length ? 'always' : 'possible',
            scripts: without.slice(0, most).map((call) => callSite(call, `${nameOfCaller(call)} calls it here.`)),
          }
        : {
            site: used.site,
            severity: 'information',
            message: "The caller's Windows identity is null here when the client was authenticated by SQL Server.",
          };
    }
  },
});
