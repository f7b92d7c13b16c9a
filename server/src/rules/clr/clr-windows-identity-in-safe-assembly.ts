import { rule } from '../rule';
import { byPlace } from './seen';

export const clrWindowsIdentityInSafeAssembly = rule({
  id: 'clr-windows-identity-in-safe-assembly',
  severity: 'error',
  serverErrors: [6522],
  language: 'csharp',
  version: '2016',
  summary: 'Code of a SAFE assembly asks for the Windows identity of the caller.',
  why: 'Only EXTERNAL_ACCESS and UNSAFE assemblies may read SqlContext.WindowsIdentity. With clr strict security, the default since SQL Server 2017, SAFE is treated as UNSAFE, and then it is a note at most.',
  advice:
    'Create the assembly with EXTERNAL_ACCESS, signed by a key whose login may create such assemblies, or do without the identity.',
  bad: [
    `public class Who
{
    [SqlProcedure]
    public static void Am()
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller != null) SqlContext.Pipe.Send(caller.Name);
    }
}
-- T-SQL
CREATE ASSEMBLY who FROM 0x4D WITH PERMISSION_SET = SAFE;
GO
CREATE PROCEDURE dbo.WhoAmI AS EXTERNAL NAME who.Who.Am;`,
  ],
  good: [
    `public class Who
{
    [SqlProcedure]
    public static void Am()
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller != null) SqlContext.Pipe.Send(caller.Name);
    }
}
-- T-SQL
CREATE ASSEMBLY who FROM 0x4D WITH PERMISSION_SET = EXTERNAL_ACCESS;
GO
CREATE PROCEDURE dbo.WhoAmI AS EXTERNAL NAME who.Who.Am;`,
  ],
  rulebook: ['CLR-2', 'CLR-10', 'CLR-18'],
  *managed({ run, assembly }) {
    if (assembly?.permissionSet !== 'SAFE') return;
    const { name, strict, strictIsSaid } = assembly;
    const isOff = strict === false && strictIsSaid;
    const [first] = byPlace(run, 'identity');
    if (!first) return;
    yield isOff
      ? { site: first[0].site, message: `${name} is SAFE: it may not read the caller's Windows identity.` }
      : {
          site: first[0].site,
          severity: 'information',
          message: `${name} is SAFE: it may read the caller's Windows identity only because clr strict security treats it as UNSAFE.`,
        };
  },
});
