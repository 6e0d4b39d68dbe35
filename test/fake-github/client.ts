import type { operations } from './control.ts';
import type { Fake } from './fake.ts';

type Operations = typeof operations;

/** Options of an operation; none need be given where all may be left out. */
type Arguments<Operation> = Operation extends (fake: Fake, options: infer Options) => unknown
  ? unknown extends Options
    ? []
    : Record<never, never> extends Options
      ? [options?: Options]
      : [options: Options]
  : never;

/**
 * Controls a fake GitHub over HTTP. Its methods are the operations of `control.ts`, each with one object of options:
 * `await client.openPull({ repo: 'acme/shop', head: 'topic' })`. A method rejects with an Error when the operation can
 * not be done.
 */
export type Client = {
  [Name in keyof Operations]: (...given: Arguments<Operations[Name]>) => Promise<Awaited<ReturnType<Operations[Name]>>>;
};

/** A client for the fake GitHub at this origin, also one of another process. */
export function createClient(url: string): Client {
  const call = async (name: string, options: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}/_fake/${name}`, { method: 'POST', body: JSON.stringify(options ?? {}) });
    const body = (await answer.json()) as { message?: string };
    if (!answer.ok) throw new Error(`fake GitHub, ${name}: ${body?.message}`);
    return body;
  };
  return new Proxy({} as Client, {
    // A client is no promise, though `await` asks.
    get: (_, name) =>
      typeof name === 'string' && name !== 'then' ? (options: unknown) => call(name, options) : undefined,
  });
}
