// VS Code's workbench without its server: extensions run in a web worker of the browser, and nothing runs in Node but what
// sends files. The workbench comes from tools/vscode-host; extensions are served from folders beside it.
import { readFileSync, statSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';

/** Serves a workbench with these settings, in which the extensions in `folders` are built in; `upstream` has its files. */
export async function serveWorkbench(upstream, folders, defaults) {
  const server = http.createServer(async (request, response) => {
    try {
      const { pathname } = new URL(request.url, upstream);
      const [, name = '', file = ''] = /^\/own-extensions\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
      if (folders[name]) return sendFile(response, path.join(folders[name], path.normalize(decodeURIComponent(file))));
      const { host, ...headers } = request.headers;
      const answer = await fetch(new URL(request.url, upstream), { headers: { accept: headers.accept ?? '*/*' } });
      const body = Buffer.from(await answer.arrayBuffer());
      const kept = ['content-type', 'content-security-policy', 'cache-control', 'service-worker-allowed'];
      for (const one of kept) if (answer.headers.has(one)) response.setHeader(one, answer.headers.get(one));
      response.statusCode = answer.status;
      if (pathname === '/') response.end(pageOf(body.toString(), host, Object.keys(folders), defaults));
      else if (pathname.endsWith('/workbench/workbench.js')) response.end(withoutServer(body.toString()));
      else response.end(body);
    } catch (error) {
      response.statusCode = 500;
      response.end(String(error));
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** This build takes the host of the page for a server in any case. */
function withoutServer(script) {
  const server = 'remoteAuthority:location.host';
  if (!script.includes(server)) throw new Error(`${server} is not in the workbench any more`);
  return script.replace(server, 'remoteAuthority:undefined');
}

/** The first page, with settings that know no server. */
function pageOf(page, host, names, defaults) {
  return page.replace(
    /(<meta id="vscode-workbench-web-configuration" data-settings=")([^"]*)(">)/,
    (_all, before, escaped, after) => {
      const settings = JSON.parse(escaped.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
      delete settings.remoteAuthority;
      settings.enableWorkspaceTrust = false;
      settings.configurationDefaults = defaults;
      settings.additionalBuiltinExtensions = names.map((name) => ({
        scheme: 'http',
        authority: host,
        path: `/own-extensions/${name}`,
      }));
      return before + JSON.stringify(settings).replaceAll('&', '&amp;').replaceAll('"', '&quot;') + after;
    },
  );
}

const types = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.css': 'text/css',
};

function sendFile(response, file) {
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) {
    response.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream');
    response.end(readFileSync(file));
  } else {
    response.statusCode = 404;
    response.end();
  }
}
