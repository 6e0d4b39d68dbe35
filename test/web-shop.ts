import { type Commit, repository } from './repositories.ts';

/** A small web shop as a team would have it: TypeScript with a Python script, squash merges, a bot, a hot file. */
export function webShop(): string {
  return repository(webShopCommits());
}

/** The commits of the web shop, oldest first. */
export function webShopCommits(): Commit[] {
  const modules = Array.from({ length: 50 }, (_, n) => `src/orders/order${n}.ts`);
  const begin: Commit = {
    message: 'Begin',
    daysAgo: 300,
    files: {
      'package.json': '{ "name": "web-shop" }\n',
      'package-lock.json': '{}\n',
      'README.md': '# Web shop\n',
      '.gitattributes': 'src/api/** linguist-generated\n',
      'src/cart.ts': cart(10),
      'test/cart.test.ts': "import { total } from '../src/cart.ts';\n",
      'src/legacy.js': 'export function price(item) {\n  return item.price;\n}\n',
      'src/api/client.ts': 'export function get() {\n  return 1;\n}\n',
      'scripts/report.py':
        '"""Prints a report."""\n\n\ndef report(day: str) -> str:\n    return day\n\n\ndef main():\n    print(report("today"))\n',
      'scripts/deploy.sh': '#!/bin/sh\necho deploy\n',
      'logo.png': Buffer.of(0x89, 0x50, 0x4e, 0x47, 0, 1),
      ...Object.fromEntries(modules.map((path, n) => [path, order(n, 1)])),
      'src/checkout.ts': `// Takes the order.\n${Array.from({ length: 520 }, (_, n) => `export function step${n}(): number {\n  return ${n};\n}\n`).join('')}`,
    },
  };
  const pulls = Array.from({ length: 24 }, (_, n): Commit => {
    const files: Record<string, string> = { [modules[n]!]: order(n, 12) };
    if (n % 2 === 0) files['src/cart.ts'] = cart(12 + n);
    if (n % 3 === 0) files['test/cart.test.ts'] = `// ${n}\nimport { total } from '../src/cart.ts';\n`;
    return { message: `Improve order ${n} (#${n + 1})`, daysAgo: 80 - n * 3, files };
  });
  const bot: Commit = {
    message: 'Bump left-pad (#99)',
    author: 'renovate[bot] <bot@renovate>',
    daysAgo: 4,
    files: { 'package-lock.json': '{ "left-pad": "2" }\n' },
  };
  const direct: Commit = { message: 'Fix the build', daysAgo: 1, files: { 'src/cart.ts': cart(99) } };
  return [begin, ...pulls, bot, direct];
}

function cart(version: number): string {
  return `export function total(prices: number[]): number {\n  return prices.reduce((sum, price) => sum + price, ${version});\n}\n`;
}

function order(n: number, fields: number): string {
  const lines = Array.from({ length: fields }, (_, field) => `  const field${field} = ${n + field};\n`).join('');
  return `export function order${n}(): number {\n${lines}  return field0;\n}\n`;
}
