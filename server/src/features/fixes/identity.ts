/** Who connected, in place of who is impersonated. */
import { type Maker, oneFix } from './fix';

/** ORIGINAL_LOGIN() for a function that answers the impersonated login or user. */
export const originalLogin: Maker = ({ analysed: { script }, finding: { span } }) => {
  const rest = script.text.slice(span.start);
  const found =
    /^(?:SUSER_S?NAME\s*\(\s*\)|USER_NAME\s*\(\s*\)|SYSTEM_USER\b|SESSION_USER\b|CURRENT_USER\b|USER\b(?!\s*\())/i.exec(
      rest,
    );
  return found
    ? oneFix('Ask ORIGINAL_LOGIN(), who connected', 'likely', [
        { span: { start: span.start, end: span.start + found[0].length }, text: 'ORIGINAL_LOGIN()' },
      ])
    : [];
};
