/** Options and grants that open a door, closed again; a private key that is removed once it has signed. */

import type { Statement } from '../../syntax/statement';
import { statementsOf } from '../../syntax/walk';
import { bracket, sameName } from '../../text/name';
import type { Placed } from '../../text/span';
import { type Maker, oneFix } from './fix';
import { behind } from './places';

/** ON that becomes OFF: TRUSTWORTHY, DB_CHAINING, in ALTER DATABASE and elsewhere. */
export const offForOn: Maker = ({ analysed: { script }, finding: { span } }) => {
  const text = script.text.slice(span.start, span.end);
  const found = /^(\w+)(\s*=?\s*)ON$/i.exec(text.trim());
  if (!found) return [];
  const end = span.start + text.trimEnd().length;
  return oneFix(`Turn ${found[1]!.toUpperCase()} off`, 'likely', [{ span: { start: end - 2, end }, text: 'OFF' }]);
};

/** The value of an option of the server, in a call of sp_configure. */
export function valueOf(value: '0' | '1', title: string): Maker {
  return ({ step: { statement }, offset }) => {
    if (statement.kind !== 'execute') return [];
    const named = statement.arguments.find(({ name }) => name !== undefined && sameName(name, '@configvalue'));
    const given = (named ?? statement.arguments[1])?.value;
    if (given?.kind !== 'number') return [];
    const span = { start: offset + given.span.start, end: offset + given.span.end };
    return oneFix(title, 'likely', [{ span, text: value }]);
  };
}

/** CONNECT taken from guest where the script gives it. */
export const revokeGuest: Maker = ({ analysed: { script }, step: { statement }, offset }) => {
  if (statement.kind !== 'permission' || statement.principals.length !== 1 || statement.permissions.length !== 1)
    return [];
  const { span } = statement.principals[0]!;
  const name = script.text.slice(offset + span.start, offset + span.end);
  const whole = { start: offset, end: offset + statement.span.end };
  return oneFix('Revoke CONNECT from guest', 'likely', [{ span: whole, text: `REVOKE CONNECT FROM ${name}` }]);
};

/** SAFE for an assembly, where strict security does not ask for a signature all the same (CLR-18). */
export const safeAssembly: Maker = ({ analysed: { script }, step: { statement, paths }, offset }) => {
  if (statement.kind !== 'create_assembly' && statement.kind !== 'alter_assembly') return [];
  const isBelieved = paths.every(
    ({ before }) =>
      before.catalog.server.configuration.get('clr strict security') === 0 || before.catalog.version === '2016',
  );
  if (!isBelieved) return [];
  const text = script.text.slice(offset, offset + statement.span.end);
  const found = /\bPERMISSION_SET\s*=\s*(UNSAFE|EXTERNAL_ACCESS)\b/i.exec(text);
  if (!found) return [];
  const end = offset + found.index + found[0].length;
  return oneFix('Make it SAFE', 'choice', [{ span: { start: end - found[1]!.length, end }, text: 'SAFE' }]);
};

/** REMOVE PRIVATE KEY behind the last statement that signs with the certificate. */
export const removePrivateKey: Maker = ({ analysed: { script }, step: { statement }, offset }) => {
  if (statement.kind !== 'create_key' || statement.type === 'master_key' || !statement.name) return [];
  const { name, type } = { name: statement.name.name, type: statement.type };
  const kind = type === 'certificate' ? 'CERTIFICATE' : 'ASYMMETRIC KEY';
  if (type !== 'certificate' && type !== 'asymmetric_key') return [];
  let last: Placed<Statement> = { offset, node: statement };
  for (const one of statementsOf(script))
    if (
      one.offset > offset &&
      one.node.kind === 'signature' &&
      one.node.by.some((by) => by.kind === type && sameName(by.name.name, name))
    )
      last = one;
  return oneFix(
    'Remove the private key once everything is signed',
    'likely',
    behind(script, last, [`ALTER ${kind} ${bracket(name)} REMOVE PRIVATE KEY;`]),
  );
};
