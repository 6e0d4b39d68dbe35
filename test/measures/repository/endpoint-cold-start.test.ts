import { expect, it } from 'vitest';
import { endpointColdStart } from '../../../src/measures/repository/endpoint-cold-start.ts';
import { facts, reports, settings } from '../../facts.ts';

it('endpoint-cold-start is the share of endpoints that answer within 500 ms; the slow ones are the evidence', () => {
  const endpoints = [
    { endpoint: 'GET /quick', coldMs: 120 },
    { endpoint: 'GET /edge', coldMs: 500 },
    { endpoint: 'GET /slow', coldMs: 500.5 },
    { endpoint: 'POST /slower', coldMs: 2_400 },
  ];
  expect(endpointColdStart.compute(facts({ reports: reports({ endpoints }) }), settings)).toEqual({
    value: 0.5,
    sample: 4,
    summary:
      '2 of 4 endpoints answer within 500 ms after a cold start (50 %); the slowest is POST /slower with 2,400 ms',
    evidence: [
      { value: 2_400, text: '2,400 ms: POST /slower' },
      { value: 500.5, text: '500.5 ms: GET /slow' },
    ],
  });
  expect(endpointColdStart.compute(facts(), settings)).toMatchObject({ notApplicable: expect.any(String) });
});
