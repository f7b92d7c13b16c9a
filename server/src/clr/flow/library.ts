/**
 * What of the .NET Framework matters here: which calls leave the server, what each needs of a permission set, and which
 * start code on another thread (docs/clr.md has the sources).
 */
import type { PermissionNeeded, Reached } from './model';

export interface Reach {
  readonly what: Reached;
  readonly needs: PermissionNeeded;
}

const external = (what: Reached): Reach => ({ what, needs: 'EXTERNAL_ACCESS' });
const unsafe = (what: Reached): Reach => ({ what, needs: 'UNSAFE' });

interface Known {
  readonly reach: Reach;
  /** Calls of the type itself that reach out. */
  readonly statics?: RegExp;
  /** Whether making one does. */
  readonly made?: 'always' | 'with-arguments' | 'with-path';
  /** Calls of one that do. */
  readonly calls?: RegExp;
}

const any = /^[A-Z]/;
const files = external('files');
const network = external('the network');

const types: Readonly<Record<string, Known>> = {
  File: { reach: files, statics: any },
  Directory: { reach: files, statics: any },
  FileStream: { reach: files, made: 'always' },
  StreamWriter: { reach: files, made: 'with-path' },
  StreamReader: { reach: files, made: 'with-path' },
  FileInfo: {
    reach: files,
    calls: /^(Create|CreateText|Open\w*|AppendText|CopyTo|MoveTo|Delete|Replace|Encrypt|Decrypt)$/,
  },
  DirectoryInfo: {
    reach: files,
    calls: /^(Create\w*|Delete|MoveTo|Get(Files|Directories|FileSystemInfos)|Enumerate\w+)$/,
  },
  ZipFile: { reach: files, statics: any },
  WebRequest: { reach: network, calls: /^(Begin|End)?Get(Response|RequestStream)(Async)?$/ },
  HttpWebRequest: { reach: network, calls: /^(Begin|End)?Get(Response|RequestStream)(Async)?$/ },
  FtpWebRequest: { reach: network, calls: /^(Begin|End)?Get(Response|RequestStream)(Async)?$/ },
  WebClient: { reach: network, calls: /^(Download|Upload|Open)/ },
  HttpClient: { reach: network, calls: /^(Get|Post|Put|Patch|Delete|Send)/ },
  Dns: { reach: network, statics: any },
  TcpClient: { reach: network, made: 'with-arguments', calls: /^(Begin)?Connect/ },
  UdpClient: { reach: network, calls: /^(Begin)?(Connect|Send)/ },
  Socket: { reach: network, calls: /^(Begin)?(Connect|Send|Bind|Listen|Accept)/ },
  SmtpClient: { reach: network, calls: /^Send/ },
  Ping: { reach: network, calls: /^Send/ },
  Registry: { reach: external('the registry'), statics: any },
  RegistryKey: {
    reach: external('the registry'),
    statics: /^Open/,
    calls: /^(OpenSubKey|GetValue|SetValue|CreateSubKey|Delete\w+|Get\w+Names)$/,
  },
  EventLog: { reach: external('the event log'), statics: any, calls: /^(WriteEntry|WriteEvent|Clear)$/ },
  Process: { reach: unsafe('processes'), statics: /^(Start|GetProcess\w*)$/, calls: /^(Start|Kill)$/ },
  OleDbConnection: { reach: unsafe('other servers'), calls: /^Open/ },
  OdbcConnection: { reach: unsafe('other servers'), calls: /^Open/ },
  OracleConnection: { reach: unsafe('other servers'), calls: /^Open/ },
  DirectorySearcher: { reach: unsafe('the directory service'), calls: /^Find(All|One)$/ },
  DirectoryEntry: { reach: unsafe('the directory service'), calls: /^(RefreshCache|CommitChanges|Invoke)$/ },
};

/** What a call of a type's own method reaches. */
export function reachedByType(type: string, method: string): Reach | undefined {
  const known = types[simple(type)];
  return known?.statics?.test(method) ? known.reach : undefined;
}

/** What a call of an object's method reaches. */
export function reachedByObject(type: string, method: string): Reach | undefined {
  const known = types[simple(type)];
  return known?.calls?.test(method) ? known.reach : undefined;
}

/** What making an object reaches. `first`: what its first argument is, as far as that is known. */
export function reachedByMaking(type: string, given: number, first: 'path' | 'other'): Reach | undefined {
  const known = types[simple(type)];
  if (known?.made === 'always') return known.reach;
  if (known?.made === 'with-arguments' && given > 0) return known.reach;
  return known?.made === 'with-path' && first === 'path' ? known.reach : undefined;
}

export function simple(type: string): string {
  return type
    .replace(/<.*$/s, '')
    .replace(/^.*[.:]/s, '')
    .replace(/\?$/, '');
}

/** Types whose making or calls run a delegate on another thread. */
export function startsThread(type: string, method: string | undefined): boolean {
  switch (simple(type)) {
    case 'Thread':
    case 'Timer':
      return method === undefined;
    case 'Task':
      return method === undefined || method === 'Run';
    case 'Factory':
    case 'TaskFactory':
      return method === 'StartNew';
    case 'ThreadPool':
      return method !== undefined && /^(Unsafe)?QueueUserWorkItem$|^(Unsafe)?RegisterWaitForSingleObject$/.test(method);
    case 'Parallel':
      return method !== undefined;
    default:
      return method === 'ContinueWith' || method === 'BeginInvoke';
  }
}

/** Calls that are not counted among those that may throw: what stands in FINALLY beside `Undo`. */
export function isHarmless(method: string): boolean {
  return /^(Close|Dispose|Flush|Undo|Equals|ToString|GetType|Send|WriteLine)$/.test(method);
}
