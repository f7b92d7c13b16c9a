// sentence: 2
using System;
using System.Data.SqlClient;
using System.Data.SqlTypes;
using System.IO;
using System.Security.Principal;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.SqlServer.Server;

public class Who
{
    [SqlProcedure]
    public static void Name()
    {
        SqlContext.Pipe.Send(SqlContext.WindowsIdentity.Name);
//                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[clr-windows-identity-may-be-null]: The caller's Windows identity is null here for amy, who logs in to SQL Server itself.
    }

    [SqlProcedure]
    public static void NameOrNothing()
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        SqlContext.Pipe.Send(caller == null ? "nobody" : caller.Name);
        SqlContext.Pipe.Send(SqlContext.WindowsIdentity?.Name);
        if (SqlContext.WindowsIdentity != null) SqlContext.Pipe.Send(SqlContext.WindowsIdentity.Name);
    }

    [SqlProcedure]
    public static void OnlyForWindows()
    {
        SqlContext.Pipe.Send(SqlContext.WindowsIdentity.Name);
    }

    [SqlProcedure]
    public static void ForAnybody()
    {
        SqlContext.Pipe.Send(SqlContext.WindowsIdentity.Name);
//                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information[clr-windows-identity-may-be-null]: The caller's Windows identity is null here when the client was authenticated by SQL Server.
    }
}
