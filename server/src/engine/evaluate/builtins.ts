/**
 * Built-in functions whose value follows from the context or the catalog (TOK-30 to TOK-37), and those that choose
 * among values.
 */

import { lacking, type Reason } from '../../catalog/reason';
import type { ObjectName } from '../../syntax/expression';
import { sha512OfHex } from '../../text/sha512';
import { caughtError } from '../session/error-variables';
import { databaseName, type Known, loginName, originalLogin, userName } from '../session/identity';
import type { Value, World } from '../session/model';
import { databaseIdOf, databaseNameOf, hasAccess, objectId, schemaIdOf, schemaNameOf } from './catalog-names';
import { evaluateKeyFunction } from './keys';
import { isMember, isRoleMember, isServerRoleMember } from './membership';
import { hasPermsByName } from './permissions';
import { inPieces } from './pieces';
import { currentLoginSidValue, loginIdOf, loginNameOf, loginSidOf, userIdOf, userNameOf } from './principal-names';
import { evaluateString, textOf } from './strings';
import { type Capitals, capitalsIn, orderOfTexts } from './texts';

const unknown = (because: Reason): Value => ({ kind: 'unknown', because });
const string = (value: string): Value => ({ kind: 'string', value });
const nothing: Value = { kind: 'null' };
const fromKnown = (value: Known): Value => (value.kind === 'known' ? string(value.name) : unknown(value.because));

/** A call by name; functions of a schema, and those that are not known, have an unknown value. */
export function evaluateBuiltin(world: World, name: ObjectName, args: readonly Value[]): Value {
  const [first] = args;
  if (/^fn_varbintohexstr$/i.test(name.name) && first?.kind === 'binary') return string(first.text.toLowerCase());
  if (name.schema !== undefined) return unknown(lacking('value', 'the value of a function is not followed'));
  const word = name.name.toUpperCase();
  const capitals = capitalsIn(world, { sides: [] }, undefined);
  return (
    evaluateString(word, args, capitals) ??
    evaluateKeyFunction(world.catalog.databases.get(world.database), word, args) ??
    evaluateIdentity(world, word, args) ??
    evaluateChoice(word, args, capitals) ??
    unknown(lacking('value', 'the value of a function is not followed'))
  );
}

/** Who the frame is, and what there is around it. */
function evaluateIdentity(world: World, word: string, args: readonly Value[]): Value | undefined {
  const [first, second] = args;
  switch (word) {
    case 'SUSER_NAME':
    case 'SUSER_SNAME':
    case 'SYSTEM_USER':
      return first ? loginNameOf(world, first) : fromKnown(loginName(world));
    case 'ORIGINAL_LOGIN':
      return fromKnown(originalLogin(world));
    case 'USER_NAME':
    case 'CURRENT_USER':
    case 'SESSION_USER':
    case 'USER':
      return first ? userNameOf(world, first) : fromKnown(userName(world));
    case 'SUSER_ID':
      return loginIdOf(world, first);
    case 'SUSER_SID':
      return first ? loginSidOf(world, first) : currentLoginSidValue(world);
    case 'USER_ID':
    case 'DATABASE_PRINCIPAL_ID':
      return userIdOf(world, first);
    case 'DB_NAME':
      return first ? databaseNameOf(world, first) : fromKnown(databaseName(world));
    case 'DB_ID':
      return databaseIdOf(world, first);
    case 'HAS_DBACCESS':
      return hasAccess(world, first);
    case 'SCHEMA_ID':
      return schemaIdOf(world, first);
    case 'SCHEMA_NAME':
      return schemaNameOf(world, first);
    case 'OBJECT_ID':
      return objectId(world, first);
    case 'IS_MEMBER':
      return isMember(world, first);
    case 'IS_ROLEMEMBER':
      return second ? isRoleMember(world, first, second) : isMember(world, first);
    case 'IS_SRVROLEMEMBER':
      return isServerRoleMember(world, first, second);
    case 'HAS_PERMS_BY_NAME':
      return hasPermsByName(world, args);
    case 'ERROR_NUMBER':
      return world.variables.get(caughtError);
    case 'XACT_STATE':
      return world.transaction === 'none' ? { kind: 'number', value: 0 } : undefined;
    default:
      return undefined;
  }
}

function evaluateChoice(word: string, args: readonly Value[], capitals: Capitals): Value | undefined {
  const [first, second, third] = args;
  switch (word) {
    case 'CONCAT':
      return args.every((arg) => arg.kind === 'string' || arg.kind === 'null' || arg.kind === 'number')
        ? string(args.map((arg) => textOf(arg) ?? '').join(''))
        : (inPieces(args) ??
            args.find((arg) => arg.kind === 'unknown') ??
            unknown(lacking('value', 'the string is not known')));
    case 'HASHBYTES': {
      const digest =
        first?.kind === 'string' && /^sha2_512$/i.test(first.value) && second?.kind === 'binary'
          ? sha512OfHex(second.text)
          : undefined;
      return digest === undefined
        ? unknown(lacking('value', 'the hash is not known'))
        : { kind: 'binary', text: digest };
    }
    case 'FORMATMESSAGE':
      return formatted(first, args.slice(1));
    case 'ISNULL':
    case 'COALESCE':
      return args.find((arg) => arg.kind !== 'null') ?? nothing;
    case 'NULLIF':
      if (first?.kind === 'string' && second?.kind === 'string') return differing(first, second, capitals);
      if (first?.kind !== 'number' || second?.kind !== 'number') return undefined;
      return first.value === second.value ? nothing : first;
    case 'CHOOSE':
      return first?.kind === 'number' ? (args[first.value] ?? nothing) : first;
    case 'IIF':
      if (first?.kind === 'boolean') return first.value ? second : third;
      return first?.kind === 'null' ? third : undefined;
    default:
      return undefined;
  }
}

/** NULLIF of two texts. */
function differing(first: Text, second: Text, capitals: Capitals): Value | undefined {
  const order = orderOfTexts('=', first, second, () => capitals);
  if (order === undefined) return undefined;
  return order === 0 ? nothing : first;
}
type Text = Value & { readonly kind: 'string' };

/** FORMATMESSAGE('... %s ... %d', values). */
function formatted(format: Value | undefined, values: readonly Value[]): Value {
  const missing = [format, ...values].find((value) => value?.kind === 'unknown');
  if (format?.kind !== 'string' || missing) return missing ?? unknown(lacking('value', 'the string is not known'));
  let next = 0;
  return string(
    format.value.replace(/%(%|-?\d*[sdiuxX])/g, (_, mark: string) =>
      mark === '%' ? '%' : (textOf(values[next++]) ?? '(null)'),
    ),
  );
}
