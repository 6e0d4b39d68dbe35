import { describe, expect, test } from 'vitest';
import { forgetOutdated, storedFacts } from '../../src/engine/stored-facts.ts';
import { unreadFacts } from '../../src/source/extract.ts';
import { extractorVersions } from '../../src/source/extractor-version.ts';
import { saveBlobFacts } from '../../src/store/blob-facts.ts';
import { blobKey } from '../../src/store/blob-key.ts';
import { saveChanges } from '../../src/store/changes.ts';
import { repositoryId } from '../../src/store/repositories.ts';
import { databases, useStore } from '../store/databases.ts';

const blobId = 'b'.repeat(40);
const commit = 'c'.repeat(40);

describe.each(databases)('the stored facts on %s', (kind) => {
  const store = useStore(kind);

  test('keep what this version read and a later one, not what an earlier one did', async () => {
    const repository = await repositoryId(store(), '/a');
    const [oldest] = extractorVersions();
    const blobs = ['Python', 'Dart'].map((language) => ({ blobId, language, facts: unreadFacts(language, null) }));
    const { blobs: kept, commits } = storedFacts(store(), repository);
    await kept.save(blobs);
    await commits.save([{ commit, files: [] } as never]);
    await saveBlobFacts(store(), repository, 1_000_000, blobs);
    expect(await forgetOutdated(store())).toBe(0);
    await saveBlobFacts(store(), repository, oldest! - 1, blobs);
    await saveChanges(store(), repository, 0, [{ commit, facts: [] }]);
    expect(await forgetOutdated(store())).toBe(3);
    expect([...(await kept.load([blobId])).keys()].sort()).toEqual([
      blobKey(blobId, 'Dart'),
      blobKey(blobId, 'Python'),
    ]);
    expect((await commits.load([commit])).size).toBe(1);
  });
});
