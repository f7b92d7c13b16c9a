import type { Reached, Seen } from '../../clr/flow/model';
import type { ManagedEntry, ManagedUnit } from '../../workspace/managed/model';
import { type ManagedFinding, rule } from '../rule';
import { exceeds } from './permission-sets';
import { callerKind, deeds, shownName } from './seen';

export const clrExternalAccessAsServiceAccount = rule({
  id: 'clr-external-access-as-service-account',
  severity: 'information',
  serverErrors: [],
  language: 'csharp',
  summary: 'Managed code reaches out of the server as its service account.',
  why: 'Managed code does not impersonate by itself: for a Windows login that is the original caller, files, network, registry, event log, processes and other servers are reached as the service account of SQL Server. For a SQL login, and after EXECUTE AS, the pages of Microsoft disagree: refused with a security exception, or the service account.',
  advice:
    'Impersonate SqlContext.WindowsIdentity where the caller must have the right himself; else let only those start the module who may act as the service account there.',
  bad: [
    `public class Files
{
    [SqlProcedure]
    public static void Clear(string path)
    {
        File.Delete(path);
    }
}`,
  ],
  good: [
    `public class Files
{
    [SqlProcedure]
    public static void Clear(string path)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) throw new InvalidOperationException("a Windows login is needed");
        using (caller.Impersonate()) File.Delete(path);
    }
}`,
    `public class Names
{
    [SqlFunction]
    public static string Short(string path)
    {
        return Path.GetFileName(path);
    }
}`,
  ],
  rulebook: ['CLR-1', 'CLR-7', 'CLR-11', 'CLR-12'],
  *managed(entry, unit) {
    yield* firstOfEach(entry, unit);
  },
});

/** One finding for each kind of thing that is reached: at the first place of each method. */
function* firstOfEach(entry: ManagedEntry, unit: ManagedUnit): Generator<ManagedFinding> {
  const told = new Set<string>();
  const { assembly } = entry;
  const given = assembly?.strict === false ? assembly.permissionSet : undefined; // what is refused reaches nothing
  const all = deeds(entry.run, 'reach').filter(
    ({ identity, deed }) => identity.kind === 'service' && !(given && exceeds(deed.needs, given)),
  );
  for (const { site, deed } of [...all].sort((a, b) => a.site.span.start - b.site.span.start)) {
    const place = unit.sources.places.get(site.member);
    const key = `${place?.file.file}|${place?.offset}|${deed.what}`;
    if (told.has(key)) continue;
    told.add(key);
    const others = deeds(entry.run, 'reach').filter((one) => isSamePlace(one, site) && one.identity.kind !== 'service');
    yield {
      site,
      message: messageFor(deed.what, entry),
      certainty: others.length > 0 ? 'possible' : 'always',
    };
  }
}

function isSamePlace({ site }: Seen, { member, span }: Seen['site']): boolean {
  return site.member === member && site.span.start === span.start;
}

function messageFor(what: Reached, { entry, calls }: ManagedEntry): string {
  const kinds = new Set(calls.map(callerKind));
  const own = `${shownName(entry)} reaches ${what} as SQL Server's service account here, not as its caller`;
  if (kinds.size === 0) return `${own}.`;
  if (kinds.size === 1 && kinds.has('windows')) return `${own}: nobody is impersonated.`;
  const seen = kinds.has('sql') || kinds.has('switched') ? ', as in calls at hand,' : '';
  return `${own}; for a SQL login or after EXECUTE AS${seen} it may be refused instead.`;
}
