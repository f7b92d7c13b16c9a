import type { Path } from '../../engine/session/model';
import type { ObjectName } from '../../syntax/expression';
import { selected } from '../../syntax/selected';
import type { Script, Statement } from '../../syntax/statement';
import { sameName } from '../../text/name';
import { rule } from '../rule';

export const signatureLost = rule({
  id: 'signature-lost',
  severity: 'warning',
  serverErrors: [],
  summary: 'A signed module is altered, or dropped and created, and not signed again.',
  why: 'Every ALTER, also one that changes only the clause, drops all signatures, and so does DROP; the module then runs without the permissions of the certificate, and nothing says so.',
  advice: 'ADD SIGNATURE again in the same deployment.',
  bad: [
    'ALTER PROCEDURE dbo.Signed AS SELECT 1;',
    'CREATE OR ALTER PROCEDURE dbo.Signed AS SELECT 1;',
    'DROP PROCEDURE dbo.Signed;\nGO\nCREATE PROCEDURE dbo.Signed AS SELECT 1;',
    'DROP PROCEDURE IF EXISTS dbo.Signed;\nGO\nCREATE PROCEDURE dbo.Signed AS SELECT 1;',
  ],
  good: [
    `ALTER PROCEDURE dbo.Signed AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
    `DROP PROCEDURE dbo.Signed;\nGO\nCREATE PROCEDURE dbo.Signed AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
    'DROP PROCEDURE dbo.Signed;',
    'DROP PROCEDURE dbo.AsClerk;\nGO\nCREATE PROCEDURE dbo.AsClerk AS SELECT 1;',
  ],
  rulebook: ['SIG-11', 'MOD-17', 'MOD-19'],
  statements: ['create_module', 'drop'],
  *path({ facts, before, outcome }, { step: { statement }, inString }) {
    const isOpen = before.catalog.databases.get(before.database)?.knowledge === 'open';
    // whether the script signed it by a key that nobody declares is found out in `stands`, which sees no strings
    if (isOpen && outcome.kind !== 'error' && !inString)
      for (const name of replaced(statement))
        if (!facts.some((fact) => fact.kind === 'signature-lost' && sameName(fact.module, name.name)))
          yield {
            span: name.span,
            message: `This drops the signatures of ${name.name}, and the script does not add them again.`,
          };
    for (const fact of facts) {
      if (fact.kind !== 'signature-lost') continue;
      const name = changed(statement).find((one) => sameName(one.name, fact.module));
      if (name)
        yield {
          span: name.span,
          message: `This drops the signature by ${fact.keys.join(', ')} from ${fact.module}, and the script does not add it again.`,
        };
    }
  },
  stands(found, step, script, offset) {
    const { statement } = step;
    const name = changed(statement).find(({ span }) => span.start === found.span.start);
    if (!name) return true;
    if (!step.paths.some(isKnown) && !wasSigned(script, offset, name)) return false;
    if (statement.kind === 'drop' && !isMade(script, offset, name)) return false;
    return !isSigned(script, offset, name);
  },
});

/** The modules that lose their text to a statement. */
function changed(statement: Statement): readonly ObjectName[] {
  if (statement.kind === 'create_module') return [statement.name];
  return statement.kind === 'drop' ? statement.names : [];
}

/** The modules that a statement replaces or drops. */
function replaced(statement: Statement): readonly ObjectName[] {
  return statement.kind === 'create_module' && statement.action === 'create' ? [] : changed(statement);
}

const signingAndChanges = selected(({ kind }) => kind === 'signature' || kind === 'create_module' || kind === 'drop');

const signing = selected(({ kind }) => kind === 'signature');

/** Whether it is known which signatures are lost. */
function isKnown({ facts }: Path): boolean {
  return facts.some(({ kind }) => kind === 'signature-lost');
}

/** Whether the script signed the module further up, by a key that nobody declares. */
function wasSigned(script: Script, until: number, name: ObjectName): boolean {
  if (signing(script).length === 0) return false;
  let last: Statement | undefined;
  for (const { node, offset } of signingAndChanges(script)) {
    const isOfIt = node.kind === 'signature' ? sameName(node.module.name, name.name) : isChange(node, name);
    if (offset < until && isOfIt) last = node;
  }
  return last?.kind === 'signature' && last.action === 'add';
}

function isChange(node: Statement, name: ObjectName): boolean {
  return replaced(node).some((one) => sameName(one.name, name.name));
}

/** Whether the script makes the module again further down. */
function isMade(script: Script, from: number, name: ObjectName): boolean {
  return behind(script, from, (node) => node.kind === 'create_module' && sameName(node.name.name, name.name));
}

function isSigned(script: Script, from: number, name: ObjectName): boolean {
  return behind(
    script,
    from,
    (node) => node.kind === 'signature' && node.action === 'add' && sameName(node.module.name, name.name),
  );
}

function behind(script: Script, from: number, is: (node: Statement) => boolean): boolean {
  for (const { node, offset } of signingAndChanges(script)) if (offset > from && is(node)) return true;
  return false;
}
