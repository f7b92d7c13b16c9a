; Keywords are anonymous nodes in upper case.
[
  "SELECT" "INSERT" "UPDATE" "DELETE" "MERGE" "FROM" "WHERE" "GROUP" "BY" "HAVING" "ORDER" "INTO" "VALUES" "SET" "AS" "ON" "USING" "OUTPUT" "TOP" "PERCENT" "DISTINCT" "ALL" "ANY" "SOME" "OVER" "WINDOW" "PARTITION"
  "JOIN" "INNER" "LEFT" "RIGHT" "FULL" "OUTER" "CROSS" "APPLY" "PIVOT" "UNPIVOT" "UNION" "EXCEPT" "INTERSECT" "WITH" "OPTION" "FOR" "OFFSET" "FETCH" "NEXT" "FIRST" "ROWS" "ROW" "ONLY" "TRUNCATE" "BULK"
  "CREATE" "ALTER" "DROP" "TABLE" "VIEW" "PROC" "PROCEDURE" "FUNCTION" "TRIGGER" "INDEX" "SCHEMA" "DATABASE" "USER" "LOGIN" "ROLE" "TYPE" "SYNONYM" "SEQUENCE" "CERTIFICATE" "ASYMMETRIC" "SYMMETRIC" "KEY" "ASSEMBLY"
  "QUEUE" "SERVICE" "CREDENTIAL" "SIGNATURE" "STATISTICS" "AUTHORIZATION" "RETURNS" "SCHEMABINDING" "RECOMPILE"
  "BEGIN" "END" "IF" "ELSE" "WHILE" "RETURN" "BREAK" "CONTINUE" "GOTO" "TRY" "CATCH" "THROW" "RAISERROR" "PRINT" "WAITFOR" "DECLARE" "CURSOR" "OPEN" "CLOSE" "DEALLOCATE" "TRAN" "TRANSACTION" "COMMIT" "ROLLBACK" "SAVE"
  "EXEC" "EXECUTE" "USE" "GRANT" "DENY" "REVOKE" "TO" "CASCADE" "BACKUP" "RESTORE" "DBCC" "CASE" "WHEN" "THEN" "DEFAULT"
] @keyword
["AND" "OR" "NOT" "IN" "LIKE" "BETWEEN" "EXISTS" "IS"] @keyword.operator
(execute_as) @keyword.context
(revert) @keyword.context
(setuser) @keyword.context
(execute_as_clause) @keyword.context
(execute_as principal: (string) @type)
(string) @string
[(number) (money) (binary)] @number
[(null) (default)] @constant.builtin
[(comment) (line_comment)] @comment
(variable) @variable
(niladic) @function.builtin
(pseudo_column) @variable.builtin
(call name: (_) @function.call)
(execute module: (_) @function.call)
(table_reference name: (_) @type)
(type) @type.builtin
(parameter name: (variable) @variable.parameter)
(label name: (identifier) @label)
(goto label: (_) @label)
[(comparison_operator) (assignment_operator) (bit_operator) (division_operator)] @operator
[(bracketed_identifier) (quoted_identifier)] @variable.other
[(go) (sqlcmd_line)] @keyword.directive
