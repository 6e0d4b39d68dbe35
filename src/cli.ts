import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { UserError } from './model.ts';

const version: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;

/** Exit codes are a contract: 0 measured, 1 the user can mend it, 2 the command line is wrong, 70 a defect of ours. */
const exitCodes = { user: 1, usage: 2, defect: 70 } as const;

/** Runs the command line; sets the exit code and never throws. */
export async function run(argv: readonly string[]): Promise<void> {
  leaveCleanly();
  const debug = argv.includes('--debug');
  try {
    await program().parseAsync(argv);
  } catch (error) {
    process.exitCode = report(error, debug);
  }
}

function program(): Command {
  const touchstone = new Command('touchstone')
    .description(
      'Measures the quality of a codebase from its own git history, against a definition that the team owns.',
    )
    .version(version, '-V, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .option('--debug', 'print stack traces');

  const measure = reporting(measuring(new Command('measure')))
    .description('measure a repository and print its scorecard')
    .addOption(
      new Option('--format <format>', 'how to print it').choices(['text', 'json', 'markdown', 'html']).default('text'),
    )
    .option('--out <file>', 'write to a file instead of the terminal')
    .action(async (path: string, options) => (await import('./commands/measure.ts')).measure(path, options));

  const explain = reporting(
    measuring(new Command('explain').argument('<measure>', 'id of the measure, e.g. pull-size')),
  )
    .description('explain one measure: definition, inputs, evidence in full, what was left out')
    .action(async (id: string, path: string, options) =>
      (await import('./commands/explain.ts')).explain(id, path, options),
    );

  const hotspots = measuring(new Command('hotspots'))
    .description('rank the files that are changed often and are complex, each with what it lacks and its next step')
    .option('--window <days>', 'how far back to look, such as 90d (default: windows.history, 365d)', daysOf)
    .addOption(
      new Option('--format <format>', 'how to print it').choices(['text', 'json', 'markdown', 'html']).default('text'),
    )
    .option('--out <file>', 'write to a file instead of the terminal')
    .action(async (path: string, options) => (await import('./commands/hotspots.ts')).hotspots(path, options));

  const trend = measuring(new Command('trend'))
    .description('measure the past, one revision a week, and print how the score moved and what moved it')
    .addOption(new Option('--months <months>', 'how far to look back, 1 to 120').argParser(monthsOf).default(12))
    .option('--recompute', 'measure anew what is known by an earlier definition', false)
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json', 'markdown']).default('text'))
    .action(async (path: string, options) => (await import('./commands/trend.ts')).trend(path, options));

  const files = measuring(new Command('files'))
    .description('list every file with its lane and why, language, type state, code lines and test, tab-separated')
    .action(async (path: string, options) => (await import('./commands/files.ts')).files(path, options));

  const config = new Command('config').description('check, describe or begin a configuration');
  config
    .command('check')
    .description('check a configuration file; prints its problems with line and column')
    .argument('[file]', 'the file', '.github/touchstone.yml')
    .action(async (file: string) => (await import('./commands/config.ts')).checkConfig(file));
  config
    .command('schema')
    .description('print the JSON Schema of the configuration')
    .action(async () => (await import('./commands/config.ts')).printSchema());
  config
    .command('init')
    .description('print a commented configuration to begin with')
    .action(async () => (await import('./commands/config.ts')).printExample());

  const rules = new Command('rules').description('structural rules');
  rules
    .command('test')
    .description('run rules against their own examples: a rule file, or the own rules of a repository')
    .argument('[path]', 'a rule file, a repository with .github/touchstone.yml, or a directory of rule files', '.')
    .option('--packs', 'the shipped packs too')
    .action(async (path: string, options) => (await import('./commands/rules.ts')).testRules(path, options));

  const serve = new Command('serve')
    .description(
      'run the GitHub App: webhooks and work in one process; settings come from the environment, see README.md',
    )
    .action(async () => (await import('./commands/serve.ts')).serve());
  const worker = new Command('worker')
    .description('run a further worker of the GitHub App on the PostgreSQL of DATABASE_URL')
    .action(async () => (await import('./commands/serve.ts')).worker());
  const status = new Command('status')
    .description('show what the GitHub App has done and has to do')
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json']).default('text'))
    .action(async (options) => (await import('./commands/status.ts')).status(options));

  for (const command of [measure, hotspots, trend, explain, files, config, rules, serve, worker, status])
    touchstone.addCommand(command);
  for (const command of everyCommand(touchstone)) command.copyInheritedSettings(touchstone).version(version);
  return touchstone;
}

function monthsOf(text: string): number {
  const months = Number(text);
  if (Number.isInteger(months) && months >= 1 && months <= 120) return months;
  throw new InvalidArgumentError('give a whole number from 1 to 120');
}

function daysOf(text: string): number {
  const [, days] = /^([1-9]\d{0,3})d$/.exec(text) ?? [];
  if (days !== undefined && Number(days) <= 3_650) return Number(days);
  throw new InvalidArgumentError('give whole days from 1d to 3650d, such as 365d');
}

/** What every command that measures takes. */
function measuring(command: Command): Command {
  return command
    .argument('[path]', 'a clone, a bare repository, or a directory inside one', '.')
    .option('--at <rev>', 'the commit, branch or tag to measure (default: HEAD)')
    .option('--config <file>', 'a configuration instead of .github/touchstone.yml')
    .option('--no-store', 'neither read nor keep earlier results');
}

/** What every command that prints measures takes. */
function reporting(command: Command): Command {
  return command.option(
    '--report <file...>',
    'reports of coverage, tests, endpoint timings or numbers of that revision; the path comes before them',
  );
}

function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((each) => [each as Command, ...everyCommand(each as Command)]);
}

/** Says what went wrong on standard error and answers with the exit code. */
function report(error: unknown, debug: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  if (error instanceof UserError) {
    process.stderr.write(`touchstone: ${debug ? error.stack : error.message}\n`);
    return exitCodes.user;
  }
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(
    debug
      ? `${stack}\n`
      : `touchstone: a defect of Touchstone, not of yours: ${name}: ${message}\n` +
          `Please report it with this line: touchstone ${version}, Node ${process.versions.node}, ${process.platform}; --debug adds the stack trace.\n`,
  );
  return exitCodes.defect;
}

/** A reader that closes the pipe early is no error; a signal leaves through `exit`, so that temporary files go. */
function leaveCleanly(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`touchstone: standard output cannot be written (${error.code})\n`);
    process.exit(exitCodes.user);
  });
  process.stderr.on('error', () => {});
  process.once('SIGHUP', () => process.exit(129));
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
}
