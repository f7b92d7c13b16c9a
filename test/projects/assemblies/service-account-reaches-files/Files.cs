// sentence: 1
using System;
using System.Data.SqlClient;
using System.Data.SqlTypes;
using System.IO;
using System.Security.Principal;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.SqlServer.Server;

public class Files
{
    [SqlProcedure]
    public static void Delete(SqlString path)
    {
        File.Delete(path.Value);
//      ^^^^^^^^^^^^^^^^^^^^^^^ information[clr-external-access-as-service-account]: Files.Delete reaches files as SQL Server's service account here, not as its caller; for a SQL login or after EXECUTE AS, as in calls at hand, it may be refused instead.
    }

    [SqlProcedure]
    public static void DeleteAsCaller(SqlString path)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) throw new InvalidOperationException("a Windows login is needed");
        using (caller.Impersonate())
        {
            File.Delete(path.Value);
        }
    }

    [SqlFunction]
    public static SqlString Short(SqlString path)
    {
        return Path.GetFileName(path.Value);
    }
}
