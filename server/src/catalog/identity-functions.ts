/** The built-in functions that report who a frame is (TOK-30). */
import { identityFunctions } from './generated/identity-functions';

export interface IdentityFunction {
  readonly name: string;
  /** 'call', 'niladic', 'view', 'table function'. */
  readonly form: string;
  readonly arguments: string;
  readonly reports: string;
  /** Which part of the frame it follows: 'session', 'login', 'user', 'login+user'. */
  readonly follows: string;
}

const table = new Map(
  identityFunctions.map(([name, form, args, reports, follows]) => [
    name.toUpperCase(),
    { name, form, arguments: args, reports, follows } satisfies IdentityFunction,
  ]),
);

export function identityFunction(name: string): IdentityFunction | undefined {
  return table.get(name.toUpperCase());
}
