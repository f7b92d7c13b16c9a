/**
 * The language server's wiring: the connection on one side, the workspace on the other. This door speaks the protocol
 * and decides nothing. It relies on the floors below being total; should one of them fail all the same, the guard
 * around each request logs it and the server lives on.
 */
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { newest } from '../catalog/versions';
import type { CSharpGrammarFiles } from '../clr/syntax/reader';
import { configurationName } from '../configuration/configuration';
import { preparing } from '../features/things/module-facts';
import { twinOf } from '../projects/twins';
import { find } from '../rules/index';
import type { Parser } from '../syntax/parser';
import { snapshotSuffix } from '../syntax/snapshot-mark';
import type { Known, Outside } from '../workspace/outside';
import { Workspace } from '../workspace/workspace';
import { Analyses } from './analyses';
import { foldersOf, readClient, readOptions } from './client-facts';
import { Configured } from './configured';
import { Publisher } from './diagnostics';
import { Documents } from './documents';
import type { Door } from './door';
import { capabilities, registerFeatures } from './features';
import { textOf } from './files';
import { guardedNotification } from './guarded';
import type { LastOpen } from './last-open';
import { isCSharp, Managed } from './managed';
import { Notices } from './notices';
import { mostOpening, Opening } from './opening';
import { chooseEncoding } from './positions';
import type { LoadedProjects } from './projects';
import { Reading } from './reading';
import { ScopedSettings } from './scoped-settings';
import type { ScriptReader } from './script-reader';
import { Scripts } from './scripts';
import { defaultSettings, parseSettings, type Settings } from './settings';
import { synchronize } from './sync';
import { canonical, pathOf } from './uris';
import { inSlices } from './work';

export const serverName = 'tsqlctx';

/** Where the server runs: in a process of its own, or in a browser. */
export interface Host {
  /** What the client is told. */
  readonly version: string;
  readonly reader: ScriptReader;
  /** How statements are kept that are not held; parsed again where it is left out. */
  readonly packing?: Outside['packing'];
  /** What is known of scripts that were open before, kept in a folder; left out: nothing. */
  readonly lastOpen?: (folder: string) => LastOpen;
  /** The grammar of C#, read when it is needed. */
  readonly csharp: () => Promise<CSharpGrammarFiles>;
  /** Waits until files can be read, where they come from the client. */
  readonly filesAtHand?: () => Promise<void>;
  /** Is called once, when the first answers are out: what they needed of the program will be needed at the next start, too. */
  readonly begun?: () => void;
}

/** Begins to serve a client. */
export function serve(
  connection: Connection,
  parser: Parser,
  { version, reader, packing, lastOpen, csharp, filesAtHand, begun }: Host,
): void {
  const workspace = new Workspace(parser, stageOf(defaultSettings), {
    has: (uri) => pathOf(twinOf(uri)?.uri ?? uri) !== undefined,
    textOf: (uri) => textOf(pathOf(twinOf(uri)?.uri ?? uri) ?? ''),
    ...(packing && { packing }),
  });
  const configured = new Configured(connection);
  const today = (): string => new Date().toISOString().slice(0, 10);
  const analyses = new Analyses(
    workspace,
    (subject) => find(subject, today()),
    (uri) => configured.twinsOf(uri),
  );
  const door: Door = {
    connection,
    documents: new Documents(),
    workspace,
    managed: new Managed(workspace, today, csharp),
    parser,
    analyses,
    notices: new Notices(workspace, connection.console),
    settings: defaultSettings,
    settingsOf: (uri) => scoped.of(uri) ?? door.settings,
    configured,
    client: readClient({ processId: null, rootUri: null, capabilities: {} }),
    reading: undefined,
    storage: undefined,
    lastOpen: undefined,
    publish: (uri) => publisher.publish(uri),
    readIncluded: (uri) => scripts.readIncluded(uri),
  };
  let own: Settings = defaultSettings;
  /** What the client said last that is set. */
  let said: string | undefined;
  const scoped = new ScopedSettings();
  const first = new Reading();
  door.reading = first;
  const publisher = new Publisher(door);
  const scripts = new Scripts(door, reader);
  const sync = synchronize(door, publisher, { changedOnDisk });
  let folders: readonly string[] = [];

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    door.client = readClient(params);
    door.documents.encoding = chooseEncoding(params.capabilities.general?.positionEncodings);
    folders = foldersOf(params);
    const { storage, opening } = readOptions(params.initializationOptions);
    if (opening === true) analyses.opening = new Opening(mostOpening);
    door.storage = typeof storage === 'string' ? storage : undefined;
    door.lastOpen = door.storage === undefined ? undefined : lastOpen?.(door.storage);
    configured.folders = folders;
    apply(parseSettings(readOptions(params.initializationOptions).settings));
    const { diagnosticProvider, ...others } = capabilities(door.client);
    return {
      serverInfo: { name: serverName, version },
      capabilities: {
        ...others,
        ...(door.client.pullsDiagnostics && { diagnosticProvider }),
        positionEncoding: door.documents.encoding,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(
    guardedNotification(connection.console, 'initialized', async () => {
      try {
        await Promise.all([register(), readConfiguration()]); // the client may be slow to answer
        if (filesAtHand) {
          await filesAtHand();
          configured.forget();
        }
        readProjects();
        sync.takeIn();
        await scripts.read(folders);
        await readManaged();
        await configured.tell();
        await prepare();
      } finally {
        ended(first);
      }
      sync.recheckAll();
    }),
  );

  connection.onDidChangeConfiguration(
    guardedNotification(connection.console, 'configuration', async ({ settings }) => {
      const before = readingOf(door.settings);
      if (!door.client.answersConfiguration)
        apply(parseSettings((settings as Record<string, unknown> | null)?.[section] ?? settings));
      else if (!(await readConfiguration())) return;
      if (before !== readingOf(door.settings)) await readAgain();
      sync.recheckAll();
    }),
  );

  connection.onNotification(
    DidChangeWorkspaceFoldersNotification.type,
    guardedNotification(connection.console, 'folders', async ({ event: { added, removed } }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      folders = [...new Set([...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)])];
      configured.folders = folders;
      await readConfiguration();
      configured.forget();
      await readAgain();
      await configured.tell();
      sync.recheckAll();
    }),
  );

  connection.onShutdown(() => {
    try {
      door.lastOpen?.keep(openTexts());
    } catch (problem) {
      connection.console.warn(`what is open cannot be kept for the next start: ${String(problem)}`);
    }
  });

  registerFeatures(connection, door);
  connection.listen();
  void analyses.begun.then(() => analyses.answered()).then(begun);

  /** What is in no file is not written into one. */
  function* openTexts(): Generator<readonly [text: string, known: Known]> {
    for (const uri of door.documents.uris()) {
      const known = isCSharp(uri) || !uri.startsWith('file:') ? undefined : workspace.knownOf(canonical(uri));
      if (known?.statements) yield [door.documents.get(uri)!.getText(), known];
    }
  }

  async function register(): Promise<void> {
    const watchers = watched.map((name) => ({ globPattern: `**/${name}` }));
    await Promise.all([
      door.client.registersConfiguration &&
        connection.client.register(DidChangeConfigurationNotification.type, { section }),
      door.client.registersWatchers && connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }),
    ]);
  }

  /** Answers whether the client says anything else than before: it tells of a change when it is registered with it, too. */
  async function readConfiguration(): Promise<boolean> {
    if (!door.client.answersConfiguration) return false;
    const [ofFolders, ofAll] = await Promise.all([
      scoped.ask(connection, folders, section),
      connection.workspace.getConfiguration(section),
    ]);
    const now = JSON.stringify([ofFolders, ofAll]);
    if (now === said) return false;
    said = now;
    scoped.set(ofFolders);
    apply(parseSettings(ofAll));
    return true;
  }

  function apply(settings: Settings): void {
    own = settings;
    door.settings = configured.over(settings);
    workspace.configure({
      ...stageOf(door.settings),
      startsOf: (uri) => configured.startsOf(uri),
      databases: databasesOf(configured.projects, door.settings),
    });
    analyses.changedAll();
  }

  /** They say where scripts start. */
  function readProjects(): void {
    configured.readProjects();
    apply(own);
  }

  async function readAgain(): Promise<void> {
    readProjects();
    sync.takeIn();
    const reading = new Reading();
    door.reading = reading;
    try {
      await scripts.readAgain(folders);
      await readManaged();
    } finally {
      ended(reading);
    }
  }

  /** What nobody has asked for yet, for who asks first. */
  async function prepare(): Promise<void> {
    await inSlices(
      workspace.preparing(),
      () => false,
      () => analyses.idle(),
    );
    const until = performance.now() + forModules;
    const scripts = door.documents.uris().filter((uri) => !isCSharp(uri) && door.settingsOf(uri).enable);
    for (const uri of scripts) await analyses.prepare(canonical(uri), preparing, () => performance.now() > until);
  }

  function ended(reading: Reading): void {
    if (door.reading === reading) door.reading = undefined;
    reading.end();
  }

  /** C# files of assemblies, which the scripts just read may name. */
  async function readManaged(): Promise<void> {
    const { readScripts, exclude } = door.settings.workspace;
    const places = folders.map(pathOf).filter((place) => place !== undefined);
    if (readScripts) await door.managed.read(places, exclude);
    analyses.changedAll();
  }

  /** A script, or what is configured for scripts, was made, changed or deleted. */
  async function changedOnDisk(uri: string): Promise<void> {
    if (isCSharp(uri)) {
      const before = door.managed.matters(uri);
      if (!door.managed.isOpen(uri)) await door.managed.onDisk(uri);
      if (before || door.managed.matters(uri)) analyses.changedAll();
      return;
    }
    const isConfiguration = uri.endsWith(`/${configurationName}`);
    if (!isConfiguration && !configured.concernsProjects(pathOf(uri) ?? '')) return scripts.changedOnDisk(uri);
    configured.forget();
    await readAgain();
    await configured.tell();
  }
}

const section = 'tsqlContext';

/** So long the end of the reading may wait for what hovers need of the modules of open scripts, in milliseconds. */
const forModules = 300;

/** The files whose changes on disk count. */
const watched = [
  '*.{sql,cs}',
  '*.{sqlproj,csproj,props,targets}',
  '*.publish.xml',
  '*.{dac,bac}pac',
  `*${snapshotSuffix}`,
  configurationName,
];

/** Where the other scripts are not read, nothing is known completely. */
function databasesOf({ databases }: LoadedProjects, { workspace }: Settings): LoadedProjects['databases'] {
  return workspace.readScripts ? databases : databases.map((one) => ({ ...one, knowledge: 'open' }));
}

/** What decides which scripts are read, and how. */
function readingOf({ workspace, largest }: Settings): string {
  return JSON.stringify({ workspace, largest });
}

function stageOf({ session, serverVersion, knowledge, dialectGuard, largest }: Settings): Workspace['stage'] {
  const assumed = { login: knowledge === 'open', database: knowledge === 'open' };
  const versionAssumed = serverVersion === newest;
  return {
    ...session,
    version: serverVersion,
    versionAssumed,
    knowledge,
    assumed,
    guardDialect: dialectGuard,
    largest,
  };
}
