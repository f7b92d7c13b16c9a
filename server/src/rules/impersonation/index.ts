export { azureExecuteAsLogin } from './azure-execute-as-login';
export { levelMixup } from './level-mixup';
export { missingImpersonate } from './missing-impersonate';
export { notImpersonable } from './not-impersonable';
export { orphanedTarget } from './orphaned-target';
export { unknownPrincipal } from './unknown-principal';
