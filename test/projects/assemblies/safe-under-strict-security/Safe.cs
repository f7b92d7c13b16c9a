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
//      ^^^^^^^^^^^^^^^^^^^^^^^ information[clr-external-access-as-service-account]: Safe.Clear reaches files as SQL Server's service account here, not as its caller.
//      ^^^^^^^^^^^^^^^^^^^^^^^ information[clr-permission-set-too-low]: safe is SAFE, and this reaches files, which needs EXTERNAL_ACCESS: it works only as long as clr strict security treats every assembly as UNSAFE.
    }
}
