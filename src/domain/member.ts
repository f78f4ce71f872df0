/**
 * Members of a merchant: who is greeted, which price they get, and how they authorised their list to be
 * shown. A machine knows a member by `memberId` and a masked name; codes and phone numbers leave it as keyed
 * hashes only, and nothing of a member is in the journal but the id, beside a sealed field.
 */
import { z } from 'zod';
import { displayWishSchema } from './display-rules.ts';

/** How members may say who they are at a site; their code always, a phone number where it is allowed. */
export const memberWaysSchema = z.object({ phone: z.boolean() }).readonly();

/** What a site does about members, in its bundle; a site without it knows none. */
export const memberPolicySchema = z
  .object({
    /** Base64 of 32 bytes: the key under which codes and phone numbers are hashed on the machine. */
    hashKey: z.string().length(44),
    /** Whether a phone number may be typed instead of showing the code. */
    phone: z.boolean(),
  })
  .readonly();

/** How somebody said who they are; a code proves possession, a phone number only knowledge. */
export const memberProofSchema = z.enum(['code', 'phone']);
export type MemberProof = z.infer<typeof memberProofSchema>;

/** A member as a machine may know them. */
export const memberSchema = z
  .object({
    memberId: z.string().min(1).max(40),
    /** `王*明`, for the greeting. */
    nameMasked: z.string().max(40),
    /** Whether goods have their member price. */
    memberPrice: z.boolean(),
    /** As they authorised; absent where they did not. */
    display: displayWishSchema.optional(),
    /** Absent where it is not known. */
    pointsBalance: z.number().int().min(0).max(1_000_000_000).optional(),
  })
  .readonly();
export type Member = z.infer<typeof memberSchema>;

/** Longest stay of a member's settings on a machine, hours; members authorise fewer, or none. */
export const keptHoursMax = 72;

/** `王*明`, `李*`, `A*** L***`: enough to be greeted by, too little to be known by. */
export function maskName(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean).slice(0, 4);
  if (words.length === 0) return '*';
  return words.map(maskWord).join(' ').slice(0, 40);
}

function maskWord(word: string): string {
  const chars = [...word];
  const [first = '*'] = chars;
  if (/^[\p{ASCII}\p{Script=Latin}]+$/u.test(word)) return `${first}***`;
  return chars.length < 3 ? `${first}*` : `${first}*${chars.at(-1)}`;
}
