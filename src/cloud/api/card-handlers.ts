/** Stored-value cards of a merchant. A card's code is read from the body and goes nowhere but to the port. */
import { Fault } from '../../domain/fault.ts';
import type { Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { writeAudit } from './audit-rows.ts';

type CardOperations = 'openStoredValueCard' | 'readStoredValueCard';

export function cardHandlers({ db, clock, cards }: ApiPorts): Pick<Handlers, CardOperations> {
  return {
    openStoredValueCard: async (call) => {
      const merchantId = await call.merchantId();
      const openedAtMs = clock.now();
      return db.transaction().execute(async (tx) => {
        const card = await cards.open(tx, { ...call.body, merchantId, openedAtMs });
        if (!card) throw new Fault('ALREADY_EXISTS', 'open a stored-value card');
        const { masked, balanceMinor, currency } = card;
        const facts = { balanceMinor, currency };
        const act = { merchantId, action: 'openStoredValueCard', subject: masked, facts };
        await writeAudit(tx, call.principal(), act, openedAtMs);
        return card;
      });
    },
    readStoredValueCard: async (call) => {
      const card = await cards.find(await call.merchantId(), call.body.code);
      if (!card) throw new Fault('NOT_FOUND', 'find a stored-value card');
      return card;
    },
  };
}
