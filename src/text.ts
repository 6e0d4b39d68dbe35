import type { Scale, Unit } from './model.ts';

/** Numbers and paths as readers meet them: pure text, the same on every machine. */

/** 1234567 → `1,234,567`. */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 file`, `1,200 files`. */
export function plural(value: number, noun: string, nouns = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : nouns}`;
}

/** 0.9934 → `99.3 %`. A share that is not all is never printed as 100 %, one that is not none never as 0 %. */
export function percent(share: number): string {
  const shown = Math.round(share * 1_000) / 10;
  if (share < 1 && shown >= 100) return '99.9 %';
  if (share > 0 && shown === 0) return '0.1 %';
  return `${shown} %`;
}

/** At most one decimal: 57 → `57`, 2.25 → `2.3`; what would be 0 by that and is not has its first digit: `0.02`. */
export function decimal(value: number): string {
  const shown = Math.round(value * 10) / 10;
  if (value > 0 && shown === 0) return String(Number(value.toPrecision(1)));
  return Number.isInteger(shown)
    ? count(shown)
    : `${count(Math.trunc(shown))}.${String(shown.toFixed(1)).split('.')[1]}`;
}

/** What makes a partial clone whole; by git 2.36, as all of this needs. */
export const wholeClone = '(git fetch --refetch --no-filter brings the rest)';

/** `complexity 612`; of a language without a grammar, of which nothing but its indentation is known, `indentation 1,612`. */
export function complexityInWords(complexity: number, parsed: boolean): string {
  return `${parsed ? 'complexity' : 'indentation'} ${count(complexity)}`;
}

/**
 * A path as a reader sees it: as it is, or in git's C-quoted form when it holds quotes, control characters or bytes
 * that are not UTF-8. Fit for a terminal, for JSON and for a table.
 */
export function showPath(path: string): string {
  if (!/["\\\p{Cc}]/u.test(path) && path.isWellFormed()) return path;
  let quoted = '';
  for (const byte of pathBytes(path)) quoted += escapes.get(byte) ?? quoteByte(byte);
  return `"${quoted}"`;
}

const escapes = new Map([
  [0x07, '\\a'],
  [0x08, '\\b'],
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0b, '\\v'],
  [0x0c, '\\f'],
  [0x0d, '\\r'],
  [0x22, '\\"'],
  [0x5c, '\\\\'],
]);

function quoteByte(byte: number): string {
  const printable = byte >= 0x20 && byte < 0x7f;
  return printable ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
}

/** UTF-8, and the byte behind each lone surrogate (see `decodePath` in git/paths.ts). */
function pathBytes(path: string): number[] {
  const encoder = new TextEncoder();
  return [...path].flatMap((character) => {
    const code = character.codePointAt(0)!;
    return code >= 0xdc80 && code <= 0xdcff ? [code - 0xdc00] : [...encoder.encode(character)];
  });
}

/** A number of any size and sign, to four digits that say something: 182.4, 0.0042, 12,345. */
export function anyNumber(value: number): string {
  if (Math.abs(value) >= 1_000) return count(value);
  return String(Number(value.toPrecision(4)));
}

/** A measure's value in its unit: `99.3 %`, `57 lines`, `2.3 files`, `3.6 per 1,000 lines`. */
export function inUnit(value: number, unit: Unit): string {
  if (unit === 'share') return percent(value);
  if (unit === 'per 1,000 lines' || unit === 'per 100 files') return `${decimal(value)} ${unit}`;
  if (unit === 'number') return anyNumber(value);
  return `${decimal(value)} ${value === 1 ? unit.replace(/s$/, '') : unit}`;
}

/** `100 points at 100 lines or less, 0 at 1,000 lines or more (log)`. */
export function scaleInWords(scale: Scale, unit: Unit): string {
  const [good, poor] = scale.good < scale.poor ? ['less', 'more'] : ['more', 'less'];
  const end = (value: number, or: string) => {
    const furthest = unit === 'share' && value === (or === 'more' ? 1 : 0);
    return furthest ? inUnit(value, unit) : `${inUnit(value, unit)} or ${or}`;
  };
  const between = scale.log ? ' (log)' : '';
  return `100 points at ${end(scale.good, good!)}, 0 at ${end(scale.poor, poor!)}${between}`;
}

/** ISO 8601 of seconds since 1970. A commit may be dated beyond the year 9999 or before 1; no calendar follows it there. */
export function isoDate(seconds: number): string {
  return new Date(Math.min(Math.max(seconds, -62_135_596_800), 253_402_300_799) * 1_000).toISOString();
}

const months = 'January February March April May June July August September October November December'.split(' ');

/** `22 August 2026` (UTC), of an ISO date. */
export function day(iso: string): string {
  const [year, month, date] = iso.slice(0, 10).split('-').map(Number);
  return `${date} ${months[month! - 1]} ${year}`;
}

/** `Aug 2026` (UTC), of an ISO date. */
export function month(iso: string): string {
  return `${months[Number(iso.slice(5, 7)) - 1]!.slice(0, 3)} ${iso.slice(0, 4)}`;
}

/** With a sign and one decimal: `+0.7`, `−12.3`, `±0`. */
export function signed(value: number): string {
  const shown = Math.round(value * 10) / 10;
  if (shown === 0) return '±0';
  return `${shown > 0 ? '+' : '−'}${Math.abs(shown).toFixed(1)}`;
}

/** Text from outside (titles, names, paths) on one line: control characters and direction overrides cannot act. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u200b-\u200f\u2028-\u202e\u2066-\u2069]/gu, '\ufffd');
}
