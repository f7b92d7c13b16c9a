/** Reads a zip file with the library that the packager of extensions brings. */
import { createRequire } from 'node:module';

interface Zip {
  readEntry(): void;
  openReadStream(entry: { fileName: string }, done: (error: Error | null, stream: NodeJS.ReadableStream) => void): void;
  on(event: string, listener: (value: never) => void): void;
}
type Open = (file: string, options: { lazyEntries: boolean }, done: (error: Error | null, zip: Zip) => void) => void;

const { open } = createRequire(require.resolve('@vscode/vsce/package.json'))('yauzl') as { open: Open };

/** The files in it, by their paths. */
export function unzip(file: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  return new Promise((resolve, reject) => {
    open(file, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('error', reject);
      zip.on('end', () => resolve(files));
      zip.on('entry', (entry: { fileName: string }) => {
        zip.openReadStream(entry, (failed, stream) => {
          if (failed) return reject(failed);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('error', reject);
          stream.on('end', () => {
            files.set(entry.fileName, Buffer.concat(chunks));
            zip.readEntry();
          });
        });
      });
      zip.readEntry();
    });
  });
}
