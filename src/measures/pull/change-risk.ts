import type { Change, Evidence, Measure } from '../../model.ts';
import { count, percent, plural } from '../../text.ts';
import { hotTouched, testOf } from '../hot-touched.ts';
import { humanChanges, pullWindow, unknownPast } from '../windows.ts';

/** A share of fewer changes than this says nothing. */
const fewestChanges = 20;

export const changeRisk: Measure<'pull', 'files' | 'changes' | 'proposed'> = {
  id: 'change-risk',
  version: 4,
  title: 'Hot files in this change',
  unit: 'files',
  about: 'pull',
  definition:
    'Number of hot source files that this change edits without their test. A source file is hot when at least a tenth of the pulls of the 90 days before the merge base touch it (renames followed, bots left out; at least 20 pulls, else all human changes of these days, at least 20), or when it is among the hottest tenth of the source files that were changed in 365 days (`hotspot-health`, over the tree of the head). Its test is the one that `test-file-share` associates with it at the head, or another that imports it; where it is associated by its package or through an entry file, or has none, any test of the change will do; inline tests are in the file itself. Files that are deleted or only moved are not counted. The evidence lists every hot file that the change touches, with its rank as a hot spot, what it lacks beside tests, and whether one person knows it as `knowledge-concentration` has it (where more than one person works here); nobody is named.',
  why: 'Files that many changes touch break most often and are what the next change builds on.',
  improve: 'Change the hot file together with its test, or move what you needed out of it.',
  limits: 'A test that reaches the file by more than one hop is not seen as the file’s own.',
  source: 'git log --first-parent --name-only of the 90 days before the merge base; touchstone files tells the tests',
  needs: ['files', 'changes', 'proposed'],
  compute({ revision, files, changes, proposed }, settings) {
    if (proposed.length === 0) return { notApplicable: 'it changes no file' };
    const days = settings.windows.pulls;
    const unknown = unknownPast(revision, days);
    if (unknown) return unknown;
    const { past, noun, leftOut } = comparedWith(changes, revision, days);
    if (past.length < fewestChanges) {
      const noData = `${plural(past.length, noun)} in the ${days} days before it; at least ${fewestChanges} tell which files are hot`;
      return { noData, sample: past.length, leftOut };
    }
    const hot = hotTouched({ revision, files, changes, proposed }, past, settings.windows.history).map((each) => ({
      ...each,
      ...testOf(each.file, files, proposed),
    }));
    const untested = hot.filter(({ missing }) => missing);
    const evidence = [...untested, ...hot.filter(({ missing }) => !missing)].map(
      ({ file, changes: times, share, test, spot, byOnePerson }): Evidence => ({
        path: file.path,
        value: share,
        text: `in ${count(times)} of ${plural(past.length, noun)} (${percent(share)})${spot}${byOnePerson ? ', known by one person' : ''}${test}`,
      }),
    );
    const summary =
      hot.length === 0
        ? `none touched (hot: in at least a tenth of the ${plural(past.length, noun)} of ${days} days, or a hot spot)`
        : `${plural(hot.length, 'file')} touched, ${untested.length === 0 ? 'none' : count(untested.length)} of them without a test`;
    return { value: untested.length, sample: past.length, summary, evidence, leftOut };
  },
};

/** The pulls of the window; where too few are recognisable, all human changes. */
function comparedWith(changes: readonly Change[], revision: Parameters<typeof pullWindow>[1], days: number) {
  const window = pullWindow(changes, revision, days);
  if (!window.unknownStyle && window.pulls.length >= fewestChanges) {
    return { past: window.pulls, noun: 'pull', leftOut: window.leftOut };
  }
  const human = humanChanges(changes, revision, days);
  return { past: human.changes, noun: 'change', leftOut: human.leftOut };
}
