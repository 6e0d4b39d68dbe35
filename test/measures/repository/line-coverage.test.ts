import { describe, expect, it } from 'vitest';
import { lineCoverage } from '../../../src/measures/repository/line-coverage.ts';
import { facts, file, reports, settings } from '../../facts.ts';

const files = [
  file('src/a.ts'),
  file('src/b.ts'),
  file('src/index.ts'),
  file('src/untold.ts'),
  file('test/a.test.ts', { lane: 'test' }),
];

describe('line-coverage', () => {
  it('is covered ÷ coverable lines of the source files that are reported; the others stand beside', () => {
    const coverage = [
      { path: 'src/a.ts', covered: 60, coverable: 80 },
      { path: 'src/b.ts', covered: 10, coverable: 20 },
      { path: 'src/index.ts', covered: 0, coverable: 0 },
      { path: 'test/a.test.ts', covered: 50, coverable: 50 },
    ];
    const paths = {
      exact: 3,
      bySuffix: [{ reported: '/ci/src/b.ts', path: 'src/b.ts' }],
      unknown: ['/lib/x.ts'],
      ambiguous: ['i.ts'],
    };
    const reading = lineCoverage.compute(facts({ files, reports: reports({ coverage, paths }) }), settings);
    expect(reading).toEqual({
      value: 0.7,
      sample: 100,
      summary:
        '70 of 100 lines covered (70 %), in the 3 of 4 source files that the report speaks of (75 %); 1 path matched by suffix',
      evidence: [
        { path: 'src/a.ts', value: 20, text: '20 of 80 lines not covered' },
        { path: 'src/b.ts', value: 10, text: '10 of 20 lines not covered' },
      ],
      leftOut: [
        { what: 'source files that no report speaks of', count: 1, examples: ['src/untold.ts'] },
        { what: 'reported files of other lanes', count: 1, examples: ['test/a.test.ts'] },
        { what: 'reported paths that are no file of the tree', count: 1, examples: ['/lib/x.ts'] },
        { what: 'reported paths that several files end like', count: 1, examples: ['i.ts'] },
      ],
    });
  });

  it('is no-data without a coverage report, and where the report speaks of no source line', () => {
    expect(lineCoverage.compute(facts({ files }), settings)).toEqual({
      noData: 'no report of coverage; give one with --report <file>',
    });
    const coverage = [{ path: 'test/a.test.ts', covered: 1, coverable: 1 }];
    expect(lineCoverage.compute(facts({ files, reports: reports({ coverage }) }), settings)).toMatchObject({
      noData: 'the reports speak of no line of the source lane',
    });
  });
});
