import type { Scale } from '../model.ts';

/** What the example says of a measure; a measure of the registry fits. */
export interface ExampleMeasure {
  id: string;
  title: string;
  weight: number;
  scale?: Scale | null | undefined;
}

/**
 * The file that `touchstone config init` writes: everything explained, everything commented out, so that it means the
 * default configuration. An explanation starts with `#` and one space; every other line is a setting, valid once its `#`
 * is gone, together with the section line above it.
 */
export function exampleConfig(measures: readonly ExampleMeasure[]): string {
  return `# Touchstone's configuration: .github/touchstone.yml, read from the default branch.
#
# Everything is optional, and what stands here is what holds without this file or shows the form.
# To use a line, remove the "#" before it, and the "#" before the section that it belongs to.
# "touchstone config check" says whether the file is right.

# Measures by id. "off" is neither computed nor shown; "weight" (0 to 100) is how much it counts;
# "scale" says which value gets 100 points (good) and which 0 (poor), on a logarithmic axis with "log: true".
#measures:
${measures.map(measureLines).join('\n')}

# Lanes: which file is what. Globs from the top of the repository, added to the built-in lists:
# * is any text within a name, ** any directories, ? one character, {a,b} either. Quotes are needed before a * or {.
# "source" takes files back. What .gitattributes says (linguist-generated, ...) goes before all of this.
#lanes:
#  source: ["tools/vendor/own/**"]
#  test: ["checks/**"]
#  fixture: ["samples/**"]
#  docs: ["handbook/**"]
#  data: ["src/**/*.sql"]
#  generated: ["src/api/gen/**"]
#  lock: ["tools/versions.lock"]
#  vendored: ["src/external/**"]

# Modules: directories that others import by their entries (index files, what package.json exports). Without this:
# the workspace packages, else the directories below the source root.
#modules: ["packages/*", "src/*"]

# How far back the measures look from the revision measured, in days (1d to 3650d).
# "history" is at least as long as "pulls".
#windows:
#  pulls: 90d
#  history: 365d

# Who is not a human author, by name or e-mail address as the commits have it; * is any text.
# What calls itself a bot is recognised without this; "humans" takes people back who were not meant.
#actors:
#  bots: ["ci-*"]
#  aiReviewers: ["some-reviewer[bot]"]
#  aiAuthors: ["some-agent[bot]"]
#  humans: ["Ada Jenkins"]

# Commits that are no work on the files that they touch, such as a reformatting: they make no file hot.
# What .git-blame-ignore-revs names need not be repeated.
#bulkCommits: ["8f3c2a91d0"]

# What the team moves to, and from what: imports (* is any text), paths of files imported, or patterns of code.
# Each is a measure of its own, "preferred-library:<id>"; "golden" is the example to follow.
#vectors:
#  - { id: http, prefer: ["@acme/http"], insteadOf: [axios, "request*"], golden: src/http.ts }

# Structural rules whose findings are counted: shipped packs, all heuristic, and your own files in the form of ast-grep.
#rules:
#  packs: [mutations-outside-transaction]
#  own: ["quality/rules/*.yml"]

# The app's weekly hot-spot report: true keeps it in one issue of this repository, edited in place. Close it to say no.
#hotspots:
#  issue: false
`;
}

function measureLines({ id, title, weight, scale }: ExampleMeasure): string {
  const log = scale?.log ? ', log: true' : '';
  const onScale = scale ? `, scale: { good: ${scale.good}, poor: ${scale.poor}${log} }` : '';
  return `#  # ${title.replace(/\s+/g, ' ')}\n#  ${id}: { weight: ${weight}${onScale} }`;
}
