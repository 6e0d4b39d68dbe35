import { isUtf8 } from 'node:buffer';

/**
 * Paths in git are bytes. Inside Touchstone a path is a string: UTF-8 where it is valid, and each byte that is not
 * becomes a lone surrogate U+DC80–U+DCFF, so that no two paths fall together and name rules still work on the rest.
 */
export function decodePath(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let path = '';
  for (let i = 0; i < bytes.length; ) {
    const length = utf8Length(bytes[i]!);
    const end = i + length;
    if (length > 0 && end <= bytes.length && isUtf8(bytes.subarray(i, end))) {
      path += bytes.toString('utf8', i, end);
      i = end;
    } else {
      path += String.fromCharCode(0xdc00 + bytes[i]!);
      i += 1;
    }
  }
  return path;
}

/** The bytes of a path that `decodePath` made. */
export function encodePath(path: string): Buffer {
  if (path.isWellFormed()) return Buffer.from(path, 'utf8');
  const parts: Buffer[] = [];
  for (const character of path) {
    const code = character.codePointAt(0)!;
    parts.push(code >= 0xdc80 && code <= 0xdcff ? Buffer.of(code - 0xdc00) : Buffer.from(character, 'utf8'));
  }
  return Buffer.concat(parts);
}

/** Length of the UTF-8 sequence that this byte begins, 0 for none. */
function utf8Length(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte >= 0xc2 && byte <= 0xdf) return 2;
  if (byte >= 0xe0 && byte <= 0xef) return 3;
  if (byte >= 0xf0 && byte <= 0xf4) return 4;
  return 0;
}
