/** Certificates, keys and signatures. */
import { isTemplate } from '../../text/name';
import type { AlterKey, BackupCertificate, CreateKey, KeyUse, Signature } from '../statements/keys';
import type { Base } from './base';
import { isName, namedAt, namedAtOr, nameOf, objectNameOr, upper } from './names';
import { classOf } from './objects';
import { wordsOf } from './runs';
import { field, fields, leaves, type Syntax, spanOf, textOf } from './syntax';

export function createKey(node: Syntax, base: Base): CreateKey {
  const name = field(node, 'name');
  const owner = field(node, 'owner');
  const run = runOf(node);
  const type = keyType(node);
  const from = sourceOf(run);
  // a strong-name file holds both halves of an asymmetric key; an executable holds the public one
  const isPair = type === 'asymmetric_key' && from.kind === 'file' && !run.some((one) => upper(one) === 'EXECUTABLE');
  const privateKey =
    from.kind === 'generated' || from.kind === 'other' || isPair || followsEachOther(run, 'PRIVATE', 'KEY');
  return {
    ...base,
    kind: 'create_key',
    type,
    ...(name ? { name: namedAt(name) } : {}),
    ...(owner ? { owner: namedAt(owner) } : {}),
    from,
    privateKey,
    underMasterKey:
      (type === 'certificate' || type === 'asymmetric_key') &&
      privateKey &&
      !isPair &&
      from.kind !== 'other' &&
      !isEncryptedByPassword(run),
    literalPassword: run.some((one, at) => upper(one) === 'PASSWORD' && isLiteral(run[at + 2])),
  };
}

function keyType(node: Syntax): CreateKey['type'] {
  return node.type.slice(node.type.indexOf('_') + 1) as CreateKey['type'];
}

/** All leaves behind the name, also those between parentheses. */
function runOf(node: Syntax): readonly Syntax[] {
  const written = field(node, 'options');
  return written ? leaves(written) : leaves(node).slice(3);
}

/**
 * FROM FILE = '...', FROM BINARY = 0x..., FROM ASSEMBLY a; anything else after FROM is a provider or a backup device.
 */
function sourceOf(run: readonly Syntax[]): CreateKey['from'] {
  const at = run.findIndex((one) => upper(one) === 'FROM');
  if (at < 0) return { kind: 'generated' };
  const [what, equals, value] = run.slice(at + 1);
  const word = what ? upper(what) : '';
  const told = equals?.type === '=' ? value : equals;
  if ((word === 'FILE' || word === 'EXECUTABLE') && run.slice(at).some(({ type }) => type === 'string')) {
    return { kind: 'file', path: nameOf(run.slice(at).find(({ type }) => type === 'string')!) };
  }
  if (word === 'BINARY') return told?.type === 'binary' ? { kind: 'binary', text: textOf(told) } : { kind: 'binary' };
  if (word === 'ASSEMBLY' && told) return { kind: 'assembly', name: nameOf(told) };
  return { kind: 'other' };
}

function isEncryptedByPassword(run: readonly Syntax[]): boolean {
  return run.some(
    (one, at) => upper(one) === 'ENCRYPTION' && run[at + 2] !== undefined && upper(run[at + 2]!) === 'PASSWORD',
  );
}

function followsEachOther(run: readonly Syntax[], first: string, second: string): boolean {
  return run.some((one, at) => upper(one) === first && run[at + 1] !== undefined && upper(run[at + 1]!) === second);
}

export function alterKey(node: Syntax, base: Base): AlterKey {
  const name = field(node, 'name');
  const said = wordsOf(runOf(node)).join(' ');
  return {
    ...base,
    kind: 'alter_key',
    type: keyType(node),
    ...(name ? { name: namedAt(name) } : {}),
    removePrivateKey: said.includes('REMOVE PRIVATE KEY'),
    addPrivateKey: /\bWITH PRIVATE KEY\b.*\b(FILE|BINARY)\b/.test(said),
  };
}

export function backupCertificate(node: Syntax, base: Base): BackupCertificate {
  const file = field(node, 'file');
  const inner = field(node, 'private_key');
  const keyFile =
    inner &&
    leaves(inner).find((one, at, all) => one.type === 'string' && all[at - 2] && upper(all[at - 2]!) === 'FILE');
  return {
    ...base,
    kind: 'backup_certificate',
    name: namedAtOr(field(node, 'name'), node),
    file: file ? nameOf(file) : '',
    ...(keyFile ? { privateKeyFile: nameOf(keyFile) } : {}),
  };
}

export function signature(node: Syntax, base: Base): Signature {
  return {
    ...base,
    kind: 'signature',
    action: node.type === 'drop_signature' ? 'drop' : 'add',
    counter: field(node, 'counter') !== undefined,
    class: classOf(node),
    module: objectNameOr(field(node, 'module'), node),
    by: fields(node, 'by').flatMap((one) => (one.type === 'signing_key' ? [signer(one)] : [])),
  };
}

function signer(node: Syntax): Signature['by'][number] {
  const kind = field(node, 'kind');
  return {
    span: spanOf(node),
    kind: kind && upper(kind) === 'ASYMMETRIC' ? 'asymmetric_key' : 'certificate',
    name: namedAtOr(field(node, 'name'), node),
    blob: field(node, 'blob') !== undefined,
  };
}

export function keyUse(node: Syntax, base: Base): KeyUse {
  const run = leaves(node);
  const by = opener(run);
  const named = field(node, 'name') ?? (run[1] && upper(run[1]) === 'SYMMETRIC' ? run[3] : undefined);
  const name = named && isName(named) ? named : undefined;
  return {
    ...base,
    kind: 'key_use',
    action: run[0] && upper(run[0]) === 'CLOSE' ? 'close' : 'open',
    type: run[1] && upper(run[1]) === 'MASTER' ? 'master_key' : 'symmetric_key',
    ...(name ? { name: namedAt(name) } : {}),
    ...(by ? { by } : {}),
  };
}

/** DECRYPTION BY CERTIFICATE c, DECRYPTION BY ASYMMETRIC KEY k. */
function opener(run: readonly Syntax[]): KeyUse['by'] {
  const at = run.findIndex((one) => upper(one) === 'BY') + 1;
  const word = at > 0 && run[at] !== undefined ? upper(run[at]!) : '';
  if (word !== 'CERTIFICATE' && word !== 'ASYMMETRIC') return undefined;
  const name = run[word === 'CERTIFICATE' ? at + 1 : at + 2];
  return name && { kind: word === 'CERTIFICATE' ? 'certificate' : 'asymmetric_key', name: namedAt(name) };
}

/** A string that is no SQLCMD variable. */
function isLiteral(node: Syntax | undefined): boolean {
  return node?.type === 'string' && !isTemplate(nameOf(node));
}
