/** What a server answered, checked by a schema before it is used. */
import type { z } from 'zod';
import { Fault } from '../domain/fault.ts';

/** The answer as the schema has it; throws `INPUT_MALFORMED` naming the first fields that do not fit. */
export function readAnswer<S extends z.ZodType>(schema: S, answer: unknown, what: string): z.output<S> {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  const where = read.error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Fault('INPUT_MALFORMED', `read ${what} (${where.join('; ')})`);
}
