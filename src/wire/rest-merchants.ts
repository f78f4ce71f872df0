/** The operations of the REST API about merchants, their users and their API tokens; a part of `restApi`. */
import { z } from 'zod';
import { textSchema } from '../domain/text.ts';
import { done, password } from './rest-requests.ts';
import {
  apiTokenSchema,
  currencySchema,
  idSchema,
  merchantRoleSchema,
  merchantSchema,
  pageOf,
  userSchema,
} from './rest-schemas.ts';

export const merchantApi = {
  listMerchants: {
    method: 'GET',
    path: '/api/merchants',
    summary: 'Merchants of the platform',
    permission: 'managePlatform',
    query: z.object({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      after: z.string().max(200).optional(),
    }),
    answer: pageOf(merchantSchema),
  },
  addMerchant: {
    method: 'POST',
    path: '/api/merchants',
    summary: 'Add a merchant; again with the same id gives the one that is there',
    permission: 'managePlatform',
    body: z.object({
      id: idSchema,
      name: textSchema,
      currency: currencySchema.default('CNY'),
      timeZone: z.string().max(64).default('Asia/Shanghai'),
      helpPhone: z.string().max(40).default(''),
      receiptFooter: textSchema.default({ zh: '谢谢惠顾', en: 'Thank you' }),
    }),
    answer: merchantSchema,
  },
  listUsers: {
    method: 'GET',
    path: '/api/merchants/{id}/users',
    summary: "A merchant's users",
    permission: 'manageUsers',
    answer: pageOf(userSchema),
  },
  addUser: {
    method: 'POST',
    path: '/api/merchants/{id}/users',
    summary: 'Add a user; a user with the same login of this merchant gets this password and role',
    permission: 'manageUsers',
    body: z.object({
      login: z
        .string()
        .min(1)
        .max(100)
        .regex(/^[^\s\p{C}]+$/u),
      displayName: z.string().max(100).default(''),
      password,
      role: merchantRoleSchema,
    }),
    answer: userSchema,
  },
  removeUser: {
    method: 'DELETE',
    path: '/api/merchants/{id}/users/{userId}',
    summary: 'Remove a user and end their sessions',
    permission: 'manageUsers',
    answer: done,
  },
  listTokens: {
    method: 'GET',
    path: '/api/merchants/{id}/tokens',
    summary: "A merchant's API tokens, without their secrets",
    permission: 'manageUsers',
    answer: pageOf(apiTokenSchema),
  },
  addToken: {
    method: 'POST',
    path: '/api/merchants/{id}/tokens',
    summary: 'Make an API token; its secret is shown this once',
    permission: 'manageUsers',
    body: z.object({ name: z.string().min(1).max(100), role: merchantRoleSchema }),
    answer: apiTokenSchema.extend({ token: z.string() }),
  },
  removeToken: {
    method: 'DELETE',
    path: '/api/merchants/{id}/tokens/{tokenId}',
    summary: 'Revoke an API token',
    permission: 'manageUsers',
    answer: done,
  },
} as const;
