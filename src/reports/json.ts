import { type Fail, lineOf } from './report.ts';

/** What JSON may be. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Parses JSON; what is broken or cut off ends in `fail` with its line. */
export function parseJson(text: string, fail: Fail): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const { message } = error as Error;
    const [, position] = /at position (\d+)/.exec(message) ?? [];
    const at = position === undefined ? text.trimEnd().length : Number(position);
    throw fail(`is no JSON (${message.replace(/ in JSON at position.*| \(line \d+.*/s, '')})`, lineOf(text, at));
  }
}

/** An object, which an array is not. */
export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
