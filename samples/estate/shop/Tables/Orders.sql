CREATE TABLE dbo.Orders
(
    OrderId int NOT NULL PRIMARY KEY,
    Total   money NOT NULL
);
