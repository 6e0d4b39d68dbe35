import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, inert } from '../../src/render/markdown.ts';

describe('inert', () => {
  it.each([
    ['@everyone', '@\u200beveryone'],
    ['fixes #12', 'fixes #\u200b12'],
    ['acme/tools#12', 'acme/tools#\u200b12'],
    ['GH-12', 'GH-\u200b12'],
    ['<img src=x onerror=y>', '\\<img src=x onerror=y\\>'],
    ['a | b', 'a \\| b'],
    ['**bold** _it_ `code`', '\\*\\*bold\\*\\* \\_it\\_ \\`code\\`'],
    ['[text](https://x.y)', '\\[text\\](https:\u200b//x.y)'],
    ['www.x.y', 'www\u200b.x.y'],
    ['&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['a\nb', 'a\ufffdb'],
    ['plain text, 3 %', 'plain text, 3 %'],
  ])('%j', (text, expected) => {
    expect(inert(text)).toBe(expected);
  });

  it('never leaves a mention, a reference, a tag or a table break', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('@', '#', '1', 'a', '<', '|', '`', '\\', '\n', '/', ':') }),
        (text) => {
          expect(inert(text)).not.toMatch(/@\w|#\d|:\/\/|\n|(?<!\\)(?:\\\\)*[<|`]/);
        },
      ),
    );
  });
});

describe('code', () => {
  it.each([
    ['src/a.ts', '`src/a.ts`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a\nb', '`a\ufffdb`'],
  ])('%j', (text, expected) => {
    expect(code(text)).toBe(expected);
  });
});
