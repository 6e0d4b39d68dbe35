import type { Store } from './database.ts';
import { openEmbedded } from './embedded.ts';
import { openPostgres } from './postgres.ts';

/** Where a store is: PostgreSQL by its URL, else an embedded database in a directory. */
export type StorePlace = { url: string } | { directory: string };

/** Opens the store of a place; `held` when another process has the embedded database open. Throws a UserError. */
export async function openStoreAt(place: StorePlace): Promise<Store | 'held'> {
  return 'url' in place ? await openPostgres(place.url) : await openEmbedded(place.directory);
}
