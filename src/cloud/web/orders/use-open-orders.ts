/** The orders of several states as one list, newest first; the cloud is asked for each state by itself. */
import { useQueries } from '@tanstack/react-query';
import type { RestOrder } from '../../../wire/rest.ts';
import { callRest, type QueryValues } from '../rest/rest-client.ts';
import { restKey } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { openStates } from './order-states.ts';

const perStateMax = 200;

export interface OpenOrders {
  readonly orders: readonly RestOrder[] | undefined;
  readonly error: Error | null;
  readonly again: () => void;
}

/** All orders with money on the way that fit `query`. */
export function useOpenOrders(query: QueryValues = {}, enabled = true): OpenOrders {
  const { merchant, merchantQuery } = useSession();
  const answers = useQueries({
    queries: openStates.map((state) => {
      const asked = { ...query, state, limit: perStateMax };
      return {
        queryKey: restKey('listOrders', merchant.id, { query: asked }),
        queryFn: () => callRest('listOrders', { query: { ...asked, ...merchantQuery } }),
        enabled,
      };
    }),
  });
  const complete = answers.every((answer) => answer.data !== undefined);
  return {
    orders: complete
      ? answers
          .flatMap((answer) => answer.data?.items ?? [])
          .sort((a, b) => b.times.openedAtMs - a.times.openedAtMs)
      : undefined,
    error: answers.find((answer) => answer.error)?.error ?? null,
    again: () => {
      for (const answer of answers) void answer.refetch();
    },
  };
}
