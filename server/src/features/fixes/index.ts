/** The fixes of each rule. A rule that is not here has none but the comment that suppresses it. */
import { appRoleWithCookie } from './cookies';
import type { Maker } from './fix';
import { originalLogin } from './identity';
import { injectionClosed } from './injection';
import { clauseAgain, insteadOfSelf, signatureAgain, withoutClause } from './modules';
import { nearestNames, otherLevel, userForLogin } from './names';
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
import { executeAsForSetUser } from './setuser';
import { certificateCopied, userCreated } from './trust';

export const makers: Readonly<Record<string, readonly Maker[]>> = {
  'unreverted-execute-as': [revertAtEnd],
  'frame-left-to-module-end': [revertAtModuleEnd],
  'branch-unbalanced': [revertOnShortBranch],
  'revert-skipped-on-error': [revertInCatch],
  'push-in-loop': [revertInLoop],
  'revert-without-frame': [deleted('Delete the REVERT', ['revert'])],
  'revert-outside-module-frame': [deleted('Delete the REVERT', ['revert'])],
  'revert-after-no-revert': [deleted('Delete the REVERT', ['revert'])],
  'caller-outside-module': [deleted('Delete EXECUTE AS CALLER', ['execute_as'])],
  'revert-wrong-database': [useBeforeRevert],
  'revert-in-string': [revertOutsideString],
  'cookie-mismatch': [rightCookie],
  'adhoc-only-option': [withoutOption],
  'mixed-mechanisms': [ownMechanism],
  'setuser-deprecated': [executeAsForSetUser],
  'approle-without-cookie': [appRoleWithCookie],
  'unknown-principal': [nearestNames],
  'level-mixup': [otherLevel],
  'azure-execute-as-login': [userForLogin],
  'use-in-sandbox': [revertBeforeUse, certificateCopied],
  'cross-db-in-sandbox': [certificateCopied],
  'certificate-absent-in-target': [certificateCopied],
  'authenticator-not-trusted': [certificateCopied],
  'no-user-in-target': [userCreated],
  'trustworthy-on': [offForOn],
  'db-chaining-on': [offForOn, valueOf('0', 'Turn cross-database chaining off')],
  'clr-strict-off': [valueOf('1', 'Leave CLR strict security on')],
  'guest-enabled': [revokeGuest],
  'unsafe-assembly': [safeAssembly],
  'alter-drops-clause': [clauseAgain],
  'signature-lost': [signatureAgain],
  'redundant-caller': [withoutClause],
  'execute-as-self': [insteadOfSelf],
  'private-key-kept': [removePrivateKey],
  'identity-under-impersonation': [originalLogin],
  'injection-under-elevation': [injectionClosed],
};
