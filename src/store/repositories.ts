import { plainly, type Store } from './database.ts';
import { eq } from './drizzle.ts';
import { repositories } from './schema.ts';

/**
 * The id of the repository at a location (the real path of its git directory), which is entered when it is new.
 * Locations are escaped as inside a JSON string, because a path may hold what `text` does not.
 */
export async function repositoryId(store: Store, path: string): Promise<number> {
  const location = JSON.stringify(path).slice(1, -1);
  const { id } = repositories;
  const found = store.db.select({ id }).from(repositories).where(eq(repositories.location, location));
  const [known] = await plainly(found);
  if (known) return known.id;

  // An update that changes nothing, so that the row is returned when another process was faster.
  const onConflict = { target: repositories.location, set: { location } };
  const enter = store.db.insert(repositories).values({ location }).onConflictDoUpdate(onConflict).returning({ id });
  const [added] = await plainly(enter);
  return added!.id;
}
