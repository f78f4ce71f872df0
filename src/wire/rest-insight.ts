/** The operation of the REST API about how visits go; a part of `restApi`. */
import { z } from 'zod';
import { faces, funnelSteps } from '../domain/interaction.ts';
import { merchantQuery } from './rest-requests.ts';
import { idSchema } from './rest-schemas.ts';

export const insightApi = {
  readFunnel: {
    method: 'GET',
    path: '/api/funnel',
    summary:
      'How many visits reached each step up to paying; counted from interactions, some of which may be lost',
    permission: 'read',
    query: merchantQuery.extend({
      face: z.enum(faces).default('kiosk'),
      /** One machine, or one client's cashier page. */
      source: idSchema.optional(),
      from: z.coerce.number().int().min(0),
      to: z.coerce.number().int().min(0),
    }),
    answer: z.object({
      steps: z.array(z.object({ step: z.enum(funnelSteps), visits: z.number().int() })),
      dropped: z.number().int(),
      pages: z.array(z.object({ page: z.string(), visits: z.number().int() })),
      elements: z.array(z.object({ page: z.string(), element: z.string(), touches: z.number().int() })),
    }),
  },
} as const;
