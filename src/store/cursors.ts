import { plainly, type Store } from './database.ts';
import { eq } from './drizzle.ts';
import { cursors } from './schema.ts';

/** How far the look of this name has come; null before the first. */
export async function readCursor(store: Store, name: string): Promise<Date | null> {
  const [row] = await plainly(store.db.select().from(cursors).where(eq(cursors.name, name)));
  return row?.at ?? null;
}

/** The look of this name has come so far. */
export async function moveCursor(store: Store, name: string, at: Date): Promise<void> {
  const insert = store.db.insert(cursors).values({ name, at });
  await plainly(insert.onConflictDoUpdate({ target: cursors.name, set: { at } }));
}
