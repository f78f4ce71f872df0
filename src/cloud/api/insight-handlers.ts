/** How visits go: the funnel of a merchant's machines or cashier pages. */
import type { Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';

export function insightHandlers({ readFunnel }: ApiPorts): Pick<Handlers, 'readFunnel'> {
  return {
    readFunnel: async (call) => {
      const { face, source, from, to } = call.query;
      return readFunnel({
        merchantId: await call.merchantId(),
        ...{ face, source, fromMs: from, toMs: to },
      });
    },
  };
}
