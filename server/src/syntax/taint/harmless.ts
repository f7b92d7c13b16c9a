/** Types that hold no text of one's own, and what the functions of the server make of the text they are given. */

/** A number, a date, an id: whatever stands in it, it is no code. */
const closed =
  /^(?:tinyint|smallint|int|integer|bigint|bit|dec|decimal|numeric|money|smallmoney|float|real|double precision|date|datetime|datetime2|datetimeoffset|smalldatetime|time|uniqueidentifier|timestamp|rowversion|table|cursor|geography|geometry|hierarchyid)\s*(?:\(|$)/;

/** Whether a value of the type can hold no code. */
export function isClosed(type: string): boolean {
  return closed.test(
    type
      .toLowerCase()
      .replaceAll(/[[\]"]/g, '')
      .replace(/^sys\./, '')
      .trim(),
  );
}

/** Functions whose result holds the text of arguments, with the positions that count; all of them where none is named. */
const passing: ReadonlyMap<string, readonly number[] | 'all'> = new Map<string, readonly number[] | 'all'>([
  ['ISNULL', 'all'],
  ['COALESCE', 'all'],
  ['CONCAT', 'all'],
  ['CONCAT_WS', 'all'],
  ['REPLACE', [0, 2]],
  ['STUFF', [0, 3]],
  ['SUBSTRING', [0]],
  ['LEFT', [0]],
  ['RIGHT', [0]],
  ['LTRIM', [0]],
  ['RTRIM', [0]],
  ['TRIM', [0]],
  ['UPPER', [0]],
  ['LOWER', [0]],
  ['REVERSE', [0]],
  ['REPLICATE', [0]],
  ['TRANSLATE', [0, 2]],
  ['NULLIF', [0]],
  ['PARSENAME', [0]],
  ['CHOOSE', 'all'],
  ['MIN', [0]],
  ['MAX', [0]],
  ['STRING_AGG', [0, 1]],
  ['FORMATMESSAGE', 'all'],
  ['JSON_VALUE', [0]],
  ['JSON_QUERY', [0]],
]);

/** Functions that answer what somebody else has chosen: names, what a client says of itself, events. */
const chosen: ReadonlySet<string> = new Set([
  'APP_NAME',
  'COL_NAME',
  'CONTEXT_INFO',
  'ERROR_MESSAGE',
  'EVENTDATA',
  'HOST_NAME',
  'INDEX_COL',
  'OBJECT_DEFINITION',
  'OBJECT_NAME',
  'OBJECT_SCHEMA_NAME',
  'ORIGINAL_LOGIN',
  'PROGRAM_NAME',
  'SCHEMA_NAME',
  'SESSION_CONTEXT',
  'SUSER_NAME',
  'SUSER_SNAME',
  'SYSTEM_USER',
]);

/** The arguments whose text the result holds; undefined: none of them. */
export function passedBy(name: string): readonly number[] | 'all' | undefined {
  return passing.get(name.toUpperCase());
}

/** Whether a function of the server answers what somebody else has chosen. */
export function answersChosen(name: string): boolean {
  return chosen.has(name.toUpperCase());
}

/** Columns of the server's own views that the server fills, not people. */
export function isFilledByServer(schema: string | undefined, column: string): boolean {
  return (
    /^(?:sys|information_schema)$/i.test(schema ?? '') &&
    /(?:_id|_desc|_date|_time|_count|_number)$|^(?:is_|id$|state$|class$|type$|permission_name$|collation_name$|(?:data_)?type$|table_type$|status$)/i.test(
      column,
    )
  );
}
