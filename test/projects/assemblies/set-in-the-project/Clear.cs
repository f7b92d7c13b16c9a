using System.IO;
using System.Data.SqlTypes;
using Microsoft.SqlServer.Server;

public class Clear
{
    [SqlProcedure]
    public static void Remove(SqlString path)
    {
        File.Delete(path.Value);
//      ^^^^^^^^^^^^^^^^^^^^^^^ information[clr-external-access-as-service-account]: Clear.Remove reaches files as SQL Server's service account here, not as its caller.
//      ^^^^^^^^^^^^^^^^^^^^^^^ information[clr-permission-set-too-low]: clearing is SAFE, and this reaches files, which needs EXTERNAL_ACCESS: it works only as long as clr strict security treats every assembly as UNSAFE.
    }
}
