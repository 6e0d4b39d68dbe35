import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, test } from 'vitest';
import { actorGlobProblem, globOptions, matchesActor, pathGlobProblem } from '../../src/config/glob.ts';

describe('path globs', () => {
  test.each([
    ['src/api/gen/**', 'src/api/gen/a/b.ts', 'src/api/genx/b.ts'],
    ['**/*.generated.*', 'a/b.generated.ts', 'a/generated.ts'],
    ['**/__tests__/**/*.{js,jsx,ts,tsx}', 'x/__tests__/y/z.tsx', 'x/__tests__/z.css'],
    ['**/*.{test,spec}.*', 'a/b.spec.js', 'a/b.js'],
    ['app/\\(marketing\\)/**', 'app/(marketing)/page.tsx', 'app/marketing/page.tsx'],
    ['file[0-9].ts', 'file7.ts', 'filex.ts'],
    ['src/**', 'src/a\nb.ts', 'srcs/a.ts'],
    ['.github/*', '.github/.hidden', '.github/a/b'],
    ['c\\+\\+/*', 'c++/a', 'c+/a'],
    ['c\\+\\+', 'c++', 'c+'],
    ['\\$\\$', '$$', '$'],
    ['a+b$^', 'a+b$^', 'aab'],
    ['@scope/x?', '@scope/xy', '@scope/x'],
    ['pages/\\[id\\].tsx', 'pages/[id].tsx', 'pages/i.tsx'],
  ])('%s is accepted, and matches as it reads', (glob, yes, no) => {
    expect(pathGlobProblem(glob)).toBeNull();
    const matches = picomatch(glob, globOptions);
    expect(matches(yes)).toBe(true);
    expect(matches(no)).toBe(false);
  });

  test.each([
    ['', 'an empty glob matches nothing; remove it', null],
    ['   ', 'an empty glob matches nothing; remove it', null],
    ['a'.repeat(201), 'longer than 200 characters; use a wildcard', null],
    ['/src/**', 'a glob starts at the top of the repository, without `/`', 'src/**'],
    ['./src/**', 'a glob starts at the top of the repository, without `./`', 'src/**'],
    ['../x', '`.` and `..` match no path; write the path from the top of the repository', null],
    ['a/../b', '`.` and `..` match no path; write the path from the top of the repository', null],
    ['a//b', '`//` matches no path; write a single `/`', 'a/b'],
    ['src/gen/', 'a glob names files, not a directory', 'src/gen/**'],
    ['!src/**', 'a glob cannot take files out with `!`; name the lane that these files belong to instead', null],
    ['src\\gen\\*.ts', '`\\` only makes a special character literal; separate directories with `/`', 'src/gen/*.ts'],
    ['src/**.ts', '`**` stands alone between slashes, as in `src/**/*.ts`; within a name write `*`', null],
    ['a/***/b', '`**` stands alone between slashes, as in `src/**/*.ts`; within a name write `*`', null],
    ['+(a|b)', '`(` is not supported in a glob; write `\\(` for the character itself, `{a,b}` for alternatives', null],
    ['!(a)', 'a glob cannot take files out with `!`; name the lane that these files belong to instead', null],
    ['(a+)+b', '`(` is not supported in a glob; write `\\(` for the character itself, `{a,b}` for alternatives', null],
    ['a|b', '`|` is not supported in a glob; write `\\|` for the character itself, `{a,b}` for alternatives', null],
    ['{a,aa}+b', "`+` is read as a regular expression's here; write `\\+` for the character itself", null],
    ['[ab]+', "`+` is read as a regular expression's here; write `\\+` for the character itself", null],
    ['c++', "`+` is read as a regular expression's here; write `\\+` for the character itself", null],
    ['$$x', "`$` is read as a regular expression's here; write `\\$` for the character itself", null],
    ['{a,{b,c}}', 'braces within braces are not supported; write one glob for each', null],
    ['{{x}}/a', 'braces within braces are not supported; write one glob for each', null],
    ['{a,b', '`{` is never closed; add `}`, or write `\\{` for the character itself', null],
    ['a}', '`{…}` needs two or more alternatives, as in `{js,ts}`; a literal brace is `\\{`', null],
    ['{a}', '`{…}` needs two or more alternatives, as in `{js,ts}`; a literal brace is `\\{`', null],
    ['{1..3}', 'ranges such as `{1..3}` are not supported; write `{1,2,3}`', null],
    ['{src,lib/x}/a', '`/` between braces is not supported; write one glob for each path', null],
    ['[ab', '`[…]` holds letters, digits, `.`, `_` and ranges such as `a-z`; a literal bracket is `\\[`', null],
    ['[z-a]', '`[…]` holds letters, digits, `.`, `_` and ranges such as `a-z`; a literal bracket is `\\[`', null],
    ['[!a]', '`[…]` holds letters, digits, `.`, `_` and ranges such as `a-z`; a literal bracket is `\\[`', null],
    ['a]', '`]` without `[` before it; a literal bracket is `\\]`', null],
    ['?????????', 'more than 8 wildcards in one glob; use fewer', null],
    ['**/a/**/a/**', 'more than 2 `**` in one glob take too long to match; name more of the path', null],
    ['*a*b/c', 'two `*` in one directory name take too long to match; name more of the directory', null],
    ['*a*a*b', 'more than 2 `*` in the file name take too long to match; name more of the file', null],
    ['{a,b,c,d,e}{a,b,c,d,e}', '25 combinations of alternatives, where 20 are allowed; write several globs', null],
    [
      '*{a,b,c}*',
      '3 combinations of alternatives beside two `*` in the file name, where 2 are allowed; write several globs',
      null,
    ],
    [
      '**/a/**/*.{a,b,c,d,e}',
      '5 combinations of alternatives beside two `**`, where 4 are allowed; write several globs',
      null,
    ],
  ])('%.30s is refused', (glob, message, suggestion) => {
    expect(pathGlobProblem(glob)).toEqual({ message, suggestion });
  });

  // No clock: what is refused above takes seconds for each path, and so would run into the time limit of the test.
  test('no accepted glob explodes on a path of 4,096 characters', () => {
    const pieces = ['*', '*a', 'a', '/', '**/', '/**/', '?', '[ab]', '{a,b}', '{a,a,a}', '{*a,a}', '{a,aa}', '.'];
    const globs = fc.array(fc.constantFrom(...pieces), { minLength: 2, maxLength: 12 }).map((parts) => parts.join(''));
    const paths = ['a', 'a/', 'ab', `${'a'.repeat(64)}/`, `${'a'.repeat(512)}/`].flatMap((piece) =>
      ['x', '/x', '/../x'].map((end) => piece.repeat(4096 / piece.length).slice(0, 4096 - end.length) + end),
    );
    fc.assert(
      fc.property(
        globs.filter((glob) => pathGlobProblem(glob) === null),
        (glob) => {
          const matches = picomatch(glob, globOptions);
          for (const path of paths) matches(path);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('never throws, and what it accepts compiles', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'*?[]{}(),./\\!+|"ab-^$ é') }), (glob) => {
        if (pathGlobProblem(glob) !== null) return;
        expect(() => picomatch(glob, { ...globOptions, debug: true })).not.toThrow();
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('actor globs', () => {
  test.each([
    ['some-reviewer[bot]', 'some-reviewer[bot]', true],
    ['some-reviewer[bot]', 'some-reviewerb', false],
    ['ci-*', 'CI-deploy', true],
    ['ci-*', 'my-ci-deploy', false],
    ['*@ci.example.com', 'a/b@ci.example.com', true],
    ['v?', 'v1', true],
    ['v?', 'v', false],
    ['*a*b', 'xaab', true],
    ['*a*b', 'xaa', false],
    ['Ada Jenkins', 'ada jenkins', true],
  ])('%s and %s: %s', (glob, text, matches) => {
    expect(actorGlobProblem(glob)).toBeNull();
    expect(matchesActor(glob, text)).toBe(matches);
  });

  test.each([
    ['', 'an empty glob matches nothing; remove it'],
    ['**', '`*` alone matches everyone; name the accounts'],
    ['*a*a*a*a*a*a*a*a*a', 'more than 8 wildcards in one glob; use fewer'],
  ])('%j is refused', (glob, message) => {
    expect(actorGlobProblem(glob)).toEqual({ message, suggestion: null });
  });

  test('agrees with a regular expression', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
    const globs = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
    fc.assert(
      fc.property(globs, letters, (glob, text) => {
        const expected = new RegExp(`^${glob.replaceAll('?', '.').replaceAll('*', '.*')}$`).test(text);
        expect(matchesActor(glob, text)).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a hostile name costs text × glob steps', () => {
    expect(matchesActor('*a*a*a*a*a*a*a*b', 'a'.repeat(100_000))).toBe(false);
  });
});
