import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';

/** What is sent back: JSON when `body` is no bytes. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  stream?: Readable;
}

/** An answer that ends the handling of a request. `answer` is what GitHub would send. */
export class Refusal extends Error {
  override name = 'Refusal';
  answer: Answer;
  constructor(answer: Answer) {
    super(`answered with ${answer.status}`);
    this.answer = answer;
  }
}

/** GitHub's JSON body of an error. `errors` only where GitHub has them (422). */
export function problem(status: number, message: string, errors?: unknown[]): Answer {
  const body = { message, ...(errors ? { errors } : {}), documentation_url: 'https://docs.github.com/rest' };
  return { status, body: { ...body, status: String(status) } };
}

/** A refusal with GitHub's JSON body. */
export function refusal(status: number, message: string, errors?: unknown[]): Refusal {
  return new Refusal(problem(status, message, errors));
}

/** The whole body of a request. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** One page of `items` by `page` and `per_page` (30, at most 100), with GitHub's Link header. `url` is without a query. */
export function paged<Item>(
  items: readonly Item[],
  query: URLSearchParams,
  url: string,
): { items: Item[]; headers: Record<string, string> } {
  const size = pageSize(query);
  const page = Math.max(1, Number(query.get('page') ?? 1));
  const last = Math.max(1, Math.ceil(items.length / size));
  const links: string[] = [];
  const link = (rel: string, to: number) => {
    const linked = new URLSearchParams(query);
    linked.set('page', String(to));
    links.push(`<${url}?${linked}>; rel="${rel}"`);
  };
  if (page > 1) link('prev', page - 1);
  if (page < last) {
    link('next', page + 1);
    link('last', last);
  }
  if (page > 1) link('first', 1);
  return {
    items: items.slice((page - 1) * size, page * size),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}

/** `per_page`, which GitHub cuts at 100. */
export function pageSize(query: URLSearchParams): number {
  return Math.min(100, Math.max(1, Number(query.get('per_page') ?? 30)));
}
