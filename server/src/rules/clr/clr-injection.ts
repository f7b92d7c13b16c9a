import { activeKeys } from '../../catalog/signature';
import { inputs } from '../../clr/flow/texts';
import type { ManagedEntry, ManagedModule } from '../../workspace/managed/model';
import { rule } from '../rule';
import { byPlace } from './seen';

export const clrInjection = rule({
  id: 'clr-injection',
  severity: 'warning',
  securitySeverity: '8.8',
  serverErrors: [],
  language: 'csharp',
  summary: 'Text that a caller chooses becomes part of the SQL that managed code runs.',
  why: 'A parameter that is put into the text of a SqlCommand is read as code. Under an EXECUTE AS clause of the module, or a signature, that code runs with rights that the caller need not have. Without one the caller can do no more than he could himself, and it is a note.',
  advice:
    'Pass values in SqlCommand.Parameters. Put names through SqlCommandBuilder.QuoteIdentifier, or compare them with a list.',
  bad: [
    `public class Search
{
    [SqlProcedure]
    public static void Find(SqlString name)
    {
        using (SqlConnection connection = new SqlConnection("context connection=true"))
        {
            connection.Open();
            SqlCommand command = new SqlCommand("SELECT total FROM dbo.Orders WHERE note = '" + name.Value + "'", connection);
            SqlContext.Pipe.ExecuteAndSend(command);
        }
    }
}
-- T-SQL
CREATE ASSEMBLY search FROM 0x4D;
GO
CREATE PROCEDURE dbo.Find @name nvarchar(50) WITH EXECUTE AS OWNER AS EXTERNAL NAME search.Search.Find;`,
  ],
  good: [
    `public class Search
{
    [SqlProcedure]
    public static void Find(SqlString name)
    {
        using (SqlConnection connection = new SqlConnection("context connection=true"))
        {
            connection.Open();
            SqlCommand command = new SqlCommand("SELECT total FROM dbo.Orders WHERE note = @name", connection);
            command.Parameters.AddWithValue("@name", name.Value);
            SqlContext.Pipe.ExecuteAndSend(command);
        }
    }
}
-- T-SQL
CREATE ASSEMBLY search FROM 0x4D;
GO
CREATE PROCEDURE dbo.Find @name nvarchar(50) WITH EXECUTE AS OWNER AS EXTERNAL NAME search.Search.Find;`,
    `public class Search
{
    [SqlProcedure]
    public static void First(int count)
    {
        using (SqlConnection connection = new SqlConnection("context connection=true"))
        {
            connection.Open();
            new SqlCommand($"SELECT TOP {count} total FROM dbo.Orders", connection).ExecuteNonQuery();
        }
    }
}
-- T-SQL
CREATE ASSEMBLY search FROM 0x4D;
GO
CREATE PROCEDURE dbo.First2 @count int WITH EXECUTE AS OWNER AS EXTERNAL NAME search.Search.First;`,
  ],
  rulebook: ['CLR-6', 'CLR-9', 'DYN-1', 'MOD-12'],
  *managed(entry) {
    for (const seen of byPlace(entry.run, 'command')) {
      const made = seen.find(({ deed }) => inputs(deed.text).length > 0);
      if (!made) continue;
      const names = inputs(made.deed.text)
        .map((name) => `'${name}'`)
        .join(' and ');
      const elevated = made.deed.to === 'context' ? elevatedBy(entry) : undefined;
      yield {
        site: made.site,
        ...(elevated === undefined && { severity: 'information' as const }),
        certainty: seen.every(({ deed }) => inputs(deed.text).length > 0) ? 'always' : 'possible',
        message:
          elevated === undefined
            ? `The text of this command is made from parameter ${names}: whoever calls chooses what runs.`
            : `The text of this command is made from parameter ${names}, and it runs ${elevated}: whoever calls chooses what is done with those rights.`,
      };
    }
  },
});

/** With whose rights the text runs, where a module of T-SQL gives it more than its caller's. */
function elevatedBy({ modules }: ManagedEntry): string | undefined {
  return modules.map(elevationOf).find((one) => one !== undefined);
}

function elevationOf({ module, database, statement }: ManagedModule): string | undefined {
  const { name } = statement.name;
  const { executeAs: clause } = statement;
  if (clause?.kind === 'named') return `as '${clause.name}' in ${name}`;
  if (clause?.kind === 'owner') return `as the owner of ${name}`;
  if (clause?.kind === 'self') return `as whoever made ${name}`;
  const isSigned = module && database && activeKeys(database, module, []).keys.length > 0;
  return isSigned ? `with the rights of the signature of ${name}` : undefined;
}
