/** `npm run build`: compiles src/ to dist/ and adds the seed of a new embedded database. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSeed } from '../src/store/embedded.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

rmSync(join(root, 'dist'), { recursive: true, force: true });
const compiled = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);
chmodSync(join(root, 'dist', 'main.js'), 0o755);
cpSync(join(root, 'src', 'rules', 'packs'), join(root, 'dist', 'rules', 'packs'), { recursive: true });
await writeSeed(join(root, 'dist', 'seed.tar.gz'));
