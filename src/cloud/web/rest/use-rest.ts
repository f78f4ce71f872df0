/** Reads and changes through the REST client, for the merchant that is shown. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, OperationName } from '../../../wire/rest.ts';
import { useSession } from '../session/session.tsx';
import { callRest, type QueryValues, type RestRequest } from './rest-client.ts';

export interface ReadOptions {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: QueryValues;
  /** Show the page before while the next one loads. */
  readonly keepPrevious?: boolean;
  readonly enabled?: boolean;
}

/** The key under which an answer is kept; the first part is the operation's name. */
export function restKey(operation: OperationName, merchantId: string, options: ReadOptions = {}) {
  return [operation, merchantId, options.path ?? {}, options.query ?? {}] as const;
}

/** The answer of a reading operation, kept fresh by the live stream. */
export function useRest<K extends OperationName>(operation: K, options: ReadOptions = {}) {
  const { merchant, merchantQuery } = useSession();
  return useQuery<Answer<K>>({
    queryKey: restKey(operation, merchant.id, options),
    queryFn: () =>
      callRest(operation, {
        ...(options.path ? { path: options.path } : {}),
        query: { ...options.query, ...merchantQuery },
      }),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** A changing operation; afterwards everything the named operations read is read again. */
export function useChange<K extends OperationName>(operation: K, refreshes: readonly OperationName[]) {
  const { merchantQuery } = useSession();
  const queries = useQueryClient();
  return useMutation<Answer<K>, Error, RestRequest<K>>({
    mutationFn: (request) =>
      callRest(operation, { ...request, query: { ...request.query, ...merchantQuery } }),
    onSuccess: async () => {
      for (const name of refreshes) await queries.invalidateQueries({ queryKey: [name] });
    },
  });
}
