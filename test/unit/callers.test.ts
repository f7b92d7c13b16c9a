/** Scripts that call a module of the same name: only those whose calls enter the body are analysed for its findings. */
import assert from 'node:assert/strict';
import { startCheck } from '../../server/src/cli/check';
import type { Parser } from '../../server/src/syntax/parser';
import { Workspace } from '../../server/src/workspace/workspace';
import { testParser } from '../support/parser';

const mostOthers = 12;
const count = 30;
/** Each makes a database of its own, and calls what is in it. */
const own = (index: number): string => `CREATE DATABASE Till${index};
GO
USE Till${index};
CREATE LOGIN clerk${index} WITH PASSWORD = 'x';
CREATE USER clerk${index};
CREATE TABLE dbo.Cash (amount money);
GO
CREATE PROCEDURE dbo.Count_cash AS EXECUTE ('SELECT amount FROM dbo.Cash');
GO
GRANT EXECUTE ON dbo.Count_cash TO clerk${index};
GO
EXECUTE AS USER = 'clerk${index}';
EXECUTE dbo.Count_cash;
REVERT;
`;
const module = `USE Shop;
GO
CREATE PROCEDURE dbo.Count_cash AS SELECT amount FROM Vault.dbo.Cash;
GO
GRANT EXECUTE TO walker;
`;
/** What it is refused nobody knows who looks at the module alone. */
const caller = `USE Shop;
EXECUTE AS USER = 'walker';
EXECUTE dbo.Count_cash;
REVERT;
`;
const base = `CREATE LOGIN walker WITH PASSWORD = 'x';
CREATE DATABASE Vault;
CREATE DATABASE Shop;
GO
USE Vault;
CREATE USER walker;
CREATE TABLE dbo.Cash (amount money);
GRANT SELECT ON dbo.Cash TO walker;
GO
USE Shop;
CREATE USER walker;
`;

describe('callers of a module', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  it('are analysed once more at most, where scripts call what they make themselves', async () => {
    const files = Array.from({ length: count }, (_, index) => ({ file: `${index + 10}.sql`, text: own(index) }));
    assert.ok((await analysesOf(files)).made <= count + mostOthers + 1);
  });

  it('are found where they are known already, and there are others of that name', async () => {
    const others = Array.from({ length: 3 }, (_, index) => ({ file: `${index + 10}.sql`, text: own(index) }));
    const real = [
      { file: 'base.sql', text: base },
      { file: '11-caller.sql', text: caller },
      { file: 'module.sql', text: module },
    ];
    const { messages } = await analysesOf([...others, ...real]);
    assert.match(messages.get('module.sql') ?? '', /'walker' cannot leave Shop/);
  });

  /** What is found in scripts that are checked one after the other, and how often one of them is analysed. */
  async function analysesOf(files: readonly { readonly file: string; readonly text: string }[]): Promise<{
    readonly made: number;
    readonly messages: ReadonlyMap<string, string>;
  }> {
    const stage = { login: 'sa', database: 'master', version: '2025', knowledge: 'open' } as const;
    const { analyse } = Workspace.prototype;
    let made = 0;
    Workspace.prototype.analyse = function* (this: Workspace, ...request) {
      made++;
      return yield* analyse.apply(this, request);
    };
    try {
      const { files: names, check } = await startCheck(parser, { files, catalogs: [], ...stage });
      const messages = new Map<string, string>();
      for (const name of names) {
        const { findings } = await check(name, () => undefined);
        messages.set(name, findings.map(({ message }) => message).join('\n'));
      }
      return { made, messages };
    } finally {
      Workspace.prototype.analyse = analyse;
    }
  }
});
