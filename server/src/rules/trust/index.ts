export { commandShellGranted } from './command-shell-granted';
export { linkedFixedLogin } from './linked-fixed-login';
export { ownerUnresolvable } from './owner-unresolvable';
export { startupProcedure } from './startup-procedure';
export { trustworthyEscalationPath } from './trustworthy-escalation-path';
export { trustworthyPrivilegedOwner } from './trustworthy-privileged-owner';
