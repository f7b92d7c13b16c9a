export { approleCookieMismatch } from './approle-cookie-mismatch';
export { approleLiteralPassword } from './approle-literal-password';
export { approleNotAdhoc } from './approle-not-adhoc';
export { approleWithoutCookie } from './approle-without-cookie';
