// sentence: 3
using System;
using System.Data.SqlClient;
using System.Data.SqlTypes;
using System.IO;
using System.Security.Principal;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.SqlServer.Server;

public class Right
{
    [SqlProcedure]
    public static void TryFinally(SqlString path)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        WindowsImpersonationContext context = null;
        try
        {
            try
            {
                if (caller == null) throw new InvalidOperationException("a Windows login is needed");
                context = caller.Impersonate();
                if (context != null) File.Delete(path.Value);
            }
            finally
            {
                if (context != null) context.Undo();
            }
        }
        catch
        {
            throw;
        }
    }

    [SqlProcedure]
    public static void UsingDeclaration(SqlString path)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller is null) return;
        using var context = caller.Impersonate();
        if (path.IsNull) return;
        File.Delete(path.Value);
    }

    [SqlProcedure]
    public static void OnlyIfAsked(SqlString path, SqlBoolean asCaller)
    {
        WindowsImpersonationContext context = null;
        try
        {
            WindowsIdentity caller = SqlContext.WindowsIdentity;
            if (caller == null) return;
            context = caller.Impersonate();
            File.Delete(path.Value);
        }
        catch (IOException problem)
        {
            context?.Undo();
            context = null;
            Note(problem.Message);
        }
        finally
        {
            context?.Undo();
        }
    }

    static void Note(string text)
    {
        using (SqlConnection connection = new SqlConnection("context connection=true"))
        {
            connection.Open();
            SqlCommand command = new SqlCommand("INSERT dbo.Notes (note) VALUES (@text)", connection);
            command.Parameters.AddWithValue("@text", text);
            command.ExecuteNonQuery();
        }
    }

    [SqlProcedure]
    public static void Helpers(SqlString path)
    {
        AsCaller(() => File.Delete(path.Value));
        Note("deleted");
        using (new Caller())
        {
            File.Delete(path.Value);
        }
        Note("deleted twice");
    }

    static void AsCaller(Action work)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) throw new InvalidOperationException("a Windows login is needed");
        WindowsImpersonationContext context = caller.Impersonate();
        try
        {
            work();
        }
        finally
        {
            context.Undo();
        }
    }

    private sealed class Caller : IDisposable
    {
        private readonly WindowsImpersonationContext context;

        public Caller()
        {
            WindowsIdentity caller = SqlContext.WindowsIdentity;
            if (caller == null) throw new InvalidOperationException("a Windows login is needed");
            context = caller.Impersonate();
        }

        public void Dispose()
        {
            context.Undo();
        }
    }

    [SqlProcedure]
    public static void Many(SqlString folder)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        string[] names;
        using (caller.Impersonate()) names = Directory.GetFiles(folder.Value);
        foreach (string name in names)
        {
            if (name.EndsWith(".tmp")) continue;
            Note(name);
            using (caller.Impersonate())
            {
                if (!File.Exists(name)) break;
                File.Delete(name);
            }
        }
        Note("done");
    }
}
