import { z } from 'zod';
import { categories, type Lane, type Scale, type Windows } from '../model.ts';
import { type ActorGlobs, type Config, defaultConfig, type MeasureSettings } from './config.ts';
import { actorGlobProblem, moduleGlobProblem, mostGlobs, pathGlobProblem } from './glob.ts';
import { complain, globs } from './schema-parts.ts';
import { ruleChoice, vectors } from './schema-rules.ts';

/** Sections that later versions bring and that this one does not understand yet. */
export const laterSections: readonly string[] = ['gates', 'comment', 'calendar', 'teams', 'goals', 'growth'];

const weight = z
  .number({ error: 'expected a number from 0 to 100' })
  .min(0, { error: 'expected a number from 0 to 100' })
  .max(100, { error: 'expected a number from 0 to 100' })
  .describe('How much this measure counts in its category and overall, 0 to 100. 0 = shown, not counted.');

const scale = z
  .strictObject(
    {
      good: z.number({ error: numberOrMissing }).describe('The value that gets 100 points.'),
      poor: z.number({ error: numberOrMissing }).describe('The value that gets 0 points; may lie below `good`.'),
      log: z
        .boolean({ error: 'expected true or false' })
        .optional()
        .describe('True: the line between runs on a logarithmic axis. Both ends are then greater than 0.'),
    },
    { error: 'expected a scale such as `{ good: 0, poor: 0.4 }`' },
  )
  .check((context) => {
    const { good, poor, log } = context.value;
    if (good === poor) complain(context, ['poor'], '`good` and `poor` are equal; a scale needs two different values');
    if (!log) return;
    for (const [end, value] of Object.entries({ good, poor })) {
      if (value <= 0) complain(context, [end], 'the ends of a logarithmic scale are greater than 0');
    }
  })
  .describe('Which value is good (100 points) and which is poor (0 points), with a straight line between.');

const off = z.literal(['off', false]).describe('Not computed and not shown.');
const settings = { weight: weight.optional(), scale: scale.nullish() };

const measure = z
  .union([off, z.strictObject(settings).describe('Another weight or scale.')], {
    error: 'expected `off` or settings such as `{ weight: 20 }`',
  })
  .nullish()
  .meta({ id: 'measure', description: '`off`, or another weight or scale.' });

/** A measure of a number that the team's CI reports, as a key below `measures`. */
const reportedMeasure = /^reported:[a-z0-9][a-z0-9-]{0,40}$/;

/** What reported numbers' keys look like, for messages. */
export const reportedForm =
  'a reported number is named by small letters, digits and hyphens, at most 41, such as `reported:bundle-kb`';

const category = z
  .enum(categories, { error: `expected one of ${categories.map((name) => `\`${name}\``).join(', ')}` })
  .describe('Where it stands in the scorecard, and whose score it counts in.')
  .meta({ default: 'reported' });

const reportedNumber = z
  .union(
    [off, z.strictObject({ ...settings, category: category.optional() }).describe('Weight, scale and category.')],
    {
      error: 'expected `off` or settings such as `{ weight: 2, scale: { good: 100, poor: 300 } }`',
    },
  )
  .nullish()
  .check((context) => {
    const setting = context.value;
    if (typeof setting !== 'object' || !setting?.weight || setting.scale) return;
    const message = 'a weight needs a scale: without one a reported number is shown, not counted';
    complain(context, ['weight'], message, '{ weight: 2, scale: { good: 100, poor: 300 } }');
  })
  .meta({ id: 'reportedNumber', description: '`off`, or its weight, scale and category.' });

const days = z
  .string({ error: 'expected whole days from 1d to 3650d, such as `90d`' })
  .regex(/^([1-9]\d{0,2}|[12]\d{3}|3[0-5]\d{2}|36[0-4]\d|3650)d$/, {
    error: 'expected whole days from 1d to 3650d, such as `90d`',
  })
  .optional();

const windows = z
  .strictObject(
    {
      pulls: days.describe('Time over which pulls are measured, in days.').meta({ default: '90d' }),
      history: days
        .describe('Time over which the history of files is measured, in days; at least as long as `pulls`.')
        .meta({ default: '365d' }),
    },
    { error: 'expected windows such as `{ pulls: 90d, history: 365d }`' },
  )
  .check((context) => {
    const { pulls, history } = windowsInDays(context.value);
    if (history >= pulls) return;
    const at = context.value.history === undefined ? 'pulls' : 'history';
    const message = `the history window (${history}d) is shorter than the pulls window (${pulls}d); make it at least as long`;
    complain(context, [at], message);
  });

const hotspots = z
  .strictObject(
    {
      issue: z
        .boolean({ error: 'expected true or false' })
        .optional()
        .describe(
          'True: the app keeps one issue with the hot spots, edited once a week. Closed by a person, it stays closed.',
        )
        .meta({ default: false }),
    },
    { error: 'expected settings such as `{ issue: true }`' },
  )
  .nullish()
  .describe('What the app does with the hot-spot report.');

const commitId = z
  .string({ error: 'expected a commit id in quotes' })
  .regex(/^[0-9a-f]{7,64}$/, { error: 'expected a commit id: 7 to 64 of the digits 0-9 and a-f' });

/**
 * The zod schema of `.github/touchstone.yml` for the measures of this version (this ring cannot import them). Its
 * input is what the YAML says, its output the normalised `Config`; an empty section or list counts as absent.
 */
export function configSchema(measureIds: readonly string[]) {
  const byId = Object.fromEntries(measureIds.map((id) => [id, reportedMeasure.test(id) ? reportedNumber : measure]));
  return z
    .strictObject({
      measures: z
        .strictObject(byId, { error: 'expected measures by id, such as `hot-files: off`' })
        .meta({ patternProperties: { '^preferred-library:': { $ref: '#/$defs/measure' } } })
        .nullish()
        .describe('Measures by id: `off`, or another weight or scale than the built-in ones.'),
      lanes: z
        .strictObject(laneLists(), {
          error: 'expected lanes with lists of globs, such as `generated: ["src/api/gen/**"]`',
        })
        .nullish()
        .describe('Globs that put files into a lane, added to the built-in lists. `.gitattributes` goes before them.'),
      modules: globs(
        moduleGlobProblem,
        'expected a list of globs over directories, such as `["packages/*", "src/*"]`',
      ).describe(
        'Globs over the directories that are modules. Absent: the workspace packages, else the directories below the source root.',
      ),
      windows: windows.nullish().describe('How far back the measures look, counted from the revision measured.'),
      actors: z
        .strictObject(actorLists(), { error: 'expected lists of names, such as `bots: ["ci-*"]`' })
        .nullish()
        .describe("Who is not a human author: globs (`*`, `?`) over a commit author's name or e-mail address."),
      bulkCommits: z
        .array(commitId, { error: 'expected a list of commit ids, such as `["8f3c2a91d0"]`' })
        .max(mostGlobs, { error: `expected at most ${mostGlobs} commits` })
        .nullish()
        .describe(
          'Commits that are no work on the files that they touch (reformattings, moves): they make no hot spots. Those of .git-blame-ignore-revs need not be repeated.',
        ),
      vectors,
      rules: ruleChoice,
      hotspots,
    })
    .transform(
      (input): Config => ({
        measures: settingsById(input.measures ?? {}),
        lanes: listsOf(defaultConfig.lanes, input.lanes ?? {}),
        modules: input.modules ?? [],
        windows: windowsInDays(input.windows ?? {}),
        actors: listsOf(defaultConfig.actors, input.actors ?? {}),
        bulkCommits: input.bulkCommits ?? [],
        vectors: input.vectors ?? [],
        rules: { packs: input.rules?.packs ?? [], own: input.rules?.own ?? [] },
        hotspots: { issue: input.hotspots?.issue ?? false },
      }),
    )
    .describe('Configuration of Touchstone (.github/touchstone.yml). Every key is optional.');
}

interface JsonObject {
  properties?: Record<string, unknown>;
  patternProperties?: Record<string, unknown>;
}

/** JSON Schema (draft 2020-12) of the configuration file, for editors: measures by name, each key with its meaning. */
export function configJsonSchema(measureIds: readonly string[]): Record<string, unknown> {
  const any = 'reported:any';
  const all = configSchema([...measureIds, any]);
  const { $schema, ...schema } = z.toJSONSchema(all, { target: 'draft-2020-12', io: 'input' });
  const { measures } = schema.properties as unknown as { measures: { anyOf: [JsonObject] } };
  const [byId] = measures.anyOf;
  const { [any]: reported, ...properties } = byId.properties!;
  byId.properties = properties;
  byId.patternProperties = { ...byId.patternProperties, [reportedMeasure.source]: reported };
  return { $schema, title: 'Touchstone configuration', ...schema };
}

/** The keys of a file's `measures` that are measures of its own: reported numbers. */
export function ownMeasureIds(file: unknown): string[] {
  const { measures } = (file ?? {}) as { measures?: unknown };
  return typeof measures === 'object' && measures !== null
    ? Object.keys(measures).filter((id) => reportedMeasure.test(id))
    : [];
}

function laneLists() {
  return {
    source: globs(pathGlobProblem).describe('Product code; takes files back from the other lanes.'),
    test: globs(pathGlobProblem).describe('Test code.'),
    fixture: globs(pathGlobProblem).describe('What tests read: recorded answers, snapshots, sample projects.'),
    docs: globs(pathGlobProblem).describe('Documentation.'),
    data: globs(pathGlobProblem).describe('Data, settings, markup and everything else that is not code.'),
    generated: globs(pathGlobProblem).describe('Written by a program.'),
    lock: globs(pathGlobProblem).describe("Package managers' lock files."),
    vendored: globs(pathGlobProblem).describe("Other people's code kept in this repository."),
  } satisfies Record<Lane, z.ZodType>;
}

function actorLists() {
  return {
    bots: globs(actorGlobProblem).describe('Automation, such as CI accounts.'),
    aiReviewers: globs(actorGlobProblem).describe('AI tools that review.'),
    aiAuthors: globs(actorGlobProblem).describe('AI tools that write changes under their own name.'),
    humans: globs(actorGlobProblem).describe('People who were wrongly taken for one of the above.'),
  } satisfies Record<keyof ActorGlobs, z.ZodType>;
}

function numberOrMissing(issue: { input?: unknown }): string {
  return issue.input === undefined ? 'missing; a scale has both `good` and `poor`' : 'expected a number';
}

function windowsInDays(input: { pulls?: string | undefined; history?: string | undefined }): Windows {
  const { pulls, history } = defaultConfig.windows;
  return {
    pulls: input.pulls === undefined ? pulls : Number.parseInt(input.pulls, 10),
    history: input.history === undefined ? history : Number.parseInt(input.history, 10),
  };
}

function settingsById(input: Record<string, z.output<typeof measure | typeof reportedNumber>>): Config['measures'] {
  const measures: Config['measures'] = {};
  for (const [id, setting] of Object.entries(input)) {
    if (setting === null || setting === undefined) continue;
    measures[id] = typeof setting === 'object' ? withoutEmpty(setting) : 'off';
  }
  return measures;
}

function withoutEmpty({
  scale,
  ...others
}: Omit<MeasureSettings, 'scale'> & { scale?: Scale | null | undefined }): MeasureSettings {
  return { ...others, ...(scale && { scale }) };
}

function listsOf<Key extends string>(
  none: Record<Key, string[]>,
  input: Partial<Record<Key, string[] | null | undefined>>,
): Record<Key, string[]> {
  const lists = { ...none };
  for (const key of Object.keys(none) as Key[]) lists[key] = input[key] ?? [];
  return lists;
}
