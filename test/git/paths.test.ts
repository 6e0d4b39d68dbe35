import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePath, encodePath } from '../../src/git/paths.ts';
import { showPath } from '../../src/text.ts';

describe('decodePath', () => {
  it('keeps every byte, and no two paths fall together', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(encodePath(decodePath(Buffer.from(bytes)))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it.each([
    [Buffer.from('src/é.ts'), 'src/é.ts'],
    [Buffer.from('😀.ts'), '😀.ts'],
    [Buffer.of(0x61, 0xff, 0x62), 'a\udcffb'],
    [Buffer.of(0xc3), '\udcc3'],
    [Buffer.of(0xed, 0xa0, 0x80), '\udced\udca0\udc80'],
  ])('decodes %j', (bytes, path) => {
    expect(decodePath(bytes)).toBe(path);
  });
});

describe('showPath', () => {
  it.each([
    ['src/é.ts', 'src/é.ts'],
    ['--help', '--help'],
    ['with space', 'with space'],
    ['quote"d', '"quote\\"d"'],
    ['tab\there', '"tab\\there"'],
    ['new\nline é', '"new\\nline \\303\\251"'],
    ['a\udcffb', '"a\\377b"'],
    ['\u001b[31mred', '"\\033[31mred"'],
  ])('shows %j as git quotes it', (path, shown) => {
    expect(showPath(path)).toBe(shown);
  });
});
