// sentence: 1
using System;
using System.Data.SqlClient;
using System.Data.SqlTypes;
using System.IO;
using System.Security.Principal;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.SqlServer.Server;

public class Safe
{
    [SqlProcedure]
    public static void Clear(SqlString path)
    {
        File.Delete(path.Value);
//      ^^^^^^^^^^^^^^^^^^^^^^^ error[clr-permission-set-too-low]: safe is SAFE, and this reaches files: that needs EXTERNAL_ACCESS.
    }

    [SqlProcedure]
    public static void WhoIs()
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
//                               ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[clr-windows-identity-in-safe-assembly]: safe is SAFE: it may not read the caller's Windows identity.
        if (caller != null) SqlContext.Pipe.Send(caller.Name);
    }
}
