/** Makes error outcomes with the server's own text. */
import { message } from '../../catalog/messages';
import type { Check, Proof } from '../../catalog/decide/verdict';
import type { Span } from '../../text/span';
import type { ErrorOutcome, Refusal } from './model';

export interface ErrorParts {
  readonly number: number;
  /** What fills the message's inserts, in order. */
  readonly inserts?: readonly (string | number)[];
  readonly span: Span;
  readonly refusal: Refusal;
  readonly check?: Check;
  readonly proof?: Proof;
  readonly endsBatch?: boolean;
}

/** An error of the server: its number, its text with the inserts filled in. */
export function serverError({
  number,
  inserts = [],
  span,
  refusal,
  check,
  proof,
  endsBatch = false,
}: ErrorParts): ErrorOutcome {
  const text = message(number, ...inserts);
  return {
    kind: 'error',
    number,
    message: text,
    span,
    refusal,
    endsBatch,
    ...(check && { check }),
    ...(proof && { proof }),
  };
}

/** What Azure SQL Database does not have; which number its refusal has is not documented everywhere (AZ-5). */
export function onlyInAzure(text: string, span: Span): ErrorOutcome {
  return refusalWithoutNumber(text, span, { kind: 'platform', because: text.replace(/\.$/, '') });
}

/** Logins and databases are made in master there (5001). */
export function onlyFromMaster(span: Span): ErrorOutcome {
  return serverError({
    number: 5001,
    span,
    refusal: { kind: 'platform', because: 'in Azure SQL Database it is done in master' },
  });
}

/** A refusal whose message number is not documented. */
export function refusalWithoutNumber(text: string, span: Span, refusal: Refusal): ErrorOutcome {
  return { kind: 'error', number: null, message: text, span, refusal, endsBatch: false };
}
