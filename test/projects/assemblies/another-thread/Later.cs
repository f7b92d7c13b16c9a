// sentence: 5
using System;
using System.Data.SqlClient;
using System.Data.SqlTypes;
using System.IO;
using System.Security.Principal;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.SqlServer.Server;

public class Later
{
    static void Query()
    {
        using (SqlConnection connection = new SqlConnection("context connection=true"))
        {
            connection.Open();
//          ^^^^^^^^^^^^^^^^^ error[clr-async-data-access]: The context connection is used on another thread: SQL Server refuses that.
        }
    }

    [SqlProcedure]
    public static void InATask()
    {
        Task.Run(() =>
        {
            using (SqlConnection connection = new SqlConnection("context connection=true"))
            {
                connection.Open();
//              ^^^^^^^^^^^^^^^^^ error[clr-async-data-access]: The context connection is used on another thread: SQL Server refuses that.
            }
        }).Wait();
    }

    [SqlProcedure]
    public static void InAThread()
    {
        Thread thread = new Thread(Query);
        thread.Start();
    }

    [SqlProcedure]
    public static void BehindAwait()
    {
        Work().Wait();
    }

    static async Task Work()
    {
        await Task.Delay(10);
        using (SqlConnection connection = new SqlConnection("context connection=true"))
        {
            connection.Open();
//          ^^^^^^^^^^^^^^^^^ warning[clr-async-data-access]: The context connection may be used on another thread here: SQL Server refuses that.
        }
    }

    [SqlProcedure]
    public static void Allowed()
    {
        using (SqlConnection connection = new SqlConnection("context connection=true"))
        {
            connection.Open();
        }
        Task.Run(() =>
        {
            using (SqlConnection far = new SqlConnection("server=far;integrated security=true")) Thread.Sleep(1);
        }).Wait();
    }
}
