/** Where the variables of a world hold the numbers of errors, in runs that predict every error (the trace). */
import { fold } from '../../text/name';

/** @@ERROR, where it is not 0. */
export const lastError = fold('@@ERROR');
/** ERROR_NUMBER() in a CATCH block. */
export const caughtError = fold('@@caught');
