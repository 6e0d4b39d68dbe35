import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generatedFiles } from '../scripts/generate.ts';

it.each([...generatedFiles()])('%s is what the source says; npm run generate mends it', (path, content) => {
  expect(readFileSync(path, 'utf8')).toBe(content);
});
