// sentence: 6
using System;
using System.Data.SqlClient;
using System.Data.SqlTypes;
using System.IO;
using System.Security.Principal;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.SqlServer.Server;

public class Reach
{
    [SqlProcedure]
    public static void Run(SqlString program)
    {
        System.Diagnostics.Process.Start(program.Value);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[clr-permission-set-too-low]: reach is EXTERNAL_ACCESS, and this reaches processes: that needs UNSAFE.
    }
}
