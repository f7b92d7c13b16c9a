/** A request of our own, as a row of the table of features. */
import { type CancellationToken, RequestType } from 'vscode-languageserver';
import type { Door } from './door';
import type { Feature } from './feature';
import { guarded } from './guarded';

type Answer = object | string | null;

export function request<P>(
  method: string,
  answer: (door: Door, params: P, token: CancellationToken) => Promise<Answer>,
): Feature {
  return {
    capability: {},
    register: (connection, door) => {
      const type = new RequestType<P, Answer, void>(method);
      return connection.onRequest(
        type,
        guarded(connection.console, method, (params, token) => answer(door, params, token)),
      );
    },
  };
}
