/** The shipped rule packs. All are heuristic, and off until a configuration names them. */
export const packNames = [
  'mutations-outside-transaction',
  'read-after-write',
  'low-granularity-lock',
  'unneeded-primary-read',
] as const;
/** One of the packs. */
export type PackName = (typeof packNames)[number];

/** The languages that a rule or a pattern may be written for. TypeScript's are also tried on TSX and JavaScript. */
export const ruleLanguages = [
  'TypeScript',
  'TSX',
  'JavaScript',
  'Python',
  'Go',
  'Java',
  'Kotlin',
  'Ruby',
  'Rust',
  'C#',
  'PHP',
  'C',
  'C++',
] as const;
