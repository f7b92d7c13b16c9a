/** The fixes of each rule. A rule that is not here has none but the comment that suppresses it. */
import { appRoleWithCookie, cookieType } from './cookies';
import type { Maker } from './fix';
import { originalLogin } from './identity';
import { injectionClosed } from './injection';
import { clauseAgain, insteadOfSelf, signatureAgain, withoutClause } from './modules';
import { bareName, nearestNames, otherLevel, userForLogin } from './names';
import {
  revertAtEnd,
  revertAtModuleEnd,
  revertBeforeUse,
  revertInCatch,
  revertInLoop,
  revertOnShortBranch,
} from './open-frames';
import { offForOn, removePrivateKey, revokeGuest, safeAssembly, valueOf } from './options';
import { deleted, ownMechanism, revertOutsideString, rightCookie, useBeforeRevert, withoutOption } from './reverts';
import { grantConnect, grantImpersonate, loginAgain } from './rights';
import { executeAsForSetUser } from './setuser';
import { certificateCopied, userCreated } from './trust';

export interface RuleFixes {
  /** What they do, for the page of the rule: "adds REVERT". */
  readonly does: string;
  readonly makers: readonly Maker[];
}

export const fixesByRule: ReadonlyMap<string, RuleFixes> = new Map([
  ['unreverted-execute-as', { does: 'adds REVERT at the end of the script or connection', makers: [revertAtEnd] }],
  ['frame-left-to-module-end', { does: 'adds REVERT at the end of the module', makers: [revertAtModuleEnd] }],
  [
    'branch-unbalanced',
    {
      does: 'adds REVERT on the path that lacks it, or asks before the REVERT that follows',
      makers: [revertOnShortBranch],
    },
  ],
  [
    'revert-skipped-on-error',
    { does: 'adds a REVERT to CATCH that asks first who is in effect', makers: [revertInCatch] },
  ],
  ['push-in-loop', { does: 'adds REVERT to each round', makers: [revertInLoop] }],
  ['revert-without-frame', { does: 'deletes the REVERT', makers: [deleted('Delete the REVERT', 'revert')] }],
  ['revert-outside-module-frame', { does: 'deletes the REVERT', makers: [deleted('Delete the REVERT', 'revert')] }],
  ['revert-after-no-revert', { does: 'deletes the REVERT', makers: [deleted('Delete the REVERT', 'revert')] }],
  [
    'caller-outside-module',
    { does: 'deletes EXECUTE AS CALLER', makers: [deleted('Delete EXECUTE AS CALLER', 'execute_as')] },
  ],
  ['revert-wrong-database', { does: 'adds USE of the database where the frame was pushed', makers: [useBeforeRevert] }],
  ['revert-in-string', { does: 'writes REVERT outside the string', makers: [revertOutsideString] }],
  [
    'cookie-mismatch',
    { does: 'hands over the cookie of the frame, or takes one away that it does not have', makers: [rightCookie] },
  ],
  ['cookie-variable-type', { does: 'declares the variable as varbinary(8000)', makers: [cookieType] }],
  ['adhoc-only-option', { does: 'removes the option, and the cookie of the matching REVERT', makers: [withoutOption] }],
  ['mixed-mechanisms', { does: 'writes SETUSER for REVERT', makers: [ownMechanism] }],
  [
    'setuser-deprecated',
    {
      does: 'writes EXECUTE AS USER for SETUSER, and REVERT for the SETUSER that ends it',
      makers: [executeAsForSetUser],
    },
  ],
  [
    'approle-without-cookie',
    { does: 'asks for a cookie, and ends the role with it at the end of the batch', makers: [appRoleWithCookie] },
  ],
  ['unknown-principal', { does: 'changes the name to the nearest one', makers: [nearestNames] }],
  ['missing-impersonate', { does: 'grants IMPERSONATE on the user', makers: [grantImpersonate] }],
  ['target-without-connect', { does: 'grants CONNECT to the user', makers: [grantConnect] }],
  ['orphaned-target', { does: 'gives the user the login of its name', makers: [loginAgain] }],
  ['quoted-principal-name', { does: 'takes the brackets or quotes out of the string', makers: [bareName] }],
  ['level-mixup', { does: 'swaps LOGIN and USER, or names the principal of that level', makers: [otherLevel] }],
  [
    'azure-execute-as-login',
    { does: 'writes USER for LOGIN, where there is a user of that name', makers: [userForLogin] },
  ],
  [
    'use-in-sandbox',
    {
      does: 'moves REVERT before USE; writes a script that takes the certificate of a signed module to the other database',
      makers: [revertBeforeUse, certificateCopied],
    },
  ],
  [
    'cross-db-in-sandbox',
    {
      does: 'writes a script that takes the certificate of a signed module to the other database',
      makers: [certificateCopied],
    },
  ],
  [
    'certificate-absent-in-target',
    { does: 'writes a script that takes the certificate to the other database', makers: [certificateCopied] },
  ],
  [
    'authenticator-not-trusted',
    {
      does: 'writes a script that takes the certificate of a signed module to the other database',
      makers: [certificateCopied],
    },
  ],
  ['no-user-in-target', { does: 'writes a script that creates the user', makers: [userCreated] }],
  ['trustworthy-on', { does: 'writes OFF for ON', makers: [offForOn] }],
  [
    'db-chaining-on',
    { does: 'writes OFF for ON', makers: [offForOn, valueOf('0', 'Turn cross-database chaining off')] },
  ],
  ['clr-strict-off', { does: 'leaves the option on', makers: [valueOf('1', 'Leave CLR strict security on')] }],
  ['guest-enabled', { does: 'writes REVOKE for GRANT', makers: [revokeGuest] }],
  ['unsafe-assembly', { does: 'writes SAFE, where strict security is off', makers: [safeAssembly] }],
  ['alter-drops-clause', { does: 'writes the clause again', makers: [clauseAgain] }],
  ['signature-lost', { does: 'adds the signature again behind the module', makers: [signatureAgain] }],
  ['clause-not-allowed', { does: 'removes the clause', makers: [withoutClause] }],
  ['redundant-caller', { does: 'removes the clause', makers: [withoutClause] }],
  ['execute-as-self', { does: 'names the user that it is now, or the owner', makers: [insteadOfSelf] }],
  ['private-key-kept', { does: 'removes the private key behind the last signature', makers: [removePrivateKey] }],
  ['identity-under-impersonation', { does: 'asks ORIGINAL_LOGIN()', makers: [originalLogin] }],
  [
    'injection-under-elevation',
    { does: 'hands values over as parameters, and puts names into QUOTENAME', makers: [injectionClosed] },
  ],
]);
