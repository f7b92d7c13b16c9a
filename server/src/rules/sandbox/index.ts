export { activationSandbox } from './activation-sandbox';
export { crossDbChainBroken } from './cross-db-chain-broken';
export { crossDbInSandbox } from './cross-db-in-sandbox';
export { linkedServerInSandbox } from './linked-server-in-sandbox';
export { noUserInTarget } from './no-user-in-target';
export { serverOpInSandbox } from './server-op-in-sandbox';
export { useInSandbox } from './use-in-sandbox';
export { useUnderApprole } from './use-under-approle';
