import { methodsOf } from '../../clr/model';
import type { ManagedUnit } from '../../workspace/managed/model';
import { rule } from '../rule';
import { deeds } from './seen';

/** What these hold needs no more than SAFE, but for what is looked for. */
const harmless =
  /^(System(\.(Collections(\.\w+)*|Data(\.(SqlClient|SqlTypes|Common))?|Globalization|Linq|Math|Text(\.RegularExpressions)?|Xml(\.\w+)?))?|Microsoft\.SqlServer\.Server)$/;

export const clrPermissionSetTooHigh = rule({
  id: 'clr-permission-set-too-high',
  severity: 'information',
  serverErrors: [],
  language: 'csharp',
  summary: 'An assembly has a permission set that its code is not seen to need.',
  why: 'Whoever may alter an EXTERNAL_ACCESS or UNSAFE assembly may act as the service account. This is said only where a project shows that all of the source is here.',
  advice: 'Create the assembly with PERMISSION_SET = SAFE.',
  bad: [
    `public class Sums
{
    [SqlFunction]
    public static int Add(int a, int b)
    {
        return a + b;
    }
}
-- project: sums UNSAFE`,
  ],
  good: [
    `public class Sums
{
    [SqlFunction]
    public static int Add(int a, int b)
    {
        return a + b;
    }
}
-- project: sums SAFE`,
    `public class Files
{
    [SqlProcedure]
    public static void Clear(string path)
    {
        File.Delete(path);
    }
}
-- project: files EXTERNAL_ACCESS`,
    `public class Sums
{
    [SqlFunction]
    public static int Add(int a, int b)
    {
        return a + b;
    }
}
-- T-SQL
CREATE ASSEMBLY sums FROM 0x4D WITH PERMISSION_SET = UNSAFE;
GO
CREATE FUNCTION dbo.Add2 (@a int, @b int) RETURNS int AS EXTERNAL NAME sums.Sums.[Add];`,
  ],
  rulebook: ['CLR-7', 'CLR-18'],
  *managed({ entry, assembly }, unit) {
    const given = assembly?.permissionSet;
    if (!unit.project?.complete || !assembly || given === undefined || given === 'SAFE') return;
    if (unit.entries[0]?.entry !== entry || !needsNothing(unit)) return;
    yield {
      site: { member: entry.method, span: entry.method.nameSpan },
      message: `${assembly.name} is ${given}, and nothing in its source is seen to need more than SAFE.`,
    };
  },
});

/** Whether all of the source is of a kind that SAFE allows, as far as can be seen. */
function needsNothing({ sources, entries }: ManagedUnit): boolean {
  const own = new Set([...sources.types.keys()].map((name) => name.replace(/\.?[^.]*$/s, '')));
  const isPlain = sources.files.every(
    ({ usings, types }) =>
      usings.every((one) => harmless.test(one) || own.has(one)) &&
      types.every((type) =>
        methodsOf(type).every(({ member }) => !member.modifiers.has('extern') && !member.modifiers.has('unsafe')),
      ),
  );
  const reached = new Set(entries.flatMap(({ run }) => run.entered.map(({ method }) => method)));
  const followed = [...sources.places.keys()].every((method) => reached.has(method) || method.body === undefined);
  const needs = entries.some(
    ({ run }) => run.cut || [...deeds(run, 'reach'), ...deeds(run, 'needs'), ...deeds(run, 'identity')].length > 0,
  );
  return isPlain && followed && !needs;
}
