import { storedFacts } from '../engine/stored-facts.ts';
import { MirrorTooLarge } from '../git/mirror.ts';
import { renderHotspotsMarkdown } from '../render/hotspots-markdown.ts';
import { compareHotspots } from '../scoring/compare-hotspots.ts';
import { moveCursor } from '../store/cursors.ts';
import { latestHotspotReport, saveHotspotReport } from '../store/hotspot-reports.ts';
import { activeRepositories } from '../store/installed-repositories.ts';
import { findIssue } from '../store/issues.ts';
import type { TaskContext, TaskRun } from './context.ts';
import { type Installed, unreadable, withMirror, workable } from './installed.ts';
import { mayWriteIssues, publishIssue } from './publish-issue.ts';
import { queues, type RepositoryData, reportHotspotsTask } from './queues.ts';

const issue = { key: 'hot-spots', title: 'Touchstone hot spots' };

/** Asks for a new edition of the hot-spot report of every repository. */
export async function reportAllHotspots({ store, queue }: TaskContext, run: TaskRun<object>): Promise<void> {
  const repositories = await activeRepositories(store);
  for (const { id, installationId } of repositories) {
    await queue.send(reportHotspotsTask({ installation: installationId, repository: id }));
  }
  await moveCursor(store, queues.reportAllHotspots.name, new Date());
  run.note({ repositories: repositories.length });
}

/**
 * Makes an edition of a repository's hot-spot report at the commit that was measured last, says it in the repository's
 * issue where the team asks for one, and keeps it. Where nothing was committed since the last edition there is no new one.
 */
export async function reportHotspots(context: TaskContext, run: TaskRun<RepositoryData>): Promise<void> {
  const { store } = context;
  const installed = await workable(context, run.data.repository, run.data.installation, run.attempt);
  if (!installed) return run.note({ skipped: 'not installed' });
  const { repository } = installed;
  run.note({ repository: `${repository.owner}/${repository.name}` });
  const commit = repository.measuredCommit;
  if (commit === null) return run.note({ skipped: 'not measured yet' });
  const why = unreadable(installed);
  if (why !== null) return run.note({ skipped: why });
  const before = await latestHotspotReport(store, repository.repositoryId);
  // An issue that was asked for, and could not be made before, is owed still.
  if (before?.subject.at === commit && !(await owesFirstIssue(context, installed, false))) {
    return run.note({ skipped: 'nothing new since the last edition' });
  }

  const edition = await makeEdition(context, installed, commit, run.signal);
  if ('skipped' in edition) return run.note(edition);
  const { report } = edition;
  run.note({ commit: commit.slice(0, 9), hotspots: report.hotspots.length });
  if (edition.issue) {
    const text = renderHotspotsMarkdown(report, before && compareHotspots(before, report));
    run.note({ issue: await publishIssue(context, installed, { ...issue, text }) });
  }
  // Last: until it is kept, another attempt makes the same edition, compared with the same one before.
  await saveHotspotReport(store, repository.repositoryId, report);
}

/**
 * Whether a team has still to get its first issue: it does not wait for a Monday. `asks`: its configuration asks for one
 * now; else it is enough that it was asked for and not made.
 */
export async function owesFirstIssue({ store }: TaskContext, installed: Installed, asks: boolean): Promise<boolean> {
  if (!mayWriteIssues(installed)) return false;
  const kept = await findIssue(store, installed.repository.id, issue.key);
  return kept ? kept.number === null : asks;
}

async function makeEdition(context: TaskContext, installed: Installed, at: string, signal: AbortSignal) {
  const { repository } = installed;
  const wanted = { refs: [`refs/heads/${repository.defaultBranch}`], commits: [at] };
  const repo = `${repository.owner}/${repository.name}`;
  try {
    return await withMirror(context, installed, wanted, signal, async ({ gitDir }) => {
      const request = { kind: 'hotspots' as const, gitDir, at, by: at, repo };
      return await context.measuring.measure(request, storedFacts(context.store, repository.repositoryId), signal);
    });
  } catch (error) {
    if (error instanceof MirrorTooLarge) return { skipped: error.message };
    throw error;
  }
}
