/** Workspaces that are made up: scripts with things of their own, which refer to those of others. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Made {
  readonly folder: string;
  readonly bytes: number;
  /** Where the script of a number is. */
  placeOf(index: number): string;
  textOf(index: number): string;
  remove(): void;
}

/** So many statements stand in each procedure: 68 MB in 10,000 scripts. */
const lines = 60;
const folders = 50;

export function makeWorkspace(count: number): Made {
  const folder = mkdtempSync(path.join(tmpdir(), 'tsqlctx-bench-'));
  const placeOf = (index: number): string => path.join(folder, `d${index % folders}`, `s${index}.sql`);
  writeFileSync(path.join(folder, 'base.sql'), base);
  let bytes = base.length;
  for (let index = 0; index < count; index++) {
    if (index < folders) mkdirSync(path.dirname(placeOf(index)));
    const text = scriptOf(index, count);
    bytes += text.length;
    writeFileSync(placeOf(index), text);
  }
  return {
    folder,
    bytes,
    placeOf,
    textOf: (index) => scriptOf(index, count),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

const base = 'CREATE DATABASE shop;\nGO\nUSE shop;\nCREATE ROLE till;\nGO\nCREATE SCHEMA sales;\n';

function scriptOf(index: number, count: number): string {
  const called = index >> 2; // of the first its own number: it calls nothing, for it would do so without end
  const other = (index * 7 + 3) % count;
  const steps = Array.from({ length: lines }, (_, line) =>
    line % 6 === 5
      ? `  IF @n = ${line} BEGIN UPDATE sales.t${index} SET id = id + ${line} WHERE id IN (SELECT o.id FROM sales.t${called} AS o); END;`
      : `  INSERT INTO sales.t${index} (id, name) SELECT o.id, o.name FROM sales.t${line % 2 ? called : other} AS o WHERE o.id = ${line} AND o.name LIKE N'x%';`,
  );
  const user = index % 50 === 1 ? `CREATE USER u${index} WITHOUT LOGIN;\nALTER ROLE till ADD MEMBER u${index};\n` : '';
  return `USE shop;
GO
CREATE TABLE sales.t${index} (id int, name nvarchar(100));
${user}GO
CREATE PROCEDURE sales.p${index} @n int AS
BEGIN
${steps.join('\n')}${called === index ? '' : `\n  EXECUTE sales.p${called} @n;`}
END
GO
GRANT EXECUTE ON sales.p${index} TO till;
GRANT SELECT ON sales.t${index} TO till;
`;
}
