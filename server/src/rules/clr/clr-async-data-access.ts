import { rule } from '../rule';
import { byPlace } from './seen';

export const clrAsyncDataAccess = rule({
  id: 'clr-async-data-access',
  severity: 'error',
  serverErrors: [6522],
  language: 'csharp',
  summary: 'The context connection is used on another thread.',
  why: 'Managed code that runs asynchronously, in a thread, a task, the thread pool or a timer, never has in-process data access, impersonated or not. Behind await the code may go on on another thread.',
  advice:
    'Read what is needed before the work is handed to another thread, and hand the data on; or open a connection that is not in-process there.',
  bad: [
    `public class Work
{
    [SqlProcedure]
    public static void Later()
    {
        Task.Run(() =>
        {
            using (SqlConnection connection = new SqlConnection("context connection=true")) connection.Open();
        }).Wait();
    }
}`,
    `public class Work
{
    static void Count()
    {
        using (SqlConnection connection = new SqlConnection("context connection=true")) connection.Open();
    }

    [SqlProcedure]
    public static void Later()
    {
        Thread thread = new Thread(Count);
        thread.Start();
    }
}`,
  ],
  good: [
    `public class Work
{
    [SqlProcedure]
    public static void Later()
    {
        using (SqlConnection connection = new SqlConnection("context connection=true")) connection.Open();
        Task.Run(() => Math.Sqrt(2)).Wait();
    }
}`,
  ],
  rulebook: ['CLR-5'],
  *managed({ run }) {
    for (const seen of byPlace(run, 'data-access')) {
      const elsewhere = seen.filter(({ deed, thread }) => deed.first && thread !== 'own');
      const [first] = elsewhere;
      if (!first) continue;
      const isSure = seen.every(({ thread }) => thread === 'other');
      yield {
        site: first.site,
        ofWay: true,
        certainty: isSure ? 'always' : 'possible',
        message: isSure
          ? 'The context connection is used on another thread: SQL Server refuses that.'
          : 'The context connection may be used on another thread here: SQL Server refuses that.',
      };
    }
  },
});
