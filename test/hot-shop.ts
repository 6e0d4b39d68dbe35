import { type Commit, repository } from './repositories.ts';

/** A shop with hot spots: a moved directory, a reformatting, a bot, files that change together and one person's area. */
export function hotShop(): string {
  return repository(hotShopCommits());
}

const ada = 'Ada Lovelace <ada@example.com>';
const bea = 'Bea Lu <bea@example.com>';

function hotShopCommits(): Commit[] {
  const quiet = Object.fromEntries(
    Array.from({ length: 40 }, (_, n) => [`src/catalog/item${n}.ts`, branches(`item${n}`, n % 4, 0)]),
  );
  const begin: Commit = {
    message: 'Begin',
    daysAgo: 700,
    files: {
      'lib/pay.ts': branches('pay', 20, 0),
      'src/cart/total.ts': branches('total', 6, 0),
      'src/mail/send.ts': branches('send', 4, 0),
      'test/total.test.ts': "import { total } from '../src/cart/total.ts';\n",
      ...quiet,
    },
  };
  const earlier = pulls(4, 1, 600, (n) => ({ 'lib/pay.ts': branches('pay', 20, n + 1) }), ada);
  const move: Commit = {
    message: 'Move the payment',
    daysAgo: 300,
    renames: { 'lib/pay.ts': 'src/payment/pay.ts' },
  };
  const reformat: Commit = {
    message: 'Reformat everything',
    daysAgo: 290,
    files: Object.fromEntries(Object.entries(quiet).map(([path, content]) => [path, `// formatted\n${content}`])),
  };
  const payment = pulls(12, 61, 200, (n) => ({ 'src/payment/pay.ts': branches('pay', 20, n + 10) }), ada);
  const together = pulls(
    6,
    21,
    120,
    (n) => ({ 'src/cart/total.ts': branches('total', 6, n + 1), 'src/mail/send.ts': branches('send', 4, n + 1) }),
    bea,
  );
  const shared = pulls(4, 31, 60, (n) => ({ 'src/cart/total.ts': branches('total', 6, n + 10) }), ada);
  const items = pulls(
    12,
    41,
    40,
    (n) => ({ [`src/catalog/item${n % 4}.ts`]: branches(`item${n % 4}`, n % 4, n + 1) }),
    bea,
  );
  const bot: Commit = {
    message: 'Bump the price list (#99)',
    author: 'renovate[bot] <bot@renovate>',
    daysAgo: 2,
    files: { 'src/catalog/item0.ts': branches('item0', 0, 99) },
  };
  return [begin, ...earlier, move, reformat, ...payment, ...together, ...shared, ...items, bot];
}

function pulls(
  count: number,
  first: number,
  daysAgo: number,
  files: (n: number) => Record<string, string>,
  author: string,
): Commit[] {
  return Array.from({ length: count }, (_, n) => ({
    message: `Change ${first + n} (#${first + n})`,
    daysAgo: daysAgo - n,
    author,
    files: files(n),
  }));
}

/** A function with so many branches. */
function branches(name: string, count: number, version: number): string {
  const lines = Array.from({ length: count }, (_, n) => `  if (value === ${n}) return ${n + version};\n`).join('');
  return `export function ${name}(value: number): number {\n${lines}  return value + ${version};\n}\n`;
}
