export { azureLoginFunction } from './azure-login-function';
export { azureSandboxOptions } from './azure-sandbox-options';
