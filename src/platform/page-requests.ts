/** What a page that nobody signs in to may ask: only our own pages ask, and each body goes through its schema. */
import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import { Fault } from '../domain/fault.ts';

const issuesShown = 5;
const whereCharsMax = 500;

/** Throws `ACCESS_DENIED` for what a page of another site makes a browser send. */
export function refuseOtherSites(headers: IncomingHttpHeaders): void {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  const own = origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
  if (!own || (site !== undefined && site !== 'same-origin' && site !== 'none')) {
    throw new Fault('ACCESS_DENIED', 'take a request of another site');
  }
}

/** Throws `INPUT_MALFORMED` with where it is, never with what was sent. */
export function parsedBy<S extends z.ZodType>(schema: S, value: unknown, part: string): z.output<S> {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  const where = result.error.issues
    .slice(0, issuesShown)
    .map((issue) => `${[part, ...issue.path].join('.')}: ${issue.message}`);
  throw new Fault('INPUT_MALFORMED', 'read the request', {
    facts: { where: where.join('; ').slice(0, whereCharsMax) },
  });
}
