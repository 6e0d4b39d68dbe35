import fc from 'fast-check';
import { expect, test } from 'vitest';
import { samePackage } from '../../../src/source/resolve/same-package.ts';
import { importResolver } from '../../../src/source/resolve.ts';
import { type Said, treeOf } from './tree.ts';

const segment = fc.constantFrom(
  'a',
  'b',
  'A',
  'Bc',
  'lib',
  'src',
  'mod',
  'include',
  '..',
  '',
  'crate',
  'self',
  'super',
  '*',
  '__proto__',
  'é',
);
const extensions = ['c', 'h', 'cc', 'cs', 'java', 'kt', 'php', 'rb', 'rs'];
const separators = ['.', '\\', '::', '/'];

function name(separator?: string) {
  const joined = separator === undefined ? fc.constantFrom(...separators) : fc.constant(separator);
  return fc.tuple(fc.array(segment, { minLength: 1, maxLength: 5 }), joined).map(([parts, by]) => parts.join(by));
}

const path = fc.tuple(name('/'), fc.constantFrom(...extensions)).map(([stem, extension]) => `${stem}.${extension}`);
const said: fc.Arbitrary<Said> = fc.record({
  imports: fc.array(
    fc.record({
      specifier: name(),
      names: fc.oneof(fc.constant(null), fc.array(segment, { maxLength: 2 })),
      reexport: fc.boolean(),
    }),
    { maxLength: 6 },
  ),
  exports: fc.array(name(), { maxLength: 4 }),
  package: name(),
  mentions: fc.array(name(), { maxLength: 6 }),
  lane: fc.constantFrom('source', 'test'),
});
const manifests = fc.constantFrom<Record<string, string>>(
  {},
  {
    'Cargo.toml': '[package]\nname = "a"\n[lib]\npath = "../b.rs"\n',
    'src/Cargo.toml': '[[bin]]\npath = "\n[dependencies.a]',
  },
  { 'composer.json': '{"autoload":{"psr-4":{"A\\\\":["../..","src/"],"":""}}}', 'lib/composer.json': '{' },
  { 'a.csproj': '<Using Include="A.Bc" />', 'src/Directory.Build.props': '<Using' },
);

test('whatever the tree says: files are of the tree, and what is elsewhere’s has none', () => {
  fc.assert(
    fc.property(fc.dictionary(path, said, { maxKeys: 12 }), manifests, (files, texts) => {
      const tree = treeOf({ ...files, ...texts });
      const importsOf = importResolver(tree);
      const seenBy = samePackage(tree);
      for (const each of tree.files.keys()) {
        for (const found of importsOf(each) ?? []) {
          expect(found.files.filter((file) => !tree.files.has(file))).toEqual([]);
          expect(new Set(found.files).size).toBe(found.files.length);
          if (found.internal) expect(found.library).toBeNull();
          else expect(found.files).toEqual([]);
        }
        expect(seenBy(each).filter((file) => file === each || !tree.files.has(file))).toEqual([]);
      }
    }),
    { numRuns: 500 },
  );
});

test('the order of the files does not matter to where a file’s imports lead', () => {
  fc.assert(
    fc.property(fc.dictionary(path, said, { maxKeys: 8 }), (files) => {
      const back = Object.fromEntries(Object.entries(files).toReversed());
      const [there, again] = [importResolver(treeOf(files)), importResolver(treeOf(back))];
      for (const each of Object.keys(files)) {
        const sorted = there(each)?.map((one) => ({ ...one, files: one.files.toSorted() }));
        expect(again(each)?.map((one) => ({ ...one, files: one.files.toSorted() }))).toEqual(sorted);
      }
    }),
    { numRuns: 300 },
  );
});
