/** Words of the server that decide how names beside them are read. */
/** Functions whose first argument is a word and no column, and the one whose argument is a column of no table here. */
export const wordFirst = new Set([
  'DATEADD',
  'DATEDIFF',
  'DATEDIFF_BIG',
  'DATEPART',
  'DATENAME',
  'DATETRUNC',
  'DATE_BUCKET',
  'CONVERT',
  'TRY_CONVERT',
  'UPDATE',
]);
/** Methods of xml, CLR and spatial columns look like functions of a schema. */
export const methods =
  /^(?:value|query|exist|nodes|modify|ST[A-Z]\w*|To[A-Z]\w*|Get(?:Ancestor|Descendant|Level|ReparentedValue|Root)|IsDescendantOf|MakeValid|Reduce|AsTextZM|AsGml|Filter|InstanceOf)$/;
/** Table-valued functions of the server, called without a schema. */
export const builtinSources = new Set([
  'OPENJSON',
  'STRING_SPLIT',
  'GENERATE_SERIES',
  'CONTAINSTABLE',
  'FREETEXTTABLE',
  'REGEXP_MATCHES',
  'REGEXP_SPLIT_TO_TABLE',
  'VECTOR_SEARCH',
  'PREDICT',
  'SEMANTICKEYPHRASETABLE',
  'SEMANTICSIMILARITYTABLE',
]);

/** Nodes that enter a source of a FROM clause. */
export const sourceTypes = new Set([
  'table_reference',
  'table_function',
  'derived_table',
  'pivoted',
  'rowset',
  'change_table',
  'join',
  'parenthesized_join',
  'odbc_join',
  'table_variable',
]);
