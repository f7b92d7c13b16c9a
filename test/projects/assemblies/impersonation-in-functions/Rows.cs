// sentence: 7
using System;
using System.Data.SqlClient;
using System.Data.SqlTypes;
using System.IO;
using System.Security.Principal;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.SqlServer.Server;

using System.Collections;

public class Rows
{
    [SqlFunction]
    public static SqlInt32 Large(SqlBytes content)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return 0;
        using (caller.Impersonate()) return 1;
//             ^^^^^^^^^^^^^^^^^^^^ warning[clr-impersonation-in-function]: Impersonation may fail here: Large has the large parameter content and does not say DataAccessKind.Read.
    }

    [SqlFunction]
    public static SqlInt32 LargeInSql(SqlString content)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return 0;
        using (caller.Impersonate()) return 1;
//             ^^^^^^^^^^^^^^^^^^^^ warning[clr-impersonation-in-function]: Impersonation may fail here: LargeInSql has the large parameter @content and does not say DataAccessKind.Read.
    }

    [SqlFunction(DataAccess = DataAccessKind.Read)]
    public static SqlInt32 Reads(SqlBytes content)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return 0;
        using (caller.Impersonate()) return 1;
    }

    [SqlFunction(FillRowMethodName = "Fill")]
    public static IEnumerable List(SqlString folder)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return new string[0];
        using (caller.Impersonate()) return Directory.GetFiles(folder.Value);
//             ^^^^^^^^^^^^^^^^^^^^ warning[clr-impersonation-in-function]: Impersonation may fail here: List makes the rows of a function and does not say DataAccessKind.Read.
    }

    public static void Fill(object item, out SqlInt32 size)
    {
        size = 0;
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        using (caller.Impersonate()) size = 1;
//             ^^^^^^^^^^^^^^^^^^^^ warning[clr-impersonation-in-function]: Impersonation may fail here: Fill fills the rows of a function.
    }
}
