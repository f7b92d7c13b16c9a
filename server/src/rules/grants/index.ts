export { dbChainingOn } from './db-chaining-on';
export { escalationPath } from './escalation-path';
export { guestEnabled } from './guest-enabled';
export { impersonateDbo } from './impersonate-dbo';
export { impersonatePrivileged } from './impersonate-privileged';
export { msdbOwnerMember } from './msdb-owner-member';
export { serverWideImpersonationGrant } from './server-wide-impersonation-grant';
export { trustworthyOn } from './trustworthy-on';
