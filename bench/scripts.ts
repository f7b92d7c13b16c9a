/** The scripts that are measured: three from the corpus where it is at hand, one made up. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '..');

/** The folder corpus/ of the folder that TSQLCTX_CORPUS names, else of ../shared; undefined: not here. */
export function corpusFolder(): string | undefined {
  const folder = path.join(process.env.TSQLCTX_CORPUS ?? path.resolve(root, '../shared'), 'corpus');
  return existsSync(folder) ? folder : undefined;
}

/** The names of the scripts, and how to get their texts. */
export const scripts: ReadonlyMap<string, () => string | undefined> = new Map([
  ['sp_Blitz.sql', () => fromCorpus('first-responder-kit/sp_Blitz.sql')],
  ['MaintenanceSolution.sql', () => fromCorpus('ola-maintenance/MaintenanceSolution.sql')],
  ['sp_DatabaseRestore.sql', () => fromCorpus('first-responder-kit/sp_DatabaseRestore.sql')],
  ['generated, 10,000 statements in 1,000 batches', generated],
]);

function fromCorpus(file: string): string | undefined {
  const folder = corpusFolder();
  const whole = folder && path.join(folder, file);
  return whole && existsSync(whole) ? readFileSync(whole, 'utf8').replace(/^\uFEFF/, '') : undefined;
}

/** A deployment script: principals, tables, modules, grants, and impersonation here and there. */
function generated(): string {
  const batches: string[] = [
    "CREATE LOGIN app WITH PASSWORD = 'x';",
    'CREATE DATABASE shop;',
    'USE shop;\nCREATE USER app FOR LOGIN app;',
  ];
  for (let n = batches.length; batches.length < 1000; n++) batches.push(batch(n));
  return `${batches.join('\nGO\n')}\nGO\n`;
}

function batch(n: number): string {
  switch (n % 5) {
    case 0:
      return `CREATE PROCEDURE dbo.p${n} @id int\nWITH EXECUTE AS OWNER\nAS\nBEGIN\n${body(n, 8)}\nEND;`;
    case 1:
      return `EXECUTE AS USER = 'app';\n${body(n, 9)}\nREVERT;`;
    case 2:
      return `CREATE TABLE dbo.t${n} (id int NOT NULL, name nvarchar(100), total money);\nGRANT SELECT ON OBJECT::dbo.t${n} TO app;\n${body(n, 8)}`;
    case 3:
      return `BEGIN TRY\n${body(n, 5)}\nEND TRY\nBEGIN CATCH\n    PRINT ERROR_MESSAGE();\nEND CATCH;\n${body(n, 4)}`;
    default:
      return `DECLARE @n int = ${n};\nIF @n > 10\nBEGIN\n${body(n, 6)}\nEND;\n${body(n, 3)}`;
  }
}

function body(n: number, count: number): string {
  return Array.from({ length: count }, (_, k) => statement(n, k)).join('\n');
}

function statement(n: number, k: number): string {
  switch ((n + k) % 4) {
    case 0:
      return `    SELECT id, name, total FROM dbo.t2 WHERE id = ${n} AND total > ${k} ORDER BY name;`;
    case 1:
      return `    UPDATE dbo.t2 SET total = total * 1.1, name = N'row ${n}' WHERE id IN (${n}, ${k}, 3);`;
    case 2:
      return `    INSERT INTO dbo.t2 (id, name, total) VALUES (${n}, N'name ${k}', ${n}.5);`;
    default:
      return `    EXECUTE dbo.p5 @id = ${k};`;
  }
}
