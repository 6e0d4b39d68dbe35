import type { HotspotReport, PullSubject, Scorecard } from '../model.ts';
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  sql,
  text,
  timestamp,
  unique,
} from './drizzle.ts';

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

/** Where a structural rule matches in a blob. Never updated: another rule has another hash. */
export const ruleMatches = pgTable(
  'rule_matches',
  {
    repositoryId: ofRepository(),
    ruleHash: text('rule_hash').notNull(),
    blobId: text('blob_id').notNull(),
    language: text().notNull(),
    matches: json().notNull(),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.ruleHash, table.blobId, table.language] })],
);

/** What the diff of one first-parent commit says: paths, or line counts too where they were asked for. A better reader has a higher version. */
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

/** The scorecards shown so far: one per repository, commit and definition, the last ones kept. */
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

/** The editions of a repository's hot-spot report: one per commit and definition, the last ones kept. */
export const hotspotReports = pgTable(
  'hotspot_reports',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    repositoryId: ofRepository(),
    /** '' for a repository without commits. */
    commit: text().notNull(),
    definition: text().notNull(),
    /** The commit's committer date. */
    date: timestamp({ withTimezone: true }),
    report: json().$type<HotspotReport>().notNull(),
    madeAt: timestamp('made_at', { withTimezone: true }).notNull().default(sql`now()`),
  },
  (table) => [
    unique().on(table.repositoryId, table.commit, table.definition),
    index().on(table.repositoryId, table.madeAt),
  ],
);

/** The past of a score: one scorecard per measured revision of the past, under the definition that it was made by. */
export const trendPoints = pgTable(
  'trend_points',
  {
    repositoryId: ofRepository(),
    commit: text().notNull(),
    definition: text().notNull(),
    /** The commit's committer date. */
    date: timestamp({ withTimezone: true }).notNull(),
    scorecard: json().$type<Scorecard>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.commit] })],
);

// ── The app: what is known of GitHub. Keyed by GitHub's numeric ids, never by names. ──────────────

function githubId(name: string) {
  return bigint(name, { mode: 'number' });
}

function moment(name: string) {
  return timestamp(name, { withTimezone: true });
}

/** Accounts that installed the app. */
export const installations = pgTable('installations', {
  id: githubId('id').primaryKey(),
  account: text().notNull(),
  state: text().$type<'active' | 'suspended' | 'removed'>().notNull(),
  /** Granted permissions by name, e.g. `contents: read`. */
  permissions: json().$type<Record<string, string>>().notNull(),
  /** GitHub answers nothing before this moment: jobs of this installation wait for it. */
  limitedUntil: moment('limited_until'),
  /** After its removal: when everything of it is deleted. */
  deleteAfter: moment('delete_after'),
});

/** Repositories that an installation gives access to. */
export const installedRepositories = pgTable(
  'installed_repositories',
  {
    id: githubId('id').primaryKey(),
    installationId: githubId('installation_id')
      .notNull()
      .references(() => installations.id, { onDelete: 'cascade' }),
    /** Its facts and scorecards. */
    repositoryId: ofRepository().unique(),
    owner: text().notNull(),
    name: text().notNull(),
    private: boolean().notNull(),
    defaultBranch: text('default_branch').notNull(),
    state: text().$type<'active' | 'removed'>().notNull(),
    deleteAfter: moment('delete_after'),
    /** The last commit of the default branch that was measured, and when. */
    measuredCommit: text('measured_commit'),
    measuredAt: moment('measured_at'),
    /** When its last pulls were scored from history. */
    backfilledAt: moment('backfilled_at'),
    /** Of its trend: how many points were asked for at the last look, and how many of them were there; null before it. */
    trendAsked: integer('trend_asked'),
    trendKept: integer('trend_kept'),
    /** Why the last attempt to measure it failed; null since it succeeded. */
    failure: text(),
  },
  (table) => [index().on(table.installationId)],
);

function ofInstalled() {
  return githubId('github_id')
    .notNull()
    .references(() => installedRepositories.id, { onDelete: 'cascade' });
}

/** Pulls, with the scorecard of the head that was scored last. */
export const pulls = pgTable(
  'pulls',
  {
    githubId: ofInstalled(),
    number: integer().notNull(),
    installationId: githubId('installation_id').notNull(),
    title: text().notNull(),
    state: text().$type<'open' | 'closed' | 'merged'>().notNull(),
    draft: boolean().notNull(),
    baseRef: text('base_ref').notNull(),
    head: text().notNull(),
    /** GitHub's own `updated_at`: what is older never replaces what is newer. */
    updatedAt: moment('updated_at').notNull(),
    scoredHead: text('scored_head'),
    scoredBase: text('scored_base'),
    scorecard: json().$type<Scorecard<PullSubject>>(),
    scoredAt: moment('scored_at'),
    failure: text(),
  },
  (table) => [primaryKey({ columns: [table.githubId, table.number] }), index().on(table.githubId, table.updatedAt)],
);

/** The check runs that heads are owed or have: one per repository and commit, from the moment an event asks for it. */
export const checks = pgTable(
  'checks',
  {
    githubId: githubId('github_id').notNull(),
    head: text().notNull(),
    installationId: githubId('installation_id').notNull(),
    /** Null: the head of a merge group. */
    pull: integer(),
    /** Null once it is concluded, or no longer wanted because the head moved. */
    owedSince: moment('owed_since'),
    checkRunId: githubId('check_run_id'),
    conclusion: text().$type<'success' | 'neutral'>(),
    /** Who writes it holds it until then, so that no two processes make two. */
    heldUntil: moment('held_until'),
  },
  (table) => [primaryKey({ columns: [table.githubId, table.head] }), index().on(table.owedSince)],
);

/** The issues that the app keeps, one per repository and key, from the first attempt to make it. */
export const issues = pgTable(
  'issues',
  {
    githubId: ofInstalled(),
    key: text().notNull(),
    /** Null: not made yet, or made by an attempt whose answer was lost. */
    number: integer(),
    /** Who writes it holds it until then, so that no two processes make two. */
    heldUntil: moment('held_until'),
  },
  (table) => [primaryKey({ columns: [table.githubId, table.key] })],
);

/** Webhook deliveries that were acknowledged. Kept for as long as GitHub can redeliver them, and longer. */
export const deliveries = pgTable(
  'deliveries',
  {
    /** `X-GitHub-Delivery`: the same for a redelivery. */
    guid: text().primaryKey(),
    event: text().notNull(),
    installationId: githubId('installation_id'),
    /** The task that it asks for, e.g. `score-pull 12#3`; null where it asks for nothing. */
    task: text(),
    state: text().$type<'received' | 'done' | 'failed' | 'ignored'>().notNull(),
    receivedAt: moment('received_at').notNull().default(sql`now()`),
  },
  (table) => [index().on(table.task, table.state), index().on(table.receivedAt)],
);

/** How far a regular look at GitHub has come. */
export const cursors = pgTable('cursors', {
  name: text().primaryKey(),
  at: moment('at').notNull(),
});
