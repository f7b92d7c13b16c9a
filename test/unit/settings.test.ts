/** The settings' defaults are those of the manifest, and nonsense is harmless. */
import assert from 'node:assert/strict';
import manifest from '../../package.json';
import { defaultSettings, parseSettings, type Settings } from '../../server/src/lsp/settings';

describe('settings', () => {
  it('have the defaults that the manifest announces', () => {
    const announced: Record<string, unknown> = {};
    for (const [key, { default: value }] of Object.entries(manifest.contributes.configuration.properties)) {
      const [first = '', second] = key.replace('tsqlContext.', '').split('.');
      if (second === undefined) announced[first] = value;
      else announced[first] = { ...(announced[first] as object | undefined), [second]: value };
    }
    assert.deepEqual(parseSettings(announced), defaultSettings);
  });

  it('take what is of the right kind and nothing else', () => {
    const { session, serverVersion, rules, workspace }: Settings = parseSettings({
      session: { login: 'amy', database: 7 },
      serverVersion: '1999',
      rules: { 'push-in-loop': 'hint', 'use-in-sandbox': 'loud' },
      workspace: null,
    });
    assert.deepEqual(session, { login: 'amy', database: 'master' });
    assert.equal(serverVersion, '2025');
    assert.deepEqual([...rules], [['push-in-loop', 'hint']]);
    assert.equal(workspace.readScripts, true);
    for (const nonsense of [null, 3, 'x', [], { session: [] }]) assert.ok(parseSettings(nonsense));
  });
});
