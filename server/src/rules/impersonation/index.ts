export { unknownPrincipal } from './unknown-principal';
export { levelMixup } from './level-mixup';
export { notImpersonable } from './not-impersonable';
export { missingImpersonate } from './missing-impersonate';
export { orphanedTarget } from './orphaned-target';
export { azureExecuteAsLogin } from './azure-execute-as-login';
