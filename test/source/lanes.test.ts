import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Lane, lanes } from '../../src/model.ts';
import {
  hasCpp,
  headerSaysGenerated,
  inTestDirectory,
  type LaneInput,
  laneRules,
  languageNamed,
  languageOf,
  languageOfShebang,
} from '../../src/source/lanes.ts';
import * as lists from '../../src/source/lists.ts';

/** The lane of a path in a tree of `others` and itself. */
function laneOf(path: string, file: Partial<LaneInput> = {}, others: string[] = [], globs = {}) {
  const input = { path, language: languageOf(path, false), attributes: {}, generatedHeader: false, hasScript: true };
  return laneRules([...others, path], globs).laneOf({ ...input, ...file });
}

/** Each path, alone in its tree, is in this lane. */
function laned(table: Partial<Record<Lane, string[]>>) {
  for (const [lane, paths] of Object.entries(table)) {
    test.each(paths)(`%s: ${lane}`, (path) => {
      expect(laneOf(path).lane).toBe(lane);
    });
  }
}

function concrete(pattern: string): string {
  return pattern.replaceAll('*', 'x');
}

function words(text: string): string[] {
  return text.split(' ');
}

describe('the language table', () => {
  test('has the languages that people use, each name, extension, file name and interpreter once', () => {
    expect(lists.languages.length).toBeGreaterThan(120);
    for (const key of ['extensions', 'fileNames', 'interpreters'] as const) {
      const all = lists.languages.flatMap((language) => language[key] ?? []);
      expect(all.filter((one, at) => all.indexOf(one) !== at)).toEqual([]);
    }
    expect(new Set(lists.languages.map(({ name }) => name)).size).toBe(lists.languages.length);
  });

  test('has extensions as languageOf looks for them', () => {
    for (const { name, extensions, fileNames = [], interpreters = [] } of lists.languages) {
      for (const extension of extensions)
        expect([extension, languageOf(`a/b${extension}`, false)]).toEqual([extension, name]);
      for (const fileName of fileNames) expect([fileName, languageOf(`a/${fileName}`, true)]).toEqual([fileName, name]);
      for (const program of interpreters)
        expect([program, languageOfShebang(`#!/bin/${program}`)]).toEqual([program, name]);
    }
  });

  test('has the typed languages of 3.1', () => {
    const of = (typing: string) => lists.languages.filter((one) => one.typing === typing).map(({ name }) => name);
    const always =
      'C C# C++ Dart Elm F# Go Haskell Java Kotlin OCaml Objective-C Rust Scala Solidity Swift TSX TypeScript';
    expect(of('always').sort()).toEqual(words(`${always} Zig`));
    expect(of('optional').sort()).toEqual(words('Astro JavaScript PHP Python Ruby Svelte Vue'));
  });

  test('names only languages that it has', () => {
    const named = [
      ...lists.componentLanguages,
      ...lists.cppLanguages,
      ...lists.sqlLanguages,
      ...lists.buildManifests.languages,
      ...lists.testNames.flatMap(({ languages }) => languages),
      ...lists.testDirectories.flatMap(({ languages = [] }) => languages),
    ];
    expect(named.filter((name) => !languageNamed(name))).toEqual([]);
    expect(languageNamed('Python')).toMatchObject({ type: 'programming', comments: { line: ['#'], block: [] } });
    expect(languageNamed('constructor')).toBeUndefined();
  });

  test('is published whole', () => {
    const text = JSON.stringify(lists.publishedLists());
    const extensions = lists.languages.flatMap((language) => language.extensions);
    const listed = [...extensions, ...lists.lock.names, ...lists.buildManifests.names];
    expect(listed.filter((one) => !text.includes(one))).toEqual([]);
  });
});

describe('languageOf', () => {
  const expected = {
    TypeScript: 'a.ts a.d.mts',
    TSX: 'a.tsx',
    JavaScript: 'a.jsx',
    Python: 'A.PY',
    Rust: 'a.rs',
    PHP: 'a.php',
    Blade: 'a.blade.php',
    Perl: 'a.pl',
    'Objective-C': 'a.m',
    TeX: 'a.cls',
    Markdown: 'a.md',
    C: 'a.h',
    JSON: 'package.json',
    'JSON with Comments': 'tsconfig.json',
    'Gradle Kotlin DSL': 'app/build.gradle.kts',
    Dockerfile: 'Dockerfile.dev',
    Java: 'DockerfileParser.java',
    Shell: '.bashrc',
    Go: 'a/"q\n\udc80.go',
  };
  test.each(Object.entries(expected))('%s: %j', (language, paths) => {
    for (const path of words(paths)) expect(languageOf(path, false)).toBe(language);
  });
  test.each(['', '.ts', 'ts', 'a.ts.orig', '--help', '__proto__', 'constructor'])('none: %j', (path) => {
    expect(languageOf(path, false)).toBeNull();
  });
});

test('a compiled catalogue of messages is no Modelica', () => {
  expect([languageOf('app/locale/de/LC_MESSAGES/django.mo', false), languageOf('lib/Pump.mo', false)]).toEqual([
    null,
    'Modelica',
  ]);
});

test('.h is C++ where the tree has C++', () => {
  expect(hasCpp(['a.c', 'a.h'])).toBe(false);
  expect(hasCpp(new Set(['a.h', 'b/c.cc']))).toBe(true);
  expect([languageOf('a.h', true), languageOf('A.H', true), languageOf('a.c', true)]).toEqual(['C++', 'C++', 'C']);
});

test.each([
  ['#!/bin/sh', 'Shell'],
  ['#! /usr/bin/env node\r', 'JavaScript'],
  ['#!/usr/bin/env -S python3.12 -u', 'Python'],
  ['#!/usr/bin/env A=1 ruby2.7', 'Ruby'],
  ['#!/usr/bin/env', null],
  ['#!', null],
  ['#!/bin/unknown', null],
  ['# not one', null],
  [` #!/bin/sh`, null],
  [`#!/${'1.'.repeat(100_000)}`, null],
])('languageOfShebang(%j) is %s', (line, language) => {
  expect(languageOfShebang(line)).toBe(language);
});

describe('rule 1: .gitattributes', () => {
  test.each([
    [{ vendored: true, generated: true }, 'src/a.ts', 'vendored', '.gitattributes linguist-vendored'],
    [{ generated: true }, 'vendor/a.ts', 'generated', '.gitattributes linguist-generated'],
    [{ documentation: true }, 'a.test.ts', 'docs', '.gitattributes linguist-documentation'],
    [{ vendored: false }, 'vendor/a.ts', 'source', 'language TypeScript'],
    [{ vendored: false }, 'vendor/dist/a.ts', 'generated', 'directory dist/'],
    [{ generated: false }, 'dist/a.min.js', 'source', 'language JavaScript'],
    [{ generated: false }, 'dist/a.test.js', 'test', 'name *.test.*'],
    [{ generated: false }, 'yarn.lock', 'lock', 'name yarn.lock'],
    [{ documentation: false }, 'docs/a.md', 'data', 'language Markdown'],
    [{ documentation: false }, 'examples/a.go', 'source', 'language Go'],
    [{ documentation: false, vendored: true }, 'docs/a.md', 'vendored', '.gitattributes linguist-vendored'],
  ] as const)('%j on %s: %s', (attributes, path, lane, rule) => {
    expect(laneOf(path, { attributes })).toEqual({ lane, rule });
  });

  test('unset also holds against the header and the configuration', () => {
    const file = { attributes: { generated: false }, generatedHeader: true };
    expect(laneOf('src/a.go', file, [], { generated: ['src/**'] }).lane).toBe('source');
    expect(laneOf('src/a.go', { attributes: { generated: false } }, [], { vendored: ['src/**'] }).lane).toBe(
      'vendored',
    );
  });
});

describe('rule 2: the configuration', () => {
  const globs = {
    source: ['tools/vendor/own/**', 'own/**'],
    generated: ['src/api/**', 'own/**'],
    test: ['qa/*.{js,json}'],
    data: ['src/tables/**'],
  };
  test.each([
    ['tools/vendor/own/a.go', 'source', 'configured source: tools/vendor/own/**, language Go'],
    ['tools/vendor/own/test/a.test.ts', 'source', 'configured source: tools/vendor/own/**, language TypeScript'],
    ['tools/vendor/own/a.yml', 'data', 'configured source: tools/vendor/own/**, language YAML'],
    ['own/a.ts', 'source', 'configured source: own/**, language TypeScript'],
    ['tools/vendor/a.go', 'vendored', 'directory vendor/'],
    ['src/api/a.ts', 'generated', 'configured generated: src/api/**'],
    ['src/api/.b/"\n\udc80.ts', 'generated', 'configured generated: src/api/**'],
    ['src/apis/a.ts', 'source', 'language TypeScript'],
    ['qa/a.json', 'test', 'configured test: qa/*.{js,json}'],
    ['qa/b/a.json', 'data', 'language JSON'],
    ['src/tables/a.ts', 'data', 'configured data: src/tables/**'],
  ] as const)('%j: %s', (path, lane, rule) => {
    expect(laneOf(path, {}, [], globs)).toEqual({ lane, rule });
  });

  test('takes back from the header, but not from .gitattributes', () => {
    const source = ['src/**'];
    expect(laneOf('src/a.go', { generatedHeader: true }, [], { source }).lane).toBe('source');
    expect(laneOf('src/a.go', { attributes: { generated: true } }, [], { source }).lane).toBe('generated');
  });
});

describe('rule 3: the lists', () => {
  const below = (directories: readonly string[]) => directories.map((name) => `a/${name}/b.ts`);
  const named = (names: readonly string[]) => names.map((name) => `a/${concrete(name)}`);
  const { topDirectories } = lists.docs;
  const stems = [...lists.docs.stems, ...lists.docs.licences];
  laned({
    vendored: [...below(lists.vendored.directories), 'vendor/yarn.lock', 'vendor/dist/README.md'],
    lock: named(lists.lock.names),
    generated: [...below(lists.generated.directories), ...named(lists.generated.names), 'dist/fixtures/a.test.ts'],
    fixture: [
      ...[...below(lists.fixture.directories), ...named(lists.fixture.names)],
      ...words('fixtures/README.md test/fixtures/a.test.ts a/Fixtures/b.php'),
    ],
    docs: [
      ...[...below(lists.docs.directories), ...named(lists.docs.names), 'docs/a.test.ts', 'Examples/a.swift'],
      ...topDirectories.flatMap((name) => [`${name}/b.ts`, `packages/${name}/b.ts`, `apps/${name}/b.ts`]),
      ...stems.flatMap((name) => [`a/${name.toUpperCase()}`, `${name}-MIT.txt`]),
      ...words('MIT-LICENSE example/src/main/java/A.java'),
    ],
    source: [
      ...words('build/a.js out/a.js target/a.rs Vendor/a.php vendors/a.ts distribution/a.ts docs.ts pb.go licensed.ts'),
      ...[...topDirectories.flatMap((name) => [`packages/a/${name}/b.ts`, `src/${name}/b.ts`])],
      ...stems.map((name) => `${name}.ts`),
    ],
    data: ['vendor', 'sitemap.mapper', ...stems.map((name) => `${name}.json`)],
  });

  test('the header makes generated what is not vendored or locked', () => {
    expect(laneOf('a.test.go', { generatedHeader: true })).toEqual({
      lane: 'generated',
      rule: 'header says generated',
    });
    expect(laneOf('fixtures/a.go', { generatedHeader: true }).lane).toBe('generated');
    expect(laneOf('vendor/a.go', { generatedHeader: true }).lane).toBe('vendored');
  });

  test('headerSaysGenerated', () => {
    const says = [
      '// Code generated by protoc-gen-go. DO NOT EDIT.',
      '# This file is automatically generated by CMake',
      '/*\r\n * This file was auto-generated from a.yml\r\n */',
      '# This file was autogenerated by uv via the following command:',
      '<!-- this file is generated -->',
      '"""Auto-generated from y"""',
      'REM Autogenerated by z',
      '//\n//  Generated file. Do not edit.\n//',
      '///\n//  Generated code. Do not modify.\n//  source: a.proto',
      '// coverage:ignore-file\n// GENERATED CODE - DO NOT MODIFY BY HAND',
      ' * @generated SignedSource<<x>>',
      `${'# licence\n'.repeat(19)}# @generated`,
    ];
    const saysNot = [
      '',
      '// We say that this file is generated when …',
      '// DO NOT EDIT: Code generated by x',
      '// Code generated by x\n// DO NOT EDIT',
      '// This file is regenerated by x',
      '// Autogenerated',
      '// Generated code is not to be edited.',
      `${'# licence\n'.repeat(20)}# @generated`,
      `# ${'Code generated '.repeat(60_000)}`,
    ];
    expect(says.filter((comment) => !headerSaysGenerated(comment))).toEqual([]);
    expect(saysNot.filter(headerSaysGenerated)).toEqual([]);
  });
});

describe('rule 4: tests', () => {
  const example: Record<string, string> = { JavaScript: '.js', Java: '.java', C: '.c' };
  const { names, goNames, directories } = lists.testHelpers;
  const everywhere = words('test tests spec e2e cypress bench benchmark benchmarks __benchmarks__');
  laned({
    test: [
      ...lists.testNames.flatMap((entry) =>
        entry.names.map((name) => concrete(name.replace(/\.\*$/, example[entry.languages[0]!] ?? '.x'))),
      ),
      ...names.map((name) => `lib/${name.replace('*', 'rb')}`),
      ...goNames.map((name) => `lib/${concrete(name)}`),
      ...directories.flatMap((name) => [`src/${name}/a.ts`, `${name}/a.go`]),
      ...everywhere.flatMap((name) => [`a/${name}/b/c.rs`, `${name}/src/c.vue`, `src/${name}/c.py`]),
      ...words('src/__tests__/a.ts Tests/AppTests/Helper.swift features/steps.rb benches/a.rs App.Tests/Helper.cs'),
      ...words('App.Core.Test/Helper.cs App.UnitTests/Helper.cs'),
      ...words('app/src/test/java/Helper.java app/src/androidTest/Helper.kt Foo.test.vue'),
      ...words('src/routing/tests/mod.rs src/lexer/tests.rs test.c src/test_alloc.cc src/jmh/java/Speed.java'),
      ...words('src/test_helpers/mod.rs src/test_utils/a.py'),
    ],
    source: [
      ...words('src/main/java/com/example/A.java app/src/main/kotlin/org/samples/demo/B.kt src/test.rs'),
      ...everywhere.flatMap((name) => [`${name}/c.go`, `src/${name}/c.ts`, `lib/a/${name}/c.ts`]),
      ...words(
        'src/__tests__/a.go features/steps.ts benches/a.ts App.Tests/helper.ts AppTest/Helper.cs src/App.Contest/Helper.cs',
      ),
      ...words('app/src/androidTest/helper.ts app/androidTest/Helper.kt app/src/main/java/a/test/Helper.java'),
      ...words('foo-test.ts foo_test.rs test_foo.ts foo.test.py footest.java Contest.php conftest.pyi mock_a.ts'),
      ...words('testing/a.ts mock/a.ts latest/a.ts testhelp.c contest.c jmh/A.java'),
    ],
    data: [
      ...everywhere.flatMap((name) => [`${name}/c.yml`, `${name}/Makefile`]),
      ...directories.map((name) => `${name}/a.json`),
      ...words('foo.test.json App.Tests/a.xml'),
    ],
  });

  test.each([
    ['src/test/helper.ts', 'src/test/a.test.ts', 'test'],
    ['src/test/helper.ts', 'src/test/deep/er/a_test.go', 'test'],
    ['src/test/deep/helper.ts', 'src/test/a.test.ts', 'test'],
    ['src/test/helper.ts', 'src/a.test.ts', 'source'],
    ['src/test/helper.ts', 'src/tests/a.test.ts', 'source'],
    ['src/test/e2e/helper.ts', 'src/test/a.test.ts', 'test'],
    ['src/test/e2e/helper.ts', 'test/src/test/a.test.ts', 'source'],
    ['src/test/helper.ts', 'src/test/other.ts', 'source'],
    ['src/benchmark/rates.service.ts', 'src/benchmark/rates.service.spec.ts', 'source'],
    ['src/benchmark/deep/rates.ts', 'src/benchmark/deep/rates.spec.ts', 'source'],
    ['src/benchmark/deep/setup.ts', 'src/benchmark/deep/parse.bench.ts', 'test'],
  ])('%s beside %s: %s', (path, other, lane) => {
    expect(laneOf(path, {}, [other]).lane).toBe(lane);
    const { laneOf: past } = laneRules([other], {});
    const gone = { path, language: 'TypeScript', attributes: {}, generatedHeader: false, hasScript: true };
    expect(past(gone).lane).toBe(lane);
  });

  test.each([
    ['a.test.ts', 'name *.test.*'],
    ['pkg/Tests/a.swift', 'directory Tests/'],
    ['src/mocks/a.ts', 'directory mocks/'],
    ['src/test/A.java', 'directory src/test/'],
    ['mock_a.go', 'name mock_*.go'],
    ['tests.py', 'name tests.py'],
  ])('%s is a test by %s', (path, rule) => {
    expect(laneOf(path)).toEqual({ lane: 'test', rule });
  });

  test('inTestDirectory', () => {
    const inside = words('test/data/a.json src/test/resources/a.xml App.Tests/a.json');
    const outside = words('features/a.json src/a.ts test mocks/a.ts');
    expect([...inside, ...outside].filter(inTestDirectory)).toEqual(inside);
  });
});

describe('rules 5 and 6: source and data', () => {
  laned({
    data: [
      ...lists.buildManifests.names.map((name) => `test/${concrete(name)}`),
      ...words('Dockerfile Containerfile Dockerfile.dev GNUmakefile CMakeLists.txt x.cmake x.mk meson.build Earthfile'),
      ...words('justfile Gemfile.tt BUILD.bazel settings.gradle.kts a.sql a.pks a.html'),
    ],
  });

  test.each([
    ['main.go', {}, 'source', 'language Go'],
    ['bin/run', { language: 'Shell' }, 'source', 'language Shell'],
    ['bin/run', {}, 'data', 'no known language'],
    ['App.vue', { hasScript: true }, 'source', 'language Vue'],
    ['App.vue', { hasScript: false }, 'data', 'language Vue without a script'],
    ['test/App.vue', { hasScript: false }, 'data', 'language Vue without a script'],
    ['a.ts', { hasScript: false }, 'source', 'language TypeScript'],
    ['a.sql', {}, 'data', 'language SQL'],
    ['a.gemspec', {}, 'data', 'build manifest, name *.gemspec'],
    ['DockerfileParser.java', {}, 'source', 'language Java'],
    ['a.unknown', { language: 'Not in the table' }, 'data', 'language Not in the table'],
    ['--help', {}, 'data', 'no known language'],
  ] as const)('%s %j: %s', (path, file, lane, rule) => {
    expect(laneOf(path, file)).toEqual({ lane, rule });
  });
});

test('every file is in exactly one lane, the same one in whatever order the tree is read', () => {
  const listed = [
    'vendor',
    'dist',
    'fixtures',
    'docs',
    'packages',
    'src',
    'lib',
    'test',
    '__tests__',
    'mocks',
    'a',
    '"\n',
  ];
  const names = [
    'a.ts',
    'a.test.ts',
    'test_a.py',
    'a.go',
    'a_test.go',
    'ATest.java',
    'A.vue',
    'go.sum',
    'x.md',
    '--help',
  ];
  const segment = fc.oneof(fc.constantFrom(...listed), fc.string({ unit: 'binary' }), fc.constant('\udc80'));
  const path = fc
    .tuple(fc.array(segment, { maxLength: 4 }), fc.oneof(fc.constantFrom(...names), segment))
    .map(([directories, name]) => [...directories, name].join('/'));
  const flag = fc.boolean();
  const attributes = fc.record({ vendored: flag, generated: flag, documentation: flag }, { requiredKeys: [] });
  const file = fc.record({ path, attributes, generatedHeader: flag, hasScript: flag });
  const globs = fc.constantFrom({}, { source: ['vendor/**'] }, { generated: ['**/a/**'], test: ['**/*.go'] });
  fc.assert(
    fc.property(fc.array(path), fc.array(file, { minLength: 1 }), globs, (others, files, globs) => {
      const paths = [...others, ...files.map((one) => one.path)];
      const inputs = files.map((one) => ({ ...one, language: languageOf(one.path, hasCpp(paths)) }));
      const rules = laneRules(paths, globs);
      const laned = inputs.map(rules.laneOf);
      for (const { lane, rule } of laned) {
        expect(lanes).toContain(lane);
        expect(rule).not.toBe('');
      }
      expect(inputs.map(rules.laneOf)).toEqual(laned);
      const backwards = laneRules(paths.toReversed(), globs);
      expect(inputs.toReversed().map(backwards.laneOf).toReversed()).toEqual(laned);
    }),
  );
});
