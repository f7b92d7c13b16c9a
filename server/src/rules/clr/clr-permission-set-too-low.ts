import { rule } from '../rule';
import { exceeds, needsOf, usesWords } from './permission-sets';

export const clrPermissionSetTooLow = rule({
  id: 'clr-permission-set-too-low',
  severity: 'error',
  serverErrors: [6522],
  language: 'csharp',
  version: '2016',
  summary: 'Code does what the permission set of its assembly does not allow.',
  why: 'SAFE code reaches nothing outside the server, and EXTERNAL_ACCESS code starts no threads and no processes and calls no unmanaged code: the call is refused with a security exception. With clr strict security, the default since SQL Server 2017, every assembly is treated as UNSAFE, and then it is a note at most.',
  advice:
    'Create the assembly with the permission set that its code needs, or move that code into an assembly of its own.',
  bad: [
    `public class Files
{
    [SqlProcedure]
    public static void Clear(string path)
    {
        File.Delete(path);
    }
}
-- T-SQL
CREATE ASSEMBLY files FROM 0x4D WITH PERMISSION_SET = SAFE;
GO
CREATE PROCEDURE dbo.Clear @path nvarchar(260) AS EXTERNAL NAME files.Files.Clear;`,
  ],
  good: [
    `public class Files
{
    [SqlProcedure]
    public static void Clear(string path)
    {
        File.Delete(path);
    }
}
-- T-SQL
CREATE ASSEMBLY files FROM 0x4D WITH PERMISSION_SET = EXTERNAL_ACCESS;
GO
CREATE PROCEDURE dbo.Clear @path nvarchar(260) AS EXTERNAL NAME files.Files.Clear;`,
  ],
  rulebook: ['CLR-2', 'CLR-18'],
  *managed(entry) {
    const { assembly } = entry;
    const given = assembly?.permissionSet;
    if (!assembly || given === undefined) return;
    const isOff = assembly.strict === false && assembly.strictIsSaid;
    const told = new Set<string>();
    for (const { site, deed } of needsOf(entry)) {
      const uses = usesWords(deed);
      if (!exceeds(deed.needs, given) || told.has(uses)) continue;
      told.add(uses);
      yield {
        site,
        ...(!isOff && { severity: 'information' as const }),
        message: isOff
          ? `${assembly.name} is ${given}, and this ${uses}: that needs ${deed.needs}.`
          : `${assembly.name} is ${given}, and this ${uses}, which needs ${deed.needs}: it works only as long as clr strict security treats every assembly as UNSAFE.`,
      };
    }
  },
});
