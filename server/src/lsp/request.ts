/** A request of our own as a row of the table of features. */
import { RequestType } from 'vscode-languageserver/node';
import type { Door } from './door';
import type { Feature } from './feature';
import { guarded } from './guarded';

export function request<P>(
  method: string,
  answer: (door: Door, params: P) => Promise<object | string | null>,
): Feature {
  return {
    capability: {},
    register: (connection, door) => {
      const type = new RequestType<P, object | string | null, void>(method);
      return connection.onRequest(
        type,
        guarded(connection.console, method, (params) => answer(door, params)),
      );
    },
  };
}
