CREATE TABLE dbo.Salary
(
    Employee int NOT NULL PRIMARY KEY,
    Amount   money NOT NULL
);
