/** The house rules that a program can check: floors, circles, forbidden imports, file sizes (docs/architecture.md). */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '..');
const source = path.join(root, 'server/src');

const floors = new Map([
  ['text', 0],
  ['xml', 0],
  ['syntax', 1],
  ['clr', 1],
  ['migrations', 1],
  ['catalog', 2],
  ['engine', 3],
  ['workspace', 4],
  ['rules', 5],
  ['features', 6],
  ['access', 6],
  ['designs', 6],
  ['explorer', 6],
  ['configuration', 6],
  ['projects', 6],
  ['packages', 6],
  ['snapshots', 6],
  ['lsp', 7],
  ['cli', 7],
]);
/** The floors of the engine, the lowest first. */
const rooms = ['session', 'names', 'evaluate', 'judge', 'calls', 'step', 'run', 'start'];
/** Folders that alone may import a package. */
const owners = new Map([
  ['web-tree-sitter', 'syntax'], // and the folder of that name in clr/
  ['vscode-languageserver', 'lsp'],
  ['vscode-languageserver-textdocument', 'lsp'],
  ['commander', 'cli'],
  ['jsonc-parser', 'configuration'],
  ['picomatch', 'configuration'],
  ['saxes', 'xml'],
  ['fflate', 'packages'],
  ['fzstd', 'text'],
  ['diff', 'features'],
]);
const doors = ['lsp', 'cli'];
/**
 * What the command line takes from the language server: the server itself, how grammar, configuration and projects are
 * read, and how long work is done in slices.
 */
const sharedByDoors = new Set([
  'server/src/lsp/process.ts',
  'server/src/lsp/grammar-files.ts',
  'server/src/lsp/configurations.ts',
  'server/src/lsp/projects.ts',
  'server/src/lsp/packages.ts',
  'server/src/lsp/assemblies.ts',
  'server/src/lsp/facts-cache.ts',
  'server/src/lsp/packing.ts',
  'server/src/lsp/work.ts',
]);

interface Import {
  readonly from: string; // path of the importing file from the root
  readonly specifier: string;
  /** The imported file from the root; undefined: a package. */
  readonly file: string | undefined;
  readonly typeOnly: boolean;
}

const serverFiles = filesBelow(source);
const clientFiles = filesBelow(path.join(root, 'client/src'));
const imports = [...serverFiles, ...clientFiles].flatMap(importsOf);

describe('architecture', () => {
  it('imports only from the same floor and lower floors', () => {
    const wrong = imports.filter(({ from, file }) => {
      const [a, b] = [floorOf(from), file === undefined ? undefined : floorOf(file)];
      return a !== undefined && b !== undefined && b > a;
    });
    assert.deepEqual(wrong.map(show), []);
  });

  it('keeps the doors apart, but for `tsqlctx lsp`', () => {
    const wrong = imports.filter(({ from, file }) => {
      const [a, b] = [folderOf(from), file === undefined ? undefined : folderOf(file)];
      return (
        b !== undefined && a !== b && doors.includes(a ?? '') && doors.includes(b) && !sharedByDoors.has(file ?? '')
      );
    });
    assert.deepEqual(wrong.map(show), []);
  });

  it('has no circle of imports', () => {
    const edges = new Map<string, string[]>();
    for (const { from, file, typeOnly } of imports)
      if (file && !typeOnly) edges.set(from, [...(edges.get(from) ?? []), file]);
    assert.deepEqual(circles(edges), []);
  });

  it('lets each package in at one place', () => {
    const wrong = imports.filter(({ from, file, specifier }) => {
      const owner = file === undefined ? owners.get(packageOf(specifier)) : undefined;
      const isOwn = folderOf(from) === owner || from.startsWith(`server/src/clr/${owner}/`);
      return owner !== undefined && from.startsWith('server/') && !isOwn;
    });
    assert.deepEqual(wrong.map(show), []);
  });

  it('knows the editor in client/ only', () => {
    const wrong = imports.filter(
      ({ from, specifier }) =>
        ['vscode', 'vscode-languageclient'].includes(packageOf(specifier)) && !from.startsWith('client/'),
    );
    assert.deepEqual(wrong.map(show), []);
  });

  it('knows Node in the doors only', () => {
    const builtin = /^(node:|fs$|path$|os$|process$|child_process$)/;
    const wrong = imports.filter(
      ({ from, specifier }) =>
        builtin.test(specifier) && from.startsWith('server/') && !doors.includes(folderOf(from) ?? ''),
    );
    assert.deepEqual(wrong.map(show), []);
  });

  it('knows in the start of the process alone which kind of connection it is', () => {
    const node = imports.filter(
      ({ from, specifier }) =>
        (specifier === 'vscode-languageserver/node' && from !== 'server/src/lsp/process.ts') ||
        (/^server\/src\/lsp\/browser\//.test(from) && specifier.startsWith('node:')) ||
        (specifier === 'vscode-languageclient/node' && !/^client\/src\/(server|with-node)\.ts$/.test(from)),
    );
    assert.deepEqual(node.map(show), []);
  });

  it('shares one file between client and server, which imports nothing', () => {
    const protocol = 'server/src/lsp/protocol.ts';
    const shared = imports.filter(({ from, file }) => from.startsWith('client/') && file?.startsWith('server/'));
    assert.deepEqual([...new Set(shared.map(({ file }) => file))], [protocol]);
    assert.deepEqual(imports.filter(({ from }) => from === protocol).map(show), []);
  });

  it('has no file of more than 400 lines, tables and generated files excepted', () => {
    const all = [
      ...serverFiles,
      ...clientFiles,
      ...filesBelow(path.join(root, 'test')),
      ...filesBelow(path.join(root, 'bench')),
      ...filesBelow(path.join(root, 'tools')),
    ];
    const long = all.filter(
      (file) => !file.includes('/generated/') && !file.includes('/fixtures/') && lines(file) > 400,
    );
    assert.deepEqual(
      long.map((file) => `${file}: ${lines(file)} lines`),
      [],
    );
  });

  it('has eight floors in the engine, and no file beside them', () => {
    const inside = serverFiles.filter((file) => file.startsWith('server/src/engine/'));
    assert.deepEqual(
      inside.filter((file) => roomOf(file) === undefined),
      [],
      'these stand loose',
    );
    const wrong = imports.filter(({ from, file }) => {
      const [a, b] = [roomOf(from), file === undefined ? undefined : roomOf(file)];
      return a !== undefined && b !== undefined && b > a;
    });
    assert.deepEqual(wrong.map(show), []);
  });

  it('has one home of message numbers in the engine', () => {
    const numbers = new Set(
      readFileSync(path.join(root, 'data/messages.tsv'), 'utf8')
        .split('\n')
        .flatMap((line) => /^\d+/.exec(line) ?? []),
    );
    const homes = ['server/src/engine/session/messages.ts', 'server/src/engine/session/table-messages.ts'];
    const strays = serverFiles
      .filter((file) => file.startsWith('server/src/engine/') && !homes.includes(file))
      .flatMap((file) =>
        [...codeOf(file).matchAll(/(?<![\w.])\d{3,5}(?![\w.])/g)]
          .filter(([number]) => numbers.has(number))
          .map(([number]) => `${file}: ${number}`),
      );
    assert.deepEqual(strays, []);
  });

  it('knows at one place which statements stand inside a statement', () => {
    // who runs a branch or a CATCH block names it; everybody else asks syntax/walk.ts
    const may =
      /^server\/src\/(syntax|engine\/run)\/|^server\/src\/engine\/(start\/phases|step\/objects\/objects)\.ts$/;
    const walkers = serverFiles.filter(
      (file) => !may.test(file) && /\.(?:otherwise|inner|elements|try|catch|then)\b(?!\()/.test(codeOf(file)),
    );
    assert.deepEqual(walkers, []);
  });

  it('has no folder called utils', () => {
    assert.deepEqual(
      [...serverFiles, ...clientFiles].filter((file) => /\/(utils?|helpers?|common|misc)[/.]/.test(file)),
      [],
    );
  });

  it('names no host of a package registry in a lock file', () => {
    for (const lock of ['package-lock.json', 'tools/vscode-host/package-lock.json']) {
      assert.doesNotMatch(readFileSync(path.join(root, lock), 'utf8'), /"resolved"/, lock);
    }
  });
});

/** The floor of a file in the engine; undefined: it is elsewhere, or stands beside the floors. */
function roomOf(file: string): number | undefined {
  const room = /^server\/src\/engine\/(\w+)\//.exec(file)?.[1];
  const floor = room === undefined ? -1 : rooms.indexOf(room);
  return floor < 0 ? undefined : floor;
}

/** The text of a file without its comments. */
function codeOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, '');
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    if (name === 'node_modules') return [];
    if (statSync(file).isDirectory()) return filesBelow(file);
    return /\.(ts|mjs|cjs)$/.test(name) ? [path.relative(root, file).replaceAll('\\', '/')] : [];
  });
}

function importsOf(from: string): Import[] {
  const text = readFileSync(path.join(root, from), 'utf8');
  const found = text.matchAll(
    /^(?:import|export)\s+(type\s+)?(?:([^'"]*?)\s+from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)(\.\w+)?/gm,
  );
  return [...found].map(([, type, clause, specifier = '', dynamic, member]) => {
    const to = dynamic ?? specifier;
    const names =
      clause
        ?.match(/\{([^}]*)\}/)?.[1]
        ?.split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '') ?? [];
    const onlyTypes =
      names.length > 0 && names.every((name) => name.startsWith('type ')) && /^\{/.test(clause?.trim() ?? '');
    return {
      from,
      specifier: to,
      file: resolve(from, to),
      typeOnly: type !== undefined || onlyTypes || member !== undefined,
    };
  });
}

function resolve(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const base = path.posix.join(path.posix.dirname(from), specifier);
  const known = new Set([...serverFiles, ...clientFiles]);
  return [base, `${base}.ts`, `${base}/index.ts`].find((file) => known.has(file)) ?? base;
}

function folderOf(file: string): string | undefined {
  return /^server\/src\/(\w+)\//.exec(file)?.[1];
}

function floorOf(file: string): number | undefined {
  return floors.get(folderOf(file) ?? '');
}

function packageOf(specifier: string): string {
  return specifier.split('/')[0] ?? specifier;
}

function circles(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file);
    if (at >= 0) {
      found.push([...trail.slice(at), file].join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of edges.keys()) visit(file, []);
  return found;
}

function lines(file: string): number {
  return readFileSync(path.join(root, file), 'utf8').split('\n').length - 1;
}

function show({ from, specifier }: Import): string {
  return `${from} imports ${specifier}`;
}
