export { useInSandbox } from './use-in-sandbox';
export { crossDbInSandbox } from './cross-db-in-sandbox';
export { serverOpInSandbox } from './server-op-in-sandbox';
export { linkedServerInSandbox } from './linked-server-in-sandbox';
export { noUserInTarget } from './no-user-in-target';
export { useUnderApprole } from './use-under-approle';
