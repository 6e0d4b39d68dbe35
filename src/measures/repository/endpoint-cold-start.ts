import type { Measure } from '../../model.ts';
import { count, decimal, percent, plural } from '../../text.ts';

/** Milliseconds that a first answer may take. */
const quick = 500;

export const endpointColdStart: Measure<'repository', 'reports'> = {
  id: 'endpoint-cold-start',
  version: 1,
  title: 'Endpoints quick after a cold start',
  unit: 'share',
  about: 'repository',
  definition: `Reported endpoints whose first answer after a cold start took at most ${quick} ms ÷ reported endpoints. An endpoint that is reported several times is as slow as it was at its slowest.

The report is JSON that the team’s own check writes: \`[{ "endpoint": "GET /x", "cold_ms": 412 }]\`.`,
  why: 'Whoever comes first after a deployment waits for everything that was put off until then.',
  improve:
    'Look at what the slowest endpoint loads, connects and compiles at its first call, and do that at the start.',
  limits:
    'Only what is reported counts, as it was measured: on what machine, how cold and how often is the team’s to say. Without a report it has no weight: most repositories have no endpoint.',
  source: 'endpoint timings that were reported',
  needs: ['reports'],
  scale: { good: 1, poor: 0.5 },
  compute({ reports: { endpoints } }) {
    if (endpoints === null)
      return {
        notApplicable: 'no report tells of an endpoint; where there are some, give their timings with --report <file>',
      };
    const slowest = endpoints.toSorted((a, b) => b.coldMs - a.coldMs || (a.endpoint < b.endpoint ? -1 : 1));
    const slow = slowest.filter((endpoint) => endpoint.coldMs > quick);
    const value = (slowest.length - slow.length) / slowest.length;
    const worst = slowest[0]!;
    return {
      value,
      sample: slowest.length,
      summary: `${count(slowest.length - slow.length)} of ${plural(slowest.length, 'endpoint')} answer within ${quick} ms after a cold start (${percent(value)}); the slowest is ${worst.endpoint} with ${decimal(worst.coldMs)} ms`,
      evidence: slow.map(({ endpoint, coldMs }) => ({ value: coldMs, text: `${decimal(coldMs)} ms: ${endpoint}` })),
    };
  },
};
