export { opaqueUnderImpersonation } from './opaque-under-impersonation';
