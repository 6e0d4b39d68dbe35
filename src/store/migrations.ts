import { fileURLToPath } from 'node:url';

/**
 * The generated migrations. `src/` and `dist/` both stand beside `drizzle/`, in the repository and in the package.
 */
export const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url));
