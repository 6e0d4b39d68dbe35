import type { Scorecard } from '../model.ts';
import { bigint, customType, index, integer, pgTable, primaryKey, sql, text, timestamp, unique } from './drizzle.ts';

/**
 * JSON in a `text` column. Not `jsonb`: that refuses `\u0000` and lone surrogates, which paths and names may carry,
 * and costs a second parse on both sides for documents that are never queried from within. `JSON.stringify` writes
 * both as escapes, so any value comes back as it went in.
 */
const json = customType<{ data: unknown; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => JSON.parse(value),
});

/** The measured repositories. */
export const repositories = pgTable('repositories', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  /** The real path of the measured git directory, escaped as inside a JSON string. */
  location: text().notNull().unique(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

function ofRepository() {
  return bigint('repository_id', { mode: 'number' })
    .notNull()
    .references(() => repositories.id, { onDelete: 'cascade' });
}

/** What a blob's content says. Never updated: a better extractor has a higher version. */
export const blobFacts = pgTable(
  'blob_facts',
  {
    repositoryId: ofRepository(),
    blobId: text('blob_id').notNull(),
    /** The language that it was read as; '' where none was given. */
    language: text().notNull(),
    extractorVersion: integer('extractor_version').notNull(),
    facts: json().notNull(),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.extractorVersion, table.blobId, table.language] })],
);

/** What the diff of one first-parent commit says. Never updated: a better reader has a higher version. */
export const changes = pgTable(
  'changes',
  {
    repositoryId: ofRepository(),
    commit: text().notNull(),
    readerVersion: integer('reader_version').notNull(),
    facts: json().notNull(),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.readerVersion, table.commit] })],
);

/** The scorecards shown so far: one per repository, commit and definition. */
export const scorecards = pgTable(
  'scorecards',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    repositoryId: ofRepository(),
    /** '' for a repository without commits. */
    commit: text().notNull(),
    /** The commit's committer date. */
    date: timestamp({ withTimezone: true }),
    definition: text().notNull(),
    scorecard: json().$type<Scorecard>().notNull(),
    measuredAt: timestamp('measured_at', { withTimezone: true }).notNull().default(sql`now()`),
  },
  (table) => [
    unique().on(table.repositoryId, table.commit, table.definition),
    index().on(table.repositoryId, table.measuredAt),
  ],
);
