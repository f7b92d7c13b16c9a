using System;
using System.Data.SqlTypes;
using Microsoft.SqlServer.Server;

public class Sums
{
    [SqlFunction]
    public static SqlInt32 Add(SqlInt32 a, SqlInt32 b)
//                         ^^^ information[clr-permission-set-too-high]: sums is UNSAFE, and nothing in its source is seen to need more than SAFE.
    {
        return Twice(a) + b;
    }

    private static SqlInt32 Twice(SqlInt32 a)
    {
        return a + a;
    }
}
