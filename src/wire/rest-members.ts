/** The operations of the REST API about members; a part of `restApi`. */
import { z } from 'zod';
import { displayWishSchema } from '../domain/display-rules.ts';
import { keptHoursMax } from '../domain/member.ts';
import { readPhone } from '../domain/phone.ts';
import { done, merchantQuery, pageQuery, searchText } from './rest-requests.ts';
import { pageOf } from './rest-schemas.ts';

const keptHours = z.number().int().min(0).max(keptHoursMax);

export const memberAccountSchema = z.object({
  id: z.string(),
  name: z.string(),
  codeMasked: z.string(),
  phoneMasked: z.string().nullable(),
  memberPrice: z.boolean(),
  /** As the member authorised; `null` where they did not. */
  display: displayWishSchema.nullable(),
  /** For how long machines may keep what the member authorised, hours. */
  keptHours,
  createdAtMs: z.number().int(),
  updatedAtMs: z.number().int(),
});
export type MemberAccount = z.infer<typeof memberAccountSchema>;

/** What people set of a member. */
export const memberDraftSchema = z.object({
  name: z.string().trim().min(1).max(80),
  /** Left out it stays as it is, `null` removes it. Stored as a hash, shown masked. */
  phone: z
    .string()
    .max(24)
    .refine((typed) => readPhone(typed) !== undefined)
    .nullable()
    .optional(),
  memberPrice: z.boolean().default(true),
  display: displayWishSchema.nullable().default(null),
  keptHours: keptHours.default(0),
});

/** The whole code is shown this once. */
const withCode = memberAccountSchema.extend({ code: z.string() });

export const memberApi = {
  listMembers: {
    method: 'GET',
    path: '/api/members',
    summary: 'Members by name',
    permission: 'manageMembers',
    query: pageQuery.extend({ text: searchText }),
    answer: pageOf(memberAccountSchema),
  },
  addMember: {
    method: 'POST',
    path: '/api/members',
    summary: 'Add a member; the member code is shown this once',
    permission: 'manageMembers',
    query: merchantQuery,
    body: memberDraftSchema,
    answer: withCode,
  },
  changeMember: {
    method: 'PUT',
    path: '/api/members/{id}',
    summary: 'Change a member and what they authorised; machines know it at the next greeting',
    permission: 'manageMembers',
    query: merchantQuery,
    body: memberDraftSchema,
    answer: memberAccountSchema,
  },
  renewMemberCode: {
    method: 'POST',
    path: '/api/members/{id}/code',
    summary: 'Give a member another code, shown this once; the old one is void',
    permission: 'manageMembers',
    query: merchantQuery,
    answer: withCode,
  },
  removeMember: {
    method: 'DELETE',
    path: '/api/members/{id}',
    summary: 'Delete a member; of their orders only the bare id remains',
    permission: 'manageMembers',
    query: merchantQuery,
    answer: done,
  },
} as const;
