/**
 * Where a web worker starts. Its first message brings the grammar, the port over which it serves, and the address of
 * what lies below the doors: a worker may not know its own address.
 */
import type { WorkerStart } from '../protocol';

addEventListener(
  'message',
  async ({ data }: MessageEvent<WorkerStart & { port: MessagePort }>) => {
    importScripts(data.core);
    const { serveOver } = await import('./serve');
    await serveOver(data.port, data);
  },
  { once: true },
);
