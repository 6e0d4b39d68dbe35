// Ensures one mirror, prints `ready <generation>` or the error's name, and ends.
import { ensureMirror } from '../../src/git/mirror.ts';

const [root = '', url = '', token = '', ref = '', commit = ''] = process.argv.slice(2);
try {
  const place = { root, id: 1, maxBytes: 1e9, leastFree: 0 };
  const wanted = { refs: [ref], commits: [commit] };
  const mirror = await ensureMirror(place, { url, token: async () => process.env[token] ?? null }, wanted);
  process.stdout.write(`ready ${mirror.generation}\n`);
} catch (error) {
  process.stdout.write(`${(error as Error).name}: ${(error as Error).message}\n`);
}
