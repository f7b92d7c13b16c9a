// sentence: 3
using System;
using System.Data.SqlClient;
using System.Data.SqlTypes;
using System.IO;
using System.Security.Principal;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.SqlServer.Server;

public class Nested
{
    static void Query()
    {
        using (var connection = new SqlConnection("context connection=true")) connection.Open();
//                                                                            ^^^^^^^^^^^^^^^^^ error[clr-data-access-while-impersonated]: SQL Server refuses that. Undo it first.
    }

    [SqlProcedure]
    public static void InnerUndone()
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        using (caller.Impersonate())
        {
            using (caller.Impersonate()) File.Delete("a.txt");
            using (var connection = new SqlConnection("context connection=true"))
            {
                connection.Open();
//              ^^^^^^^^^^^^^^^^^ error[clr-data-access-while-impersonated]: SQL Server refuses that. Undo it first.
            }
        }
    }

    [SqlProcedure]
    public static void BothUndone()
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        using (caller.Impersonate())
        {
            using (caller.Impersonate()) File.Delete("a.txt");
        }
        using (var connection = new SqlConnection("context connection=true")) connection.Open();
    }

    [SqlProcedure]
    public static void Newer()
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        WindowsIdentity.RunImpersonated(caller.AccessToken, () => File.Delete("a.txt"));
        using (var connection = new SqlConnection("context connection=true")) connection.Open();
    }

    [SqlProcedure]
    public static void NewerInside()
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        WindowsIdentity.RunImpersonated(caller.AccessToken, () => Query());
    }
}
