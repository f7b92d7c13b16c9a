using System;
using System.Data.SqlClient;
using System.Data.SqlTypes;
using System.IO;
using System.Security.Principal;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.SqlServer.Server;

public class Commands
{
    const string Inside = "context connection=true";

    [SqlProcedure]
    public static void Search(SqlString name, SqlInt32 most)
    {
        using (SqlConnection connection = new SqlConnection(Inside))
        {
            connection.Open();
            SqlCommand command = new SqlCommand("SELECT TOP (" + most + ") note FROM dbo.Notes WHERE note = '" + name.Value + "'", connection);
            SqlContext.Pipe.ExecuteAndSend(command);
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[clr-injection]: The text of this command is made from parameter 'name', and it runs as the owner of Search: whoever calls chooses what is done with those rights.
        }
    }

    [SqlProcedure]
    public static void SearchForAnybody(SqlString name)
    {
        using (SqlConnection connection = new SqlConnection(Inside))
        {
            connection.Open();
            SqlContext.Pipe.ExecuteAndSend(new SqlCommand($"SELECT note FROM dbo.Notes WHERE note = '{name}'", connection));
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information[clr-injection]: The text of this command is made from parameter 'name': whoever calls chooses what runs.
        }
    }

    [SqlProcedure]
    public static void Quoted(SqlString table, SqlInt32 most)
    {
        using (SqlConnection connection = new SqlConnection(Inside))
        {
            connection.Open();
            string name = new SqlCommandBuilder().QuoteIdentifier(table.Value);
            SqlContext.Pipe.ExecuteAndSend(new SqlCommand("SELECT TOP (" + most + ") * FROM " + name, connection));
        }
    }

    [SqlProcedure]
    public static void Peek()
    {
        using (SqlConnection connection = new SqlConnection(Inside))
        {
            connection.Open();
            new SqlCommand("SELECT secret FROM dbo.Vault", connection).ExecuteNonQuery();
//                                             ^^^^^^^^^ error[permission-denied]: In the SQL of this command: 'clerk' is refused SELECT on OBJECT::dbo.Vault. Msg 229: The SELECT permission was denied on the object 'Vault', database 'shop', schema 'dbo'.
        }
    }
}
