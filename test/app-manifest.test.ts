import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { events } from '../src/github/events.ts';

const manifest = parse(readFileSync('app.yml', 'utf8'));
const names = new Set(events.map((event) => event.split('.', 1)[0]!));

it('asks for every event that the app handles and that an app has to ask for', () => {
  // GitHub sends these to every app, and refuses an app that asks for them.
  const unasked = /^installation/;
  expect(new Set(manifest.default_events)).toEqual(new Set([...names].filter((name) => !unasked.test(name))));
});

it('asks for no permission to write but those for check runs and for the issue that a team may ask for, and is private', () => {
  const writing = Object.entries(manifest.default_permissions).filter(([, access]) => access !== 'read');
  expect(writing).toEqual([
    ['checks', 'write'],
    ['issues', 'write'],
  ]);
  expect(manifest.public).toBe(false);
});

it('explains each permission in the README', () => {
  const readme = readFileSync('README.md', 'utf8');
  for (const permission of Object.keys(manifest.default_permissions)) {
    const name = permission.replaceAll('_', ' ');
    expect(readme).toMatch(new RegExp(`^\\| ${name}: (read|write)`, 'im'));
  }
});
