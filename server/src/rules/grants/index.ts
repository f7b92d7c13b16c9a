export { trustworthyOn } from './trustworthy-on';
export { dbChainingOn } from './db-chaining-on';
export { impersonateDbo } from './impersonate-dbo';
export { serverWideImpersonationGrant } from './server-wide-impersonation-grant';
export { guestEnabled } from './guest-enabled';
