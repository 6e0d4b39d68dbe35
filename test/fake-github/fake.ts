import type { KeyObject } from 'node:crypto';
import type { Contract } from './contract.ts';
import type { Deliveries } from './deliveries.ts';
import type { Faults } from './faults.ts';
import type { State } from './state.ts';

/** One running fake GitHub, as its parts see it. */
export interface Fake {
  /** Origin, such as `http://127.0.0.1:4711`. */
  url: string;
  app: { id: number; slug: string; name: string; publicKey: KeyObject; createdAt: string };
  /** How long a new installation token lives, in seconds. */
  tokenLifetime: number;
  /** Temporary directory of all git data. */
  directory: string;
  state: State;
  deliveries: Deliveries;
  faults: Faults;
  /** Null when the contract is not checked. */
  contract: Contract | null;
  requests: LoggedRequest[];
  violations: Violation[];
}

/** One request that was made to the fake, REST or git. */
export interface LoggedRequest {
  method: string;
  /** `POST /repos/{owner}/{repo}/check-runs`, `git info/refs`, `git upload-pack`; null for a route that is not served. */
  route: string | null;
  /** Path and query as they came. */
  path: string;
  /** `app`, the id of an installation, or null when not authenticated. */
  as: 'app' | number | null;
  /** Status of the answer; null while there is none. */
  status: number | null;
  /** Id of the fault that the request met. */
  fault: number | null;
  /** Milliseconds since 1970, and how long the answer took. */
  at: number;
  milliseconds: number | null;
}

/** Something that GitHub's own description of its API does not allow. */
export interface Violation {
  kind: 'request' | 'response' | 'route' | 'webhook';
  /** Route or event. */
  where: string;
  problems: string[];
}

/** Root of the REST API. */
export function apiUrl(fake: Fake): string {
  return `${fake.url}/api/v3`;
}

/** A global node id in the style of GitHub's. */
export function nodeId(prefix: string, id: number): string {
  return `${prefix}_kwDO${Buffer.from(String(id)).toString('base64url')}`;
}
