/** Following managed code: who it is to the operating system at what it does. */
import assert from 'node:assert/strict';
import { deedsIn } from '../support/csharp';

const head = 'using System; using System.Security.Principal; using Microsoft.SqlServer.Server; using System.IO;\n';
const helpers = `
static void Query() { using (var c = new SqlConnection("context connection=true")) c.Open(); }
static WindowsImpersonationContext Begin() { var id = SqlContext.WindowsIdentity; return id == null ? null : id.Impersonate(); }
static void AsCaller(Action work) { var c = Begin(); try { work(); } finally { if (c != null) c.Undo(); } }
sealed class Caller : IDisposable { readonly WindowsImpersonationContext c = null; public Caller() { c = SqlContext.WindowsIdentity.Impersonate(); } public void Dispose() { c.Undo(); } }
`;

/** The deeds of a procedure's body but those that every body has, from line 3 on. */
async function inBody(body: string): Promise<readonly string[]> {
  const deeds = await deedsIn(
    `${head}class P {\n[SqlProcedure] public static void Run(string path, bool flag, int n) {\n${body}\n}${helpers}}`,
  );
  return deeds.filter((one) => /data-access|left|reach/.test(one)).map((one) => one.replace(/^\d+: /, ''));
}

const cases: readonly (readonly [what: string, body: string, deeds: readonly string[]])[] = [
  ['nobody is impersonated', 'File.Delete(path); Query();', ['reach files', 'data-access']],
  [
    'until Undo',
    'var c = Begin(); File.Delete("a"); c.Undo(); Query();',
    ['reach files impersonated', 'reach files', 'data-access', 'left-impersonated by exception impersonated'],
  ],
  [
    'try and finally',
    'var c = Begin(); try { File.Delete("a"); } finally { if (c != null) c.Undo(); } Query();',
    ['reach files impersonated', 'reach files', 'data-access'],
  ],
  [
    'using',
    'using (Begin()) { File.Delete("a"); } Query();',
    ['reach files impersonated', 'reach files', 'data-access'],
  ],
  [
    'a using declaration',
    'using var c = SqlContext.WindowsIdentity.Impersonate(); File.Delete("a");',
    ['reach files impersonated'],
  ],
  [
    'an early return',
    'var c = SqlContext.WindowsIdentity.Impersonate(); if (flag) return; c.Undo(); Query();',
    ['data-access', 'left-impersonated by return impersonated'],
  ],
  [
    'a flag that is asked twice',
    'WindowsImpersonationContext c = null; if (flag) c = SqlContext.WindowsIdentity.Impersonate(); if (flag) c.Undo(); Query();',
    ['data-access'],
  ],
  [
    'a flag of which the number is asked twice',
    'WindowsImpersonationContext c = null; if (n == 1) c = SqlContext.WindowsIdentity.Impersonate(); try { } finally { if (n == 1) c.Undo(); } Query();',
    ['data-access'],
  ],
  [
    'nested, and the inner one undone',
    'using (SqlContext.WindowsIdentity.Impersonate()) { using (SqlContext.WindowsIdentity.Impersonate()) { } Query(); }',
    ['data-access impersonated'],
  ],
  ['a class of its own', 'using (new Caller()) { Query(); } Query();', ['data-access impersonated', 'data-access']],
  ['a helper that calls a delegate', 'AsCaller(() => Query()); Query();', ['data-access impersonated', 'data-access']],
  ['a helper that calls a method', 'AsCaller(Query); Query();', ['data-access impersonated', 'data-access']],
  [
    'RunImpersonated',
    'WindowsIdentity.RunImpersonated(SqlContext.WindowsIdentity.AccessToken, () => { Query(); }); Query();',
    ['data-access impersonated', 'data-access'],
  ],
  ['another thread', 'System.Threading.Tasks.Task.Run(() => Query());', ['data-access on other thread']],
  [
    'a thread that is given a delegate',
    'var t = new Thread(new ThreadStart(Query)); t.Start();',
    ['data-access on other thread'],
  ],
  [
    'the thread pool',
    'WaitCallback work = new WaitCallback(state => Query()); ThreadPool.QueueUserWorkItem(work);',
    ['data-access on other thread'],
  ],
  ['a loop', 'for (int i = 0; i < n; i++) { using (Begin()) { } } Query();', ['data-access']],
  [
    'a loop that is left',
    'var c = SqlContext.WindowsIdentity.Impersonate(); while (true) { if (flag) break; } c.Undo(); Query();',
    ['data-access'],
  ],
  [
    'catch and go on',
    'WindowsImpersonationContext c = null; try { c = SqlContext.WindowsIdentity.Impersonate(); File.Delete("a"); c.Undo(); } catch (Exception) { } Query();',
    [
      'reach files impersonated',
      'data-access impersonated',
      'data-access',
      'left-impersonated by exception impersonated',
      'left-impersonated by return impersonated',
    ],
  ],
  [
    'two tests of null that agree',
    'WindowsIdentity id = SqlContext.WindowsIdentity; if (id == null) { Query(); return; } var c = id.Impersonate(); try { } finally { c.Undo(); }',
    ['data-access'],
  ],
  [
    'a switch',
    'using (SqlContext.WindowsIdentity.Impersonate()) { switch (n) { case 1: return; default: break; } } Query();',
    ['data-access'],
  ],
];

describe('following managed code', () => {
  for (const [what, body, deeds] of cases)
    it(what, async () => assert.deepEqual([...new Set(await inBody(body))].sort(), [...deeds].sort()));
  it('says nothing of code that is no entry point, whatever it uses', async () => {
    const code = `${head}class Client { void Send() { var m = new SqlDataRecord(); SqlContext.WindowsIdentity.Impersonate(); } }`;
    assert.deepEqual(await deedsIn(code), []);
    assert.notDeepEqual(await deedsIn(code, [{ assembly: 'a', type: 'Client', method: 'Send' }]), []);
  });
});
