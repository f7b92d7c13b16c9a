/** The way to the extension: questions that are answered, deeds that are done, and what it tells by itself. */
import type { Asked, Deed, PanelState, Question, Told } from '../src/panel/messages';

interface Host {
  postMessage(message: Asked | Deed): void;
  setState(state: PanelState): void;
}
declare function acquireVsCodeApi(): Host;

const host = acquireVsCodeApi();
let count = 0;
const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();

/** An answer that can be given up. */
export interface Pending<T> {
  readonly answer: Promise<T>;
  cancel(): void;
}

export function ask<T>(question: Question): Pending<T> {
  const id = ++count;
  const answer = new Promise<T>((resolve, reject) => {
    waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject });
  });
  host.postMessage({ type: 'ask', id, question });
  return { answer, cancel: () => host.postMessage({ type: 'cancel', id }) };
}

export function tell(deed: Deed): void {
  host.postMessage(deed);
}

/** Kept for when the window is opened again. */
export function keep(state: PanelState): void {
  host.setState(state);
}

export function listen(told: (message: Exclude<Told, { readonly type: 'answer' }>) => void): void {
  window.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    if (data.type !== 'answer') return told(data);
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error === undefined) one?.resolve(data.answer);
    else one?.reject(new Error(data.error));
  });
}
