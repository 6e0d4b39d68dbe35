import { isObject, type Json } from './json.ts';
import type { Fail, ReportContent } from './report.ts';

/** No method and route is longer. */
const longestEndpoint = 300;

/** Endpoint timings: `[{ "endpoint": "GET /x", "cold_ms": 412 }]`; what else stands beside these two is passed over. */
export function readEndpoints(report: readonly Json[], fail: Fail): ReportContent {
  const endpoints = report.map((item, index) => {
    const { endpoint, cold_ms } = isObject(item) ? item : {};
    const named = typeof endpoint === 'string' && endpoint.trim() !== '' && endpoint.length <= longestEndpoint;
    if (!named || typeof cold_ms !== 'number' || !Number.isFinite(cold_ms) || cold_ms < 0)
      throw fail(`item ${index + 1} is not like { "endpoint": "GET /x", "cold_ms": 412 }`);
    return { endpoint: endpoint.trim(), coldMs: cold_ms };
  });
  return { kind: 'endpoints', endpoints };
}
