; Keywords are anonymous nodes in upper case.
[
  "SELECT" "INSERT" "UPDATE" "DELETE" "MERGE" "FROM" "WHERE" "GROUP" "BY" "HAVING" "ORDER" "INTO" "VALUES" "SET" "AS" "ON" "JOIN" "INNER" "LEFT" "RIGHT" "FULL" "OUTER" "CROSS" "UNION" "ALL"
  "EXCEPT" "INTERSECT" "DISTINCT" "TOP" "WITH" "CREATE" "ALTER" "DROP" "TABLE" "VIEW" "PROC" "PROCEDURE" "FUNCTION" "TRIGGER" "INDEX" "SCHEMA" "DATABASE" "USER" "LOGIN" "ROLE"
  "BEGIN" "END" "IF" "ELSE" "WHILE" "RETURN" "BREAK" "CONTINUE" "GOTO" "TRY" "CATCH" "THROW" "DECLARE" "EXEC" "EXECUTE" "USE" "GRANT" "DENY" "REVOKE" "TO" "AND" "OR" "NOT" "IN" "LIKE" "BETWEEN" "EXISTS" "IS"
  "CASE" "WHEN" "THEN"
] @keyword
(execute_as) @keyword.context
(revert) @keyword.context
(setuser) @keyword.context
(execute_as_clause) @keyword.context
(execute_as principal: (string) @type)
(string) @string
[(number) (money) (binary)] @number
(null) @constant.builtin
[(comment) (line_comment)] @comment
(variable) @variable
(niladic) @function.builtin
(call name: (_) @function.call)
(table_reference name: (_) @type)
(type) @type
[(bracketed_identifier) (quoted_identifier)] @variable.other
[(go) (sqlcmd_line)] @keyword.directive
