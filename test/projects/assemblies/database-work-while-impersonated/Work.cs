// sentence: 4
using System;
using System.Data.SqlClient;
using System.Data.SqlTypes;
using System.IO;
using System.Security.Principal;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.SqlServer.Server;

public class Work
{
    [SqlProcedure]
    public static void Export(SqlString path)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        using (caller.Impersonate())
        using (SqlConnection connection = new SqlConnection("context connection=true"))
        {
            connection.Open();
//          ^^^^^^^^^^^^^^^^^ error[clr-data-access-while-impersonated]: SQL Server refuses that. Undo it first.
            SqlCommand command = new SqlCommand("SELECT note FROM dbo.Notes", connection);
            File.WriteAllText(path.Value, (string)command.ExecuteScalar());
        }
    }

    [SqlProcedure]
    public static void OpenedBefore(SqlString path)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        using (SqlConnection connection = new SqlConnection("context connection=true"))
        {
            connection.Open();
            SqlCommand command = connection.CreateCommand();
            command.CommandText = "SELECT note FROM dbo.Notes";
            using (caller.Impersonate())
            {
                string text = (string)command.ExecuteScalar();
//                                    ^^^^^^^^^^^^^^^^^^^^^^^ error[clr-data-access-while-impersonated]: SQL Server refuses that. Undo it first.
            }
        }
    }

    [SqlProcedure]
    public static void Elsewhere()
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        using (caller.Impersonate())
        using (SqlConnection far = new SqlConnection("Data Source=far;Integrated Security=SSPI"))
        {
            far.Open();
            new SqlCommand("SELECT 1", far).ExecuteNonQuery();
        }
    }

    [SqlProcedure]
    public static void First(SqlString path)
    {
        string text;
        using (SqlConnection connection = new SqlConnection("context connection=true"))
        {
            connection.Open();
            text = (string)new SqlCommand("SELECT note FROM dbo.Notes", connection).ExecuteScalar();
//                                                          ^^^^^^^^^ error[permission-denied]: In the SQL of this command: 'vault' is refused SELECT on OBJECT::dbo.Notes. Msg 229: The SELECT permission was denied on the object 'Notes', database 'shop', schema 'dbo'.
        }
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        using (caller.Impersonate()) File.WriteAllText(path.Value, text);
    }
}
