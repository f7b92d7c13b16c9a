/**
 * Functions about certificates and keys: their ids, and the bytes of the public key, which make the same key elsewhere
 * (SIG-5).
 */

import { sameNameIn } from '../../catalog/collation';
import { publicKeyText } from '../../catalog/ids';
import type { Database, Key } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import { splitName } from '../names/split-name';
import type { Value } from '../session/model';

const nothing: Value = { kind: 'null' };
const types: Readonly<Record<string, Key['type']>> = {
  CERT_ID: 'certificate',
  ASYMKEY_ID: 'asymmetric_key',
  KEY_ID: 'symmetric_key',
};

/** CERT_ID, ASYMKEY_ID, KEY_ID, CERTENCODED, CERTPRIVATEKEY; undefined: another function. */
export function evaluateKeyFunction(
  database: Database | undefined,
  name: string,
  args: readonly Value[],
): Value | undefined {
  const type = types[name];
  if (type === undefined && name !== 'CERTENCODED' && name !== 'CERTPRIVATEKEY') return undefined;
  const [first] = args;
  if (!database || first === undefined || first.kind === 'unknown') return first ?? nothing;
  if (type !== undefined) {
    const asked = first.kind === 'string' ? splitName(first.value)?.at(-1) : undefined;
    const key =
      asked === undefined
        ? undefined
        : database.keys.find((one) => one.type === type && sameNameIn(database, one.name, asked));
    if (!key) return unlessOpen(database, nothing);
    return key.certain
      ? { kind: 'number', value: numberOf(database, key) }
      : { kind: 'unknown', because: lacking('path', 'whether the key exists depends on the path taken') };
  }
  const key =
    first.kind === 'number' ? database.keys.find((one) => numberOf(database, one) === first.value) : undefined;
  if (!key) return unlessOpen(database, nothing);
  if (name === 'CERTENCODED') return { kind: 'binary', text: publicKeyText(key.thumbprint) };
  return key.privateKey ? { kind: 'binary', text: `${publicKeyText(key.thumbprint)}00` } : nothing;
}

function unlessOpen(database: Database, value: Value): Value {
  return database.knowledge === 'open'
    ? { kind: 'unknown', because: lacking('declaration', 'the keys of the database are not known') }
    : value;
}

/** The id of a key as a number: its place among the keys of the database, which no other key of it has. */
function numberOf(database: Database, key: Key): number {
  return 256 + [...database.keys.keys()].sort().indexOf(key.id);
}
