/** What `:setvar` sets is in the strings of the script; what it does not is not known. */
import assert from 'node:assert/strict';
import type { Parser } from '../../server/src/syntax/parser';
import { testParser } from '../support/parser';
import { traced } from '../support/traced';

describe('sqlcmd variables', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });
  const outcomes = (text: string): string[] => traced(parser, text).statements.map(({ outcome }) => outcome);
  const guard = "IF N'$(__IsSqlCmdEnabled)' NOT LIKE N'True'\nBEGIN\n    SET NOEXEC ON;\nEND\nGO\n";

  it('decide what a deployment script does', () => {
    assert.deepEqual(outcomes(`:setvar __IsSqlCmdEnabled "True"\nGO\n${guard}SELECT 1;\n`).at(-1), 'ok');
    assert.deepEqual(outcomes(`:setvar __IsSqlCmdEnabled "False"\nGO\n${guard}SELECT 1;\n`).at(-1), 'noop');
  });
  it('are in names of principals given as strings', () => {
    const text = ':setvar Who "amy"\nCREATE LOGIN amy WITH PASSWORD = \'x\';\nGO\n';
    assert.equal(outcomes(`${text}EXECUTE AS LOGIN = '$(Who)';`).at(-1), 'ok');
    assert.equal(outcomes(`${text}EXECUTE AS LOGIN = '$(Other)';`).at(-1), 'unknown');
    assert.equal(outcomes(`${text}:setvar Who "bob"\nEXECUTE AS LOGIN = '$(Who)';`).at(-1), 'unknown');
  });
  it('name a database by themselves', () => {
    assert.equal(outcomes('CREATE DATABASE [$(Db)];\nGO\nUSE [$(Db)];\nSELECT 1;').at(-1), 'ok');
    assert.equal(outcomes('USE [$(Db)];').at(-1), 'unknown');
  });
});
