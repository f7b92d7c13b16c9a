export { chainBrokenByDynamic } from './chain-broken-by-dynamic';
export { opaqueUnderImpersonation } from './opaque-under-impersonation';
