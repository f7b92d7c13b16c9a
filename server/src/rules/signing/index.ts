export { certificateAbsentInTarget } from './certificate-absent-in-target';
export { countersignatureNeeded } from './countersignature-needed';
export { privateKeyKept } from './private-key-kept';
export { signatureWithoutEffect } from './signature-without-effect';
export { signedExecuteAsOwner } from './signed-execute-as-owner';
