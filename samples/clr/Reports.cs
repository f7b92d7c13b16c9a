// A CLR project that writes a file as the caller. The first method makes the classic mistake, the second does it right.
// Open this file in the editor, or: tsqlctx check samples/clr
using System;
using System.Data.SqlClient;
using System.Data.SqlTypes;
using System.IO;
using System.Security.Principal;
using Microsoft.SqlServer.Server;

public class Reports
{
    /// <summary>Reads the orders while the caller is impersonated: SQL Server refuses that.</summary>
    [SqlProcedure]
    public static void Save(SqlString path)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        WindowsImpersonationContext context = caller.Impersonate();
        using (SqlConnection connection = new SqlConnection("context connection=true"))
        {
            connection.Open();
            SqlCommand command = new SqlCommand("SELECT note FROM dbo.Notes", connection);
            File.WriteAllText(path.Value, (string)command.ExecuteScalar());
        }
        context.Undo();
    }

    /// <summary>Reads first, and writes as the caller.</summary>
    [SqlProcedure]
    public static void SaveRight(SqlString path)
    {
        string text;
        using (SqlConnection connection = new SqlConnection("context connection=true"))
        {
            connection.Open();
            text = (string)new SqlCommand("SELECT note FROM dbo.Notes", connection).ExecuteScalar();
        }
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) throw new InvalidOperationException("a Windows login is needed");
        using (caller.Impersonate())
        {
            File.WriteAllText(path.Value, text);
        }
    }
}
