import t from 'tap';
import type { PricedLine } from '../../../src/domain/basket.ts';
import type { FaultCode } from '../../../src/domain/fault-catalogue.ts';
import type { Page, View } from '../../../src/kiosk/screen/view.ts';
import { type Move, newVisit, nextMove, seeing, type Visit } from '../../../src/technician/shopper.ts';

const text = { zh: '可乐', en: 'Cola' };
const line: PricedLine = {
  lineId: 'lin_1',
  productId: 'cola',
  name: text,
  category: 'drinks',
  quantity: 1,
  unitPriceMinor: 300,
  regularMinor: 300,
  discountMinor: 0,
  dueMinor: 300,
  discounts: [],
  delivery: { how: 'none' },
};

function view(page: Page, notice?: { noticeId: number; code: FaultCode }, lines = [line]): View {
  return {
    revision: 1,
    serverTimeMs: 0,
    language: 'zh',
    machineName: text,
    merchantName: text,
    kioskId: 'kiosk-1',
    helpPhone: '',
    currency: 'CNY',
    online: true,
    page,
    lines,
    totals: { pieces: 1, regularMinor: 300, discountMinor: 0, dueMinor: 300 },
    selections: [],
    canScan: true,
    limits: [],
    ...(notice ? { notice: { ...notice, tone: 'warning' as const } } : {}),
  };
}

const receipt = (state: 'printing' | 'printed') => ({ state, link: 'http://127.0.0.1/' });
const done = (state: 'printing' | 'printed'): Page => ({
  page: 'done',
  deliveries: [],
  changeMinor: 0,
  changeOwedMinor: 0,
  receipt: receipt(state),
});
const refunded = (refund: 'inExecution' | 'refunded'): Page => ({
  page: 'refunded',
  deliveries: [],
  refundMinor: 300,
  refund,
  by: 'code',
  reason: 'DISPENSER_JAM',
  receipt: receipt('printed'),
});
const tenders: Page = { page: 'tenderChoice', tenders: [{ tender: 'code' }, { tender: 'cash' }] };
const code = { tender: 'code' } as const;
const cash = { tender: 'cash' } as const;

/** Walks through pages and gives the last move. */
function walk(wish: typeof code | typeof cash, pages: readonly Page[], cashTargetMinor = 0): Move {
  let visit: Visit | undefined;
  let move: Move = { move: 'wait' };
  for (const page of pages) {
    const seen = view(page);
    visit = seeing(seen, visit ?? newVisit(seen));
    move = nextMove(seen, wish, visit);
    if (move.move === 'tap') visit = { ...visit, began: true };
    if (move.move === 'present') visit = { ...visit, began: true, presented: true, cashTargetMinor };
  }
  return move;
}

const presentCode: Page = { page: 'presentCode', platforms: ['alipay'] };
const waiting: Page = { page: 'waitingForPayment', platform: 'alipay', stage: 'sent' };
const list: Page = { page: 'list' };

t.test(
  'a shopper with a phone taps pay, chooses the code, shows it and waits for goods and receipt',
  async (t) => {
    t.same(walk(code, [list]), { move: 'tap', tap: { tap: 'pay' } });
    t.same(walk(code, [list, tenders]), { move: 'tap', tap: { tap: 'chooseTender', tender: 'code' } });
    t.same(walk(code, [list, tenders, presentCode]), { move: 'present' });
    t.same(walk(code, [list, tenders, presentCode, presentCode]), { move: 'wait' });
    const paid = [list, tenders, presentCode, waiting, { page: 'delivering', deliveries: [] } as const];
    t.same(walk(code, paid), { move: 'wait' });
    t.same(walk(code, [...paid, done('printing')]), { move: 'wait' });
    t.same(walk(code, [...paid, done('printed')]), { move: 'rest', ending: 'sold' });
  },
);

t.test('a sale that the screen has shown as done stays sold when its page goes away', async (t) => {
  const pages = [list, tenders, presentCode, waiting, done('printing'), { page: 'welcome' } as const];
  t.same(walk(code, pages), { move: 'rest', ending: 'sold' });
});

t.test('a declined payment ends the visit, one declined before it is tried again', async (t) => {
  const failed: Page = { page: 'paymentFailed', reason: 'PAY_DECLINED' };
  t.same(walk(code, [failed]), { move: 'tap', tap: { tap: 'retry' } });
  t.same(walk(code, [list, tenders, presentCode, waiting, failed]), {
    move: 'rest',
    ending: 'declined',
    reason: 'PAY_DECLINED',
  });
});

t.test('a refund is waited for', async (t) => {
  const pages = [list, tenders, presentCode, waiting, refunded('inExecution')];
  t.same(walk(code, pages), { move: 'wait' });
  t.match(walk(code, [...pages, refunded('refunded')]), { move: 'rest', ending: 'refunded' });
});

t.test('cash is enough only when every coin has been counted', async (t) => {
  const inserted = (insertedMinor: number): Page => ({ page: 'insertCash', insertedMinor });
  t.same(walk(cash, [list, tenders, inserted(0)]), { move: 'present' });
  t.same(walk(cash, [list, tenders, inserted(0), inserted(100)], 200), { move: 'wait' });
  t.match(walk(cash, [list, tenders, inserted(0), inserted(200)], 200), { ending: 'moreCashNeeded' });
  t.same(walk(cash, [list, tenders, inserted(0), inserted(300)], 300), { move: 'wait' });
});

t.test('a shopper who changed the mind goes back to the other way to pay', async (t) => {
  t.same(walk(cash, [presentCode]), { move: 'tap', tap: { tap: 'back' } });
  t.same(walk(code, [{ page: 'insertCash', insertedMinor: 0 }]), { move: 'tap', tap: { tap: 'back' } });
});

t.test('the machine says why a way to pay is not there', async (t) => {
  const offline: Page = {
    page: 'tenderChoice',
    tenders: [{ tender: 'code', unavailable: 'PAY_OFFLINE' }, { tender: 'cash' }],
  };
  t.same(walk(code, [list, offline]), { move: 'rest', ending: 'unavailable', reason: 'PAY_OFFLINE' });
});

t.test('only a notice that came during the visit is an answer to it', async (t) => {
  const old = view(tenders, { noticeId: 4, code: 'PAY_OFFLINE' });
  const visit = newVisit(old);
  t.same(nextMove(old, code, visit), { move: 'tap', tap: { tap: 'chooseTender', tender: 'code' } });
  const fresh = view(tenders, { noticeId: 5, code: 'PAY_OFFLINE' });
  t.match(nextMove(fresh, code, visit), { ending: 'unavailable', reason: 'PAY_OFFLINE' });
});

t.test('without goods, or with another shopper’s page, there is nothing to pay', async (t) => {
  const empty = view(list, undefined, []);
  t.match(nextMove(empty, code, newVisit(empty)), { ending: 'nothingToPay' });
  for (const page of [{ page: 'welcome' } as const, done('printed'), refunded('refunded')]) {
    t.match(walk(code, [page]), { ending: 'nothingToPay' });
  }
  t.match(walk(code, [{ page: 'outOfService', reason: 'JOURNAL_DISK_FULL' }]), {
    ending: 'outOfService',
    reason: 'JOURNAL_DISK_FULL',
  });
});
