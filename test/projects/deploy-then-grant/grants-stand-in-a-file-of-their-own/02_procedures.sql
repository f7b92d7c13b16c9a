-- 02: the report builds its statement as a string, so it runs as a user that may read the tables
USE SalesReports;
GO
CREATE PROCEDURE dbo.RevenueOfMonth
    @Month date
WITH EXECUTE AS 'report_reader'
AS
BEGIN
    SET NOCOUNT ON;
    EXEC sys.sp_executesql
        N'SELECT i.CustomerId, SUM(l.Amount) AS Revenue
          FROM dbo.Invoice AS i
          JOIN dbo.InvoiceLine AS l ON l.InvoiceId = i.InvoiceId
          WHERE i.IssuedOn >= @Month AND i.IssuedOn < DATEADD(month, 1, @Month)
          GROUP BY i.CustomerId',
        N'@Month date', @Month = @Month;
END;
GO
