// A file system in memory for the test in the web host: the scripts of scripts.json, and no search.
const vscode = require('vscode');

exports.activate = async ({ extensionUri, subscriptions }) => {
  const read = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'scripts.json'));
  const files = new Map(
    Object.entries(JSON.parse(new TextDecoder().decode(read))).map(([name, text]) => [
      `/${name}`,
      { bytes: new TextEncoder().encode(text), mtime: 1 },
    ]),
  );
  const changed = new vscode.EventEmitter();
  const { Directory, File } = vscode.FileType;
  const isFolder = (path) => [...files.keys()].some((name) => name.startsWith(path === '/' ? path : `${path}/`));
  const missing = (uri) => vscode.FileSystemError.FileNotFound(uri);
  subscriptions.push(
    vscode.workspace.registerFileSystemProvider('memfs', {
      onDidChangeFile: changed.event,
      watch: () => new vscode.Disposable(() => undefined),
      stat: (uri) => {
        const file = files.get(uri.path);
        if (!file && !isFolder(uri.path)) throw missing(uri);
        return {
          type: file ? File : Directory,
          ctime: 0,
          mtime: file?.mtime ?? 0,
          size: file?.bytes.length ?? 0,
        };
      },
      readDirectory: (uri) => {
        const below = uri.path === '/' ? '/' : `${uri.path}/`;
        const names = [...files.keys()].filter((name) => name.startsWith(below)).map((name) => name.slice(below.length));
        return [...new Map(names.map((name) => [name.split('/')[0], name.includes('/') ? Directory : File]))];
      },
      readFile: (uri) => {
        const file = files.get(uri.path);
        if (!file) throw missing(uri);
        return file.bytes;
      },
      writeFile: (uri, bytes) => {
        const type = files.has(uri.path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
        files.set(uri.path, { bytes, mtime: Date.now() });
        changed.fire([{ type, uri }]);
      },
      delete: (uri) => {
        files.delete(uri.path);
        changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
      },
      createDirectory: () => undefined,
      rename: (from, to) => {
        throw vscode.FileSystemError.NoPermissions(`${from} ${to}`);
      },
    }),
  );
};
