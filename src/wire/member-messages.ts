/** The messages about members: a machine asks who somebody is, the cloud says as much as the member lets it. */
import { z } from 'zod';
import { keptHoursMax, memberProofSchema, memberSchema } from '../domain/member.ts';

const id = z.string().min(1).max(40);
const atMs = z.number().int().min(0);

/** up/identify: `hash` is hex HMAC-SHA-256 of `by`, a space and the code or number, under the merchant's key. */
export const memberQuestionSchema = z.object({
  askId: id,
  by: memberProofSchema,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  expiresAtMs: atMs,
});
export type MemberQuestion = z.infer<typeof memberQuestionSchema>;

/** down/member: `tooMany` where this machine asked for too many that are unknown; it is to wait. */
export const memberAnswerSchema = z.object({
  askId: id,
  state: z.enum(['found', 'unknown', 'tooMany']),
  member: memberSchema.optional(),
  /** For how long the machine may keep what the member authorised, hours; none where it is absent. */
  keptHours: z.number().int().min(0).max(keptHoursMax).optional(),
  cloudTimeMs: atMs,
});
export type MemberAnswer = z.infer<typeof memberAnswerSchema>;

export const memberMessages = {
  identify: {
    direction: 'up',
    schema: memberQuestionSchema,
    retained: false,
    summary: 'A question with a deadline: which member is this',
  },
  member: { direction: 'down', schema: memberAnswerSchema, retained: false, summary: 'Who it is' },
} as const;
