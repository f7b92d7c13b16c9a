using System;
using System.Data.SqlClient;
using System.Data.SqlTypes;
using System.IO;
using System.Security.Principal;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.SqlServer.Server;

namespace Client
{
    public class Sender
    {
        public void Send(string connection, string name)
        {
            SqlDataRecord record = new SqlDataRecord(new SqlMetaData("id", System.Data.SqlDbType.Int));
            WindowsIdentity.GetCurrent().Impersonate();
            using (SqlConnection open = new SqlConnection("context connection=true"))
            {
                open.Open();
                new SqlCommand("SELECT " + name, open).ExecuteNonQuery();
            }
        }
    }
}
