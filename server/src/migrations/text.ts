/** The part of a migration that a deployment from nothing runs. */
import { formattedSql } from './numbered';
import { wayBack } from './pairs';

export function deployedText(text: string): string {
  const on = text.slice(0, wayBack.exec(text)?.index ?? text.length);
  return isMigrated(formattedSql.test(on) ? changeSets(on) : on);
}

/** EF Core asks its history before each step of an idempotent script: nothing of it is there yet. */
function isMigrated(text: string): string {
  return text.replace(
    /\bIF\s+NOT\s+EXISTS\s*\(\s*SELECT\s+\*\s+FROM\s+(?:\[\w+\]\.|\w+\.)?\[?__EFMigrationsHistory\]?\s+WHERE\s+\[?MigrationId\]?\s*=\s*N?'[^']*'\s*\)/gi,
    'IF 1 = 1',
  );
}

/** Liquibase sends each change set by itself, and none that is for another product. */
function changeSets(text: string): string {
  const [head = '', ...sets] = text.split(/^(?=\s*--\s*changeset\b)/im);
  return [head, ...sets.filter(isOurs).map((set) => `GO\n${set}`)].join('');
}

function isOurs(set: string): boolean {
  const products = /\bdbms:\s*"?([\w,!\s]*?)"?(?=\s+\w+:|\s*$)/im.exec(set.split('\n', 1)[0] ?? '')?.[1];
  if (products === undefined || products.trim() === '') return true;
  const named = products.split(',').map((one) => one.trim().toLowerCase());
  return named.includes('mssql') || (named.every((one) => one.startsWith('!')) && !named.includes('!mssql'));
}
