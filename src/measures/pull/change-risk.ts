import type { Change, Evidence, FileFacts, Measure, ProposedFile } from '../../model.ts';
import { count, percent, plural, showPath } from '../../text.ts';
import { heatOf } from '../heat.ts';
import { servesTests } from '../tests-touched.ts';
import { humanChanges, pullWindow, unknownPast } from '../windows.ts';

/** A file that this share of the pulls touches is hot: the median repository's hottest file is in 13 % of them. */
const hotShare = 0.1;
/** A share of fewer changes than this says nothing. */
const fewestChanges = 20;

export const changeRisk: Measure<'pull', 'files' | 'changes' | 'proposed'> = {
  id: 'change-risk',
  version: 2,
  title: 'Hot files in this change',
  unit: 'files',
  about: 'pull',
  definition:
    'Number of hot source files that this change edits without their test. A source file is hot when at least a tenth of the pulls of the 90 days before the merge base touch it (renames followed, bots left out; at least 20 pulls, else all human changes of these days, at least 20). Its test is the one that `test-file-share` associates with it at the head, or another that imports it; where it is associated by its package or through an entry file, or has none, any test of the change will do; inline tests are in the file itself. Files that are deleted or only moved are not counted. The evidence lists every hot file that the change touches.',
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
    const byOldPath = new Map(proposed.map((file) => [file.renamedFrom ?? file.path, file]));
    const touched = [...byOldPath].map(([path, { lane }]) => ({ path, lane }));
    const hot = heatOf(changes, past, touched)
      .map((heat) => ({ ...heat, file: byOldPath.get(heat.path)!, share: heat.changes / past.length }))
      .filter(({ file, share }) => file.lane === 'source' && share >= hotShare)
      .map((each) => ({ ...each, ...testOf(each.file, files, proposed) }));
    const untested = hot.filter(({ missing }) => missing);
    const evidence = [...untested, ...hot.filter(({ missing }) => !missing)].map(
      ({ file, changes, share, test }): Evidence => ({
        path: file.path,
        value: share,
        text: `in ${count(changes)} of ${plural(past.length, noun)} (${percent(share)})${test}`,
      }),
    );
    const summary =
      hot.length === 0
        ? `none touched (hot: in at least a tenth of the ${plural(past.length, noun)} of ${days} days)`
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

/** Whether a hot file was edited without its test, and what to say of the test. */
function testOf(file: ProposedFile, files: readonly FileFacts[], proposed: readonly ProposedFile[]) {
  if (file.status === 'removed') return { missing: false, test: '; deleted here' };
  if (file.added + file.deleted === 0) return { missing: false, test: '; only moved here' };
  const tests = proposed.filter((other) => servesTests(other) && other.status !== 'removed');
  const own = files.find(({ path }) => path === file.path)?.test ?? null;
  if (own === null) {
    return tests.length > 0
      ? { missing: false, test: '; no test of its own, other tests changed' }
      : { missing: true, test: '; no test changed' };
  }
  if (own.rule === 'inline') return { missing: false, test: '; its tests stand in it' };
  const changed =
    tests.find(({ path }) => path === own.path) ?? tests.find(({ path }) => importing(path, file.path, files));
  if (changed) return { missing: false, test: `; its test ${showPath(changed.path)} changed too` };
  // Of a package or through an entry file any test may be the one.
  const some = tests.length > 0 && (own.rule === 'same package' || own.rule === 're-export');
  return { missing: !some, test: `; its test ${showPath(own.path)} did not change${some ? ', other tests did' : ''}` };
}

function importing(test: string, source: string, files: readonly FileFacts[]): boolean {
  const imports = files.find(({ path }) => path === test)?.imports ?? [];
  return imports.some((each) => each.files.includes(source));
}
