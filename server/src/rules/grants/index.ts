export { trustworthyOn } from './trustworthy-on';
export { dbChainingOn } from './db-chaining-on';
export { impersonateDbo } from './impersonate-dbo';
export { serverWideImpersonationGrant } from './server-wide-impersonation-grant';
export { guestEnabled } from './guest-enabled';
export { msdbOwnerMember } from './msdb-owner-member';
export { impersonatePrivileged } from './impersonate-privileged';
