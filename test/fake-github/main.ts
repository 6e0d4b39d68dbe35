import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startFakeGitHub } from './server.ts';

// A fake GitHub as a process of its own. Prints one line of JSON when it is up, and stops at SIGTERM or SIGINT.
// node test/fake-github/main.ts [--port N] [--app-id N] [--webhook-url URL] [--webhook-secret S] [--no-check]
const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    'app-id': { type: 'string' },
    'webhook-url': { type: 'string' },
    'webhook-secret': { type: 'string' },
    'no-check': { type: 'boolean' },
  },
});

const github = await startFakeGitHub({
  ...(values.port ? { port: Number(values.port) } : {}),
  ...(values['app-id'] ? { appId: Number(values['app-id']) } : {}),
  ...(values['webhook-url'] ? { webhookUrl: values['webhook-url'] } : {}),
  ...(values['webhook-secret'] ? { webhookSecret: values['webhook-secret'] } : {}),
  check: !values['no-check'],
});
const directory = mkdtempSync(join(tmpdir(), 'touchstone-fake-github-key-'));
const privateKeyFile = join(directory, 'private-key.pem');
writeFileSync(privateKeyFile, github.app.privateKey, { mode: 0o600 });

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await github.close();
    rmSync(directory, { recursive: true, force: true });
    process.exit(0);
  });
}
const { id: appId, webhookSecret } = github.app;
process.stdout.write(
  `${JSON.stringify({ url: github.url, appId, privateKeyFile, webhookSecret, pid: process.pid })}\n`,
);
