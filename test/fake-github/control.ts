import * as checks from './control/checks.ts';
import * as deliveries from './control/deliveries.ts';
import * as installations from './control/installations.ts';
import * as issues from './control/issues.ts';
import * as mergeGroups from './control/merge-groups.ts';
import * as pulls from './control/pulls.ts';
import * as pushes from './control/pushes.ts';
import * as repositories from './control/repositories.ts';
import * as requests from './control/requests.ts';
import type { Fake } from './fake.ts';
import { type Answer, problem } from './http.ts';

/**
 * What a test can do and see: the users of GitHub, and its inside. Each is called with one object of options, as JSON
 * at `POST /_fake/<name>`, and its answer goes back as JSON. The client's methods are these.
 */
export const operations = {
  installApp: installations.installApp,
  uninstall: installations.uninstall,
  suspend: installations.suspend,
  unsuspend: installations.unsuspend,
  addRepository: installations.addRepository,
  removeRepository: installations.removeRepository,
  newPermissions: installations.newPermissions,
  setTokenLifetime: installations.setTokenLifetime,
  expireTokens: installations.expireTokens,
  setRateLimit: installations.setRateLimit,

  createRepository: repositories.createRepository,
  forkRepository: repositories.forkRepository,
  deleteRepository: repositories.deleteRepository,
  renameRepository: repositories.renameRepository,
  transferRepository: repositories.transferRepository,
  privatize: repositories.privatize,
  setRepository: repositories.setRepository,
  repositories: repositories.repositories,

  pushBranch: pushes.pushBranch,
  deleteBranch: pushes.deleteBranch,

  openPull: pulls.openPull,
  editPullBase: pulls.editPullBase,
  retitle: pulls.retitle,
  closePull: pulls.closePull,
  reopenPull: pulls.reopenPull,
  readyForReview: pulls.readyForReview,
  convertToDraft: pulls.convertToDraft,
  mergePull: pulls.mergePull,

  mergeGroup: mergeGroups.mergeGroup,
  destroyMergeGroup: mergeGroups.destroyMergeGroup,

  openIssue: issues.openIssue,
  closeIssue: issues.closeIssue,
  reopenIssue: issues.reopenIssue,
  deleteIssue: issues.deleteIssue,
  issues: issues.issues,

  checkRuns: checks.checkRuns,
  rerequestCheckRun: checks.rerequestCheckRun,
  rerequestSuite: checks.rerequestSuite,

  setWebhook: deliveries.setWebhook,
  setDelivery: deliveries.setDelivery,
  deliveries: deliveries.deliveries,
  payload: deliveries.payload,
  redeliver: deliveries.redeliver,
  release: deliveries.release,
  waitForDeliveries: deliveries.waitForDeliveries,
  post: deliveries.post,

  requests: requests.requests,
  requestCounts: requests.requestCounts,
  violations: requests.violations,
  clearLogs: requests.clearLogs,
  addFault: requests.addFault,
  clearFaults: requests.clearFaults,
  heldRequests: requests.heldRequests,
  waitForHeld: requests.waitForHeld,
  releaseHeld: requests.releaseHeld,
};

/** Performs an operation. An error is answered with 400 and its text: the test asked for what can not be. */
export async function answerControl(fake: Fake, name: string, body: Buffer): Promise<Answer> {
  if (!Object.hasOwn(operations, name)) return problem(404, `there is no operation ${name}`);
  const operation = operations[name as keyof typeof operations] as (fake: Fake, options: unknown) => unknown;
  try {
    const options = body.length > 0 ? JSON.parse(body.toString()) : {};
    return { status: 200, body: (await operation(fake, options)) ?? null };
  } catch (error) {
    return problem(400, error instanceof Error ? error.message : String(error));
  }
}
