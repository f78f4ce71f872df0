/**
 * Stored-value cards of a merchant. A card's code and PIN are read from the body and go nowhere but to the
 * port; the audit names the card by its mask.
 */
import { Fault } from '../../domain/fault.ts';
import type { StoredValueCard } from '../../wire/rest.ts';
import type { CloudTransaction } from '../database/schema.ts';
import type { Call, Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { writeAudit } from './audit-rows.ts';
import { pageFrom, readCursor } from './page-cursor.ts';

type ReadingCards = 'readStoredValueCard' | 'listStoredValueCards';
type ChangingCards =
  | 'openStoredValueCard'
  | 'setCardPin'
  | 'unlockCard'
  | 'setCardOffline'
  | 'forgetCardFingers';

export function cardHandlers(ports: ApiPorts): Pick<Handlers, ReadingCards | ChangingCards> {
  return { ...readingHandlers(ports), ...changingHandlers(ports) };
}

function readingHandlers({ cards }: ApiPorts): Pick<Handlers, ReadingCards> {
  return {
    readStoredValueCard: async (call) => {
      const card = await cards.find(await call.merchantId(), call.body.code);
      if (!card) throw new Fault('NOT_FOUND', 'find a stored-value card');
      return card;
    },
    listStoredValueCards: async (call) => {
      const { limit, ending, locked } = call.query;
      const key = readCursor<[number, string]>(call.query.after, ['number', 'string']);
      const found = await cards.list(await call.merchantId(), {
        ...{ locked: locked === 'true', ending, limit: limit + 1 },
        after: key && { openedAtMs: key[0], id: key[1] },
      });
      return pageFrom(
        found,
        limit,
        (card) => card,
        ({ openedAtMs, id }) => [openedAtMs, id],
      );
    },
  };
}

interface Changed {
  readonly card: StoredValueCard;
  readonly facts?: Readonly<Record<string, unknown>>;
}

function changingHandlers(ports: ApiPorts): Pick<Handlers, ChangingCards> {
  const { cards, clock } = ports;
  return {
    openStoredValueCard: (call) =>
      audited(ports, call, 'openStoredValueCard', async (tx, merchantId) => {
        const card = await cards.open(tx, { ...call.body, merchantId, openedAtMs: clock.now() });
        if (!card) throw new Fault('ALREADY_EXISTS', 'open a stored-value card');
        const { balanceMinor, currency } = card;
        return { card, facts: { balanceMinor, currency } };
      }),
    setCardPin: (call) =>
      audited(ports, call, 'setCardPin', async (tx, merchantId) => ({
        card: await cards.setPin(tx, merchantId, call.body.code, call.body.pin),
      })),
    unlockCard: (call) =>
      audited(ports, call, 'unlockCard', async (tx, merchantId) => ({
        card: await cards.unlock(tx, merchantId, call.param('id')),
      })),
    setCardOffline: (call) =>
      audited(ports, call, 'setCardOffline', async (tx, merchantId) => {
        const { offlineMinor } = call.body;
        const card = await cards.setOffline(tx, merchantId, call.param('id'), offlineMinor);
        return { card, facts: { offlineMinor } };
      }),
    forgetCardFingers: async (call) => {
      await audited(ports, call, 'forgetCardFingers', async (tx, merchantId) => ({
        card: await cards.forgetFingers(tx, merchantId, call.param('id')),
      }));
      return { done: true };
    },
  };
}

/** Changes a card and writes down who did, in one transaction. */
async function audited(
  { db, clock }: ApiPorts,
  call: Pick<Call<ChangingCards>, 'merchantId' | 'principal'>,
  action: ChangingCards,
  change: (tx: CloudTransaction, merchantId: string) => Promise<Changed>,
): Promise<StoredValueCard> {
  const merchantId = await call.merchantId();
  return db.transaction().execute(async (tx) => {
    const { card, facts } = await change(tx, merchantId);
    const act = { merchantId, action, subject: card.masked, ...(facts ? { facts } : {}) };
    await writeAudit(tx, call.principal(), act, clock.now());
    return card;
  });
}
