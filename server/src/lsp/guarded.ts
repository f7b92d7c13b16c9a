/** The one guard around every request: a failing feature is logged, answers nothing, and leaves the server alive. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { handling, Outdated } from './work';

export interface Log {
  error(message: string): void;
}

export type Handler<P, R> = (params: P, token: CancellationToken) => R | Promise<R>;

/** A handler that never fails: it answers `null` and logs the feature's name and the stack. */
export function guarded<P, R>(
  log: Log,
  name: string,
  handler: Handler<P, R>,
): (params: P, token: CancellationToken) => Promise<R | null | ResponseError<void>> {
  return async (params, token) => {
    handling();
    try {
      if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, name);
      const answer = await handler(params, token);
      return token.isCancellationRequested ? new ResponseError(LSPErrorCodes.RequestCancelled, name) : answer;
    } catch (error) {
      if (error instanceof Outdated) return new ResponseError(LSPErrorCodes.ContentModified, name);
      log.error(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return null;
    }
  };
}

/** The same for notifications, which have no answer. */
export function guardedNotification<P>(
  log: Log,
  name: string,
  handler: (params: P) => void | Promise<void>,
): (params: P) => Promise<void> {
  return async (params) => {
    handling();
    try {
      await handler(params);
    } catch (error) {
      if (error instanceof Outdated) return; // what made it so does the work
      log.error(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  };
}
