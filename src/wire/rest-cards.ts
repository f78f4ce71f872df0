/** The operations of the REST API about stored-value cards; a part of `restApi`. */
import { z } from 'zod';
import { cardSecretPattern } from '../domain/card-secret.ts';
import { cardCodeSchema, done, merchantQuery, openCardSchema, pageQuery } from './rest-requests.ts';
import { pageOf, storedValueCardSchema } from './rest-schemas.ts';

const pin = z.string().regex(cardSecretPattern);

export const cardApi = {
  openStoredValueCard: {
    method: 'POST',
    path: '/api/stored-value-cards',
    summary: 'Open a stored-value card with a balance; one that is open keeps its own, `ALREADY_EXISTS`',
    permission: 'manageCards',
    query: merchantQuery,
    body: openCardSchema,
    answer: storedValueCardSchema,
  },
  readStoredValueCard: {
    method: 'POST',
    path: '/api/stored-value-cards/balance',
    summary: 'What is left on a card; its code goes in the body, so that no log of addresses holds it',
    permission: 'manageCards',
    query: merchantQuery,
    body: cardCodeSchema,
    answer: storedValueCardSchema,
  },
  listStoredValueCards: {
    method: 'GET',
    path: '/api/stored-value-cards',
    summary: 'Stored-value cards by their masks, newest first',
    permission: 'manageCards',
    query: pageQuery.extend({
      /** `true`: only those that wrong PINs locked. */
      locked: z.enum(['true', 'false']).optional(),
      /** The last four digits of the code. */
      ending: z
        .string()
        .regex(/^\d{4}$/)
        .optional(),
    }),
    answer: pageOf(storedValueCardSchema),
  },
  setCardPin: {
    method: 'PUT',
    path: '/api/stored-value-cards/pin',
    summary:
      'Set or change the PIN (six digits) or password (8 to 20 characters) of a card whose holder is there; it also unlocks the card',
    permission: 'manageCards',
    query: merchantQuery,
    body: cardCodeSchema.extend({ pin }),
    answer: storedValueCardSchema,
  },
  unlockCard: {
    method: 'POST',
    path: '/api/stored-value-cards/{id}/unlock',
    summary: 'Unlock a card that wrong PINs locked; its PIN stays',
    permission: 'manageCards',
    query: merchantQuery,
    answer: storedValueCardSchema,
  },
  setCardOffline: {
    method: 'PUT',
    path: '/api/stored-value-cards/{id}/offline',
    summary: 'How much of a card a machine may set apart for times without network; 0 for none',
    permission: 'manageCards',
    query: merchantQuery,
    body: z.object({ offlineMinor: z.number().int().min(0).max(100_000) }),
    answer: storedValueCardSchema,
  },
  forgetCardFingers: {
    method: 'DELETE',
    path: '/api/stored-value-cards/{id}/fingers',
    summary: 'No finger and no face stands for this card any more',
    permission: 'manageCards',
    query: merchantQuery,
    answer: done,
  },
} as const;
