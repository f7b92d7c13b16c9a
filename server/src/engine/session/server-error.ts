/** Makes error outcomes with the server's own words. */
import type { Proof, Question } from '../../catalog/decide/verdict';
import type { Span } from '../../text/span';
import { isInformational, type Message, mustBeInMaster, unnumbered } from './messages';
import type { ErrorOutcome, Refusal } from './model';

export interface ErrorParts {
  readonly message: Message;
  readonly span: Span;
  readonly refusal: Refusal;
  readonly question?: Question;
  readonly proof?: Proof;
  readonly endsBatch?: boolean;
}

/** An error of the server. */
export function serverError({ message, span, refusal, question, proof, endsBatch = false }: ErrorParts): ErrorOutcome {
  const { number, text } = message;
  return {
    kind: 'error',
    number,
    message: text,
    span,
    refusal,
    endsBatch,
    ...(isInformational(message) && { informational: true }),
    ...(question && { question }),
    ...(proof && { proof }),
  };
}

/** What Azure SQL Database does not have; which number its refusal has is not documented everywhere (AZ-5). */
export function onlyInAzure(text: string, span: Span): ErrorOutcome {
  return refusalWithoutNumber(text, span, { kind: 'platform', because: text.replace(/\.$/, '') });
}

/** Logins and databases are made in master there. */
export function onlyFromMaster(span: Span): ErrorOutcome {
  return serverError({
    message: mustBeInMaster(),
    span,
    refusal: { kind: 'platform', because: 'in Azure SQL Database it is done in master' },
  });
}

/** A refusal whose message number is not documented. */
export function refusalWithoutNumber(text: string, span: Span, refusal: Refusal): ErrorOutcome {
  return serverError({ message: unnumbered(text), span, refusal });
}
