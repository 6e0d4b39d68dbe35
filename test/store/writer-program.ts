// Opens the database in the directory given, made from a seed, prints `held` or `open`, then writes without end and prints as it goes.

import { saveChanges } from '../../src/store/changes.ts';
import { openEmbedded } from '../../src/store/embedded.ts';
import { repositoryId } from '../../src/store/repositories.ts';

const store = await openEmbedded(process.argv[2]!, process.argv[3]);
process.stdout.write(store === 'held' ? 'held\n' : 'open\n');
if (store !== 'held') {
  const repository = await repositoryId(store, '/a');
  for (let n = 0; ; n++) {
    const rows = Array.from({ length: 500 }, (_, row) => ({ commit: `${n}-${row}`, facts: 'x'.repeat(2_000) }));
    await saveChanges(store, repository, 1, rows);
    process.stdout.write(`${n}\n`);
  }
}
