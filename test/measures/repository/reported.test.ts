import { expect, it } from 'vitest';
import { reported } from '../../../src/measures/repository/reported.ts';
import { facts, reports, settings } from '../../facts.ts';

it('reported:<name> is the number of that name, as it was reported', () => {
  const known = facts({ reports: reports({ numbers: { 'bundle-kb': 182.43, zero: 0 } }) });
  expect(reported('bundle-kb')).toMatchObject({ id: 'reported:bundle-kb', unit: 'number' });
  expect(reported('bundle-kb').compute(known, settings)).toEqual({ value: 182.43, summary: '182.4, as reported' });
  expect(reported('zero').compute(known, settings)).toMatchObject({ value: 0 });
  for (const name of ['other', 'constructor']) {
    expect(reported(name).compute(known, settings)).toEqual({
      noData: `no report has a number \`${name}\`; give one with --report <file>`,
    });
  }
});
