import { describe, expect, test } from 'vitest';
import { readBlob } from '../../src/source/extract.ts';

function escapesOf(text: string, language: string): string | null {
  const { escapes } = readBlob(Buffer.from(text), language);
  return escapes?.map(({ kind, line }) => `${line}:${kind}`).join(' ') ?? null;
}

describe('escapes', () => {
  test.each([
    ['TypeScript', 'let a: any;\nlet b: Map<any, any[]> = c as any;', '1:any 2:any 2:any 2:any'],
    [
      'TypeScript',
      'function f<T extends any>(a: any): any {}\ntype A = { [key: string]: any };',
      '1:any 1:any 1:any 2:any',
    ],
    ['TypeScript', 'const any = "any"; // any\na.any(any); f({ any: 1 });\nlet b: company | "any" | Any;', ''],
    ['TypeScript', '// @ts-ignore\na;\n//@ts-expect-error: why\nb;\n/// @ts-ignore\nc;', '1:ignore 3:ignore 5:ignore'],
    ['TypeScript', '/* @ts-ignore */\n/**\n * @ts-expect-error\n */\n/*\n @ts-ignore */\na;', '1:ignore 6:ignore'],
    ['TypeScript', '// see @ts-ignore\na = "// @ts-ignore";\n/* no @ts-ignore */\n// @ts-nocheck', ''],
    ['TSX', 'const a = <p>\n{/* @ts-ignore */}\n<b<any>/> any // @ts-ignore\n</p>;', '2:ignore 3:any'],
    ['JavaScript', '// @ts-ignore\na;', null],
    ['JavaScript', '// @flow\nfunction f(a: any) {}', null],

    [
      'Python',
      'a = b  # type: ignore\nc = d  # type:ignore[attr]  # why\ne = f  # noqa # type: ignore',
      '1:ignore 2:ignore 3:ignore',
    ],
    ['Python', '# a type: ignore comment\na = "# type: ignore"\n# type: ignored\n', ''],
    ['Python', 'def f(a: Any, *b: list[dict[str, Any]]) -> Any: pass\nc: t.Any | None = 1', '1:any 1:any 1:any 2:any'],
    ['Python', 'from typing import Any\na = Any\nb: Literal["Any"]\nc: AnyStr\nd: models.Any\ne: "list[Any]"', '6:any'],
    ['Python', 'from typing import (\n  Any,\n  cast,\n)\na = cast(int, b)\nc.cast(d)\ndef cast(e): pass', '5:ignore'],
    [
      'Python',
      'from sqlalchemy import cast\na = cast(b, c)\nd = typing.cast(int, e)\nf = my.typing.cast(g)',
      '3:ignore',
    ],

    [
      'Ruby',
      'sig { params(a: T.untyped).returns(T::Array[T.untyped]) }\nT.unsafe(self).b\n::T.unsafe(c)',
      '1:any 1:any 2:ignore 3:ignore',
    ],
    ['Ruby', '# T.untyped\na = "T.unsafe"\nB::T.unsafe(c)\nOT.untyped\nT.let(d, Integer)', ''],

    ['Go', 'var a any', null],
    ['Rust', 'fn f(a: &dyn Any) {}', null],
    ['Haskell', 'a = b', null],
    [
      'Vue',
      '<script lang="ts">\nlet a: any;\n</script>\n<script setup lang="ts">\n// @ts-ignore\nb;\n</script>',
      '2:any 5:ignore',
    ],
    ['Vue', '<script>\n// @ts-ignore\na;\n</script>', null],
    ['Astro', '---\nlet a: any;\n---\n<p>any</p>', '2:any'],
  ])('%s: %j', (language, text, escapes) => {
    expect(escapesOf(text, language)).toBe(escapes);
  });
});

describe('asserts', () => {
  test.each([
    ['TypeScript', "test('a', () => {\n  expect(b).toBe(1);\n});", true],
    ['TypeScript', 'expectTypeOf(a).toEqualTypeOf<string>();', true],
    ['JavaScript', 't.assert.equal(a, b)', true],
    ['JavaScript', 'test(t => {\n  t.deepEqual(a, b)\n})', true],
    ['JavaScript', '// expect(a)\nb = "expect(c)"; d = `assert(e)`;', false],
    ['JavaScript', 'import { expect } from "chai";\nconst expected = unexpected(a);', false],
    ['TSX', 'test("it\'s", () => expect(a).toBe(1));', true],
    ['Python', 'def test_a():\n    assert b', true],
    ['Python', 'class T(TestCase):\n    def test_a(self):\n        self.assertEqual(b, 1)', true],
    ['Python', 'with pytest.raises(A):\n    b()', true],
    ['Python', 'def f():\n    """assert"""\n    return 1  # assert a', false],
    ['Go', 'package a\nfunc TestA(t *testing.T) {\n\tif b {\n\t\tt.Fatalf("c")\n\t}\n}', true],
    ['Go', 'package a\nfunc TestA(t *testing.T) { require.Equal(t, 1, b) }', true],
    ['Go', 'package a\nfunc f() { log.Fatal("t.Error(1)") }', false],
    ['Java', 'class A { void b() { assertThat(c).isNull(); } }', true],
    ['Java', 'class A { void b() { c(); } }', false],
    ['Kotlin', 'fun a() { b shouldBe 1 }', true],
    ['Ruby', 'it "a" do\n  expect(b).to eq 1\nend', true],
    ['Ruby', 'def test_a\n  assert_equal 1, b\nend', true],
    ['Ruby', 'def a\n  b\nend', false],
    ['Rust', '#[test]\nfn a() { assert_eq!(b, 1); }', true],
    ['Rust', 'fn a() { println!("assert_eq!(b)"); }', false],
    ['PHP', '<?php class A { function b() { $this->assertSame(1, $c); } }', true],
    ['C#', 'class A { void B() { Assert.Equal(1, c); } }', true],
    ['C#', 'class A { void B() { c.Should().Be(1); } }', true],
    ['C', 'int main() { assert(a); }', true],
    ['C++', 'TEST(A, B) { EXPECT_EQ(1, c); }', true],
    ['C++', 'int main() { return run(); }', false],
    ['Haskell', 'assert a', false],
  ])('%s: %j', (language, text, expected) => {
    expect(readBlob(Buffer.from(text), language).asserts).toBe(expected);
  });
});
