/** What of Node's globals the server uses, for the bundle that runs without them. */

const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();

/** Runs something behind the messages that have arrived. A timer would wait for milliseconds. */
export function setImmediate(run: () => void): void {
  waiting.push(run);
  port2.postMessage(undefined);
}

/** Nobody works in a folder: paths are absolute. */
export const process = { cwd: () => '/.nowhere', env: {} };
