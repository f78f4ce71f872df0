/**
 * `kioskctl orders`: the newest orders as the machine knows them; when the machine is down, as the cloud does.
 */
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import { type Currency, formatMoney } from '../domain/money.ts';
import { askMachine, type Desk, show } from './desk.ts';
import { httpJson } from './http-json.ts';
import { table } from './plain-table.ts';
import { readAnswer } from './read-answer.ts';

const name = z.looseObject({ zh: z.string(), en: z.string() });
const line = z.looseObject({ name, quantity: z.number(), weightGrams: z.number().optional() });
const currency = z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']);

const machineOrderSchema = z.looseObject({
  orderId: z.string(),
  state: z.string(),
  currency,
  lines: z.array(line),
  totals: z.looseObject({ dueMinor: z.number() }),
  openedAtMs: z.number(),
});
const cloudOrderSchema = z.looseObject({
  id: z.string(),
  state: z.string(),
  currency,
  lines: z.array(line),
  total: z.number(),
  times: z.looseObject({ openedAtMs: z.number() }),
});

interface OrderRow {
  readonly orderId: string;
  readonly state: string;
  readonly currency: Currency;
  readonly dueMinor: number;
  readonly openedAtMs: number;
  readonly lines: readonly z.infer<typeof line>[];
}

/** Prints the newest `limit` orders, the newest first. */
export async function ordersCommand(desk: Desk, limit: number): Promise<void> {
  const { value, rows } = await readOrders(desk, limit);
  show(desk, value, () => ordersText(rows));
}

async function readOrders(desk: Desk, limit: number): Promise<{ value: unknown; rows: OrderRow[] }> {
  try {
    const value = await askMachine(desk, `orders?limit=${limit}`);
    const orders = readAnswer(z.array(machineOrderSchema), value, 'the orders of the machine');
    return { value, rows: orders.map((order) => ({ ...order, dueMinor: order.totals.dueMinor })) };
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'ADDRESS_UNREACHABLE') throw error;
    const fromCloud = await cloudOrders(desk, limit);
    if (!fromCloud) throw error;
    desk.note('The machine does not answer; these orders are from the cloud.');
    return fromCloud;
  }
}

async function cloudOrders(desk: Desk, limit: number) {
  const { demo } = await desk.target();
  if (!demo?.kept.apiToken) return undefined;
  const { kioskId, apiToken } = demo.kept;
  const url = `${demo.running.cloud}/api/orders?kiosk=${kioskId}&limit=${Math.min(limit, 200)}`;
  const shape = z.looseObject({ items: z.array(cloudOrderSchema) });
  const page = readAnswer(shape, await httpJson({ url, token: apiToken }), 'the orders of the cloud');
  const rows = page.items.map((order) => ({
    ...order,
    orderId: order.id,
    dueMinor: order.total,
    openedAtMs: order.times.openedAtMs,
  }));
  return { value: page.items, rows };
}

function ordersText(rows: readonly OrderRow[]): string {
  if (rows.length === 0) return 'No orders yet.';
  return table(
    [
      ['order', 'opened (UTC)', 'due', 'state', 'goods'],
      ...rows.map((row) => [
        row.orderId,
        new Date(row.openedAtMs).toISOString().slice(0, 19).replace('T', ' '),
        formatMoney(row.dueMinor, row.currency),
        row.state,
        row.lines
          .map(({ name: of, quantity, weightGrams }) =>
            weightGrams === undefined ? `${of.zh} × ${quantity}` : `${of.zh} ${weightGrams / 1000} kg`,
          )
          .join(', '),
      ]),
    ],
    [2],
  );
}
