import { pino } from 'pino';

/** Structured lines on standard output, one per event, secrets scrubbed. */
export type Log = pino.Logger;

/** The levels, quietest last. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Opens the log. `secrets` are scrubbed by their text, tokens and keys by their form, wherever in a line they stand. */
export function openLog(level: (typeof logLevels)[number], secrets: readonly string[]): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: ({ name, message, stack }: Error) => ({ name, message, stack }) },
    hooks: { streamWrite: (line) => scrub(line, secrets) },
  });
}

/**
 * Of these forms nothing but a secret is: GitHub's tokens (of any length, with dots), JWTs, credentials of headers and
 * URLs, PEM keys. None asks for the beginning of a word: after a line break, JSON has an `n` before it. None goes beyond
 * a quote: the line stays JSON.
 */
const secretForms: readonly [RegExp, string][] = [
  [/gh[a-z]_[\w.-]{10,}/g, '[token]'],
  [/github_pat_\w+/g, '[token]'],
  [/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[jwt]'],
  [/(bearer|basic|token) [\w+/=.-]{12,}/gi, '$1 [secret]'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^"]*?-----END [A-Z ]*PRIVATE KEY-----|[^-"]*)/g, '[private key]'],
  [/(:\/\/[^\s:/@"]*):[^\s@"]+@/g, '$1:[secret]@'],
];

/** A text without secrets: those of a known form, and the given ones. */
export function scrub(text: string, secrets: readonly string[]): string {
  let scrubbed = text;
  // The longest first: one may be the beginning of another.
  for (const secret of secrets.toSorted((one, other) => other.length - one.length)) {
    // As it is, and as JSON writes it.
    for (const form of [secret, JSON.stringify(secret).slice(1, -1)]) scrubbed = scrubbed.replaceAll(form, '[secret]');
  }
  for (const [form, instead] of secretForms) scrubbed = scrubbed.replace(form, instead);
  return scrubbed;
}
