/**
 * The part of a migration that a deployment from nothing runs. What is left out becomes blanks, so that everything stands
 * where it stood.
 */
import { marksOf, wayBack } from './marks';

export function deployedText(text: string): string {
  const { liquibase, ways, migration } = marksOf(text);
  const on = ways === undefined ? text : withoutWayBack(text);
  const sets = liquibase ? changeSets(on) : on;
  return migration === undefined ? sets : isMigrated(sets);
}

function withoutWayBack(text: string): string {
  const end = wayBack.exec(text)?.index ?? text.length;
  return text.slice(0, end) + blank(text.slice(end));
}

/** EF Core asks its history before each step of an idempotent script: nothing of it is there yet. */
function isMigrated(text: string): string {
  return text.replace(
    /(?<=\bIF\s+)NOT\s+EXISTS\s*\(\s*SELECT\s+\*\s+FROM\s+(?:\[\w+\]\.|\w+\.)?\[?__EFMigrationsHistory\]?\s+WHERE\s+\[?MigrationId\]?\s*=\s*N?'[^']*'\s*\)/gi,
    (asked) => `1=1${blank(asked.slice('1=1'.length))}`,
  );
}

/** Liquibase sends each change set by itself, and none that is for another product. */
function changeSets(text: string): string {
  const [head = '', ...sets] = text.split(/^(?=[ \t]*--[ \t]*changeset\b)/im);
  return [head, ...sets.map((set) => (isOurs(set) ? `GO${blankLine(set).slice('GO'.length)}` : blank(set)))].join('');
}

function isOurs(set: string): boolean {
  const products = /\bdbms:\s*"?([\w,!\s]*?)"?(?=\s+\w+:|\s*$)/im.exec(set.split('\n', 1)[0] ?? '')?.[1];
  if (products === undefined || products.trim() === '') return true;
  const named = products.split(',').map((one) => one.trim().toLowerCase());
  return named.includes('mssql') || (named.every((one) => one.startsWith('!')) && !named.includes('!mssql'));
}

/** Its first line is blank. */
function blankLine(text: string): string {
  const end = text.indexOf('\n');
  return end < 0 ? blank(text) : blank(text.slice(0, end)) + text.slice(end);
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
