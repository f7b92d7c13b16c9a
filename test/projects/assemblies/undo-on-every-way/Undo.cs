// sentence: 3
using System;
using System.Data.SqlClient;
using System.Data.SqlTypes;
using System.IO;
using System.Security.Principal;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.SqlServer.Server;

public class Undo
{
    [SqlProcedure]
    public static void NotInFinally(SqlString path)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        WindowsImpersonationContext context = caller.Impersonate();
//                                            ^^^^^^^^^^^^^^^^^^^^ warning[clr-impersonation-not-undone]: Undo.NotInFinally is left by an exception while this impersonation is on. Undo it in finally, or use using.
        File.Delete(path.Value);
        context.Undo();
    }

    [SqlProcedure]
    public static void NotKept(SqlString path)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        caller.Impersonate();
//      ^^^^^^^^^^^^^^^^^^^^ warning[clr-impersonation-not-undone]: Nothing undoes this impersonation before Undo.NotKept returns. Use using, or Undo in finally.
        File.Delete(path.Value);
    }

    [SqlProcedure]
    public static void EarlyReturn(SqlString path, SqlBoolean all)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        WindowsImpersonationContext context = caller.Impersonate();
//                                            ^^^^^^^^^^^^^^^^^^^^ warning[clr-impersonation-not-undone]: Undo.EarlyReturn returns while this impersonation is on. Undo it in finally, or use using.
        if (all.IsFalse) return;
        context.Undo();
    }

    static WindowsImpersonationContext Begin()
    {
        return SqlContext.WindowsIdentity == null ? null : SqlContext.WindowsIdentity.Impersonate();
//                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[clr-impersonation-not-undone]: Nothing undoes this impersonation before Undo.CallerOfHelperForgets returns. Use using, or Undo in finally.
    }

    [SqlProcedure]
    public static void CallerOfHelperForgets(SqlString path)
    {
        Begin();
        File.Delete(path.Value);
//      ^^^^^^^^^^^^^^^^^^^^^^^ information[clr-external-access-as-service-account]: Undo.CallerOfHelperForgets reaches files as SQL Server's service account here, not as its caller.
    }
}
