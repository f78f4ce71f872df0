/** The numbers of the overview, each a link to the rows behind it. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Currency } from '../../../domain/money.ts';
import type { Text } from '../../../domain/text.ts';
import { counted, joined } from '../language/counted.ts';
import { useLanguage } from '../language/language.tsx';
import type { Tone } from '../language/state-texts.ts';
import { needsLook } from '../machines/selling-state.ts';
import { refundedMinor } from '../orders/order-summary.ts';
import { amountText } from '../parts/amount-text.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { duration } from '../time/age.ts';
import type { OverviewFacts } from './judge.ts';

const names = {
  selling: { zh: '在线售卖的机器', en: 'Selling online' },
  takings: { zh: '今日营业额', en: 'Takings today' },
  payments: { zh: '未了结的付款', en: 'Payments not closed' },
  refunds: { zh: '执行中的退款', en: 'Refunds in execution' },
  alarms: { zh: '未解除的告警', en: 'Open alarms' },
  setAside: { zh: '搁置的记录', en: 'Records set aside' },
};

const forTechnician: Text = { zh: '需要技术人员查看', en: 'needs a technician' };
const nothing: Text = { zh: '没有', en: 'none' };

export function StatTiles({ facts }: { facts: OverviewFacts }) {
  const { kiosks, open, sales } = facts.overview;
  return (
    <div className="tiles">
      <Tile
        to="/machines"
        icon="machine"
        name={names.selling}
        tone={facts.kiosks.some(needsLook) ? 'bad' : 'quiet'}
        value={
          <>
            {kiosks.selling}
            <small> / {kiosks.total}</small>
          </>
        }
        note={presenceText(facts)}
      />
      <Tile
        to={`/orders?from=${sales.sinceMs}`}
        icon="coins"
        name={names.takings}
        tone="quiet"
        value={amountText(sales.paidMinor, sales.currency)}
        note={averageText(sales.paidMinor, sales.orders, sales.currency)}
      />
      <Tile
        to="/orders?state=open"
        icon="clock"
        name={names.payments}
        tone={open.orders > 0 ? 'warning' : 'quiet'}
        value={open.orders}
        note={open.orders > 0 ? inAll(dueOf(facts), sales.currency) : nothing}
      />
      <Tile
        to="/orders?state=deliveryFailRefundInExecution"
        icon="undo"
        name={names.refunds}
        tone={open.refunds > 0 ? 'warning' : 'quiet'}
        value={open.refunds}
        note={open.refunds > 0 ? inAll(refundsOf(facts), sales.currency) : nothing}
      />
      <Tile
        to="/alarms"
        icon="alarm"
        name={names.alarms}
        tone={open.alarms > 0 ? 'warning' : 'quiet'}
        value={open.alarms}
        note={open.alarms > 0 ? oldestText(facts) : nothing}
      />
      <Tile
        to="/records"
        icon="inbox"
        name={names.setAside}
        tone={open.poison > 0 ? 'warning' : 'quiet'}
        value={open.poison}
        note={open.poison > 0 ? forTechnician : nothing}
      />
    </div>
  );
}

interface TileProps {
  readonly to: string;
  readonly icon: IconName;
  readonly name: Text;
  readonly value: ReactNode;
  readonly note: Text;
  readonly tone: Tone;
}

function Tile({ to, icon, name, value, note, tone }: TileProps) {
  const { say } = useLanguage();
  return (
    <Link href={to} className={`tile tone-${tone}`}>
      <span className="tile-name">
        <Icon name={icon} sizePx={18} />
        {say(name)}
      </span>
      <span className="tile-value number">{value}</span>
      <span className="tile-note">{say(note)}</span>
    </Link>
  );
}

function presenceText({ overview, kiosks }: OverviewFacts): Text {
  const fresh = kiosks.filter((kiosk) => kiosk.presence === 'neverSeen').length;
  const away = overview.kiosks.total - overview.kiosks.online - fresh;
  const parts = [
    { zh: `${overview.kiosks.online} 台在线`, en: `${overview.kiosks.online} online` },
    ...(away > 0 ? [{ zh: `${away} 台离线`, en: `${away} offline` }] : []),
    ...(fresh > 0 && away === 0 ? [{ zh: `${fresh} 台待装`, en: `${fresh} new` }] : []),
  ];
  return joined(parts, { zh: ' · ', en: ' · ' });
}

function averageText(paidMinor: number, orders: number, currency: Currency): Text {
  const count = counted(orders, '单', 'order');
  if (orders === 0) return count;
  const average = amountText(Math.round(paidMinor / orders), currency);
  return { zh: `${count.zh} · 均价 ${average}`, en: `${count.en} · avg ${average}` };
}

function inAll(minor: number, currency: Currency): Text {
  const amount = amountText(minor, currency);
  return { zh: `合计 ${amount}`, en: `${amount} in all` };
}

function dueOf({ openOrders }: OverviewFacts): number {
  return openOrders.reduce((sum, order) => sum + order.total, 0);
}

function refundsOf({ openOrders }: OverviewFacts): number {
  return openOrders
    .filter((order) => order.state === 'deliveryFailRefundInExecution')
    .reduce((sum, order) => sum + refundedMinor(order), 0);
}

function oldestText({ alarms, nowMs }: OverviewFacts): Text {
  const oldestMs = Math.min(nowMs, ...alarms.map((alarm) => alarm.sinceMs));
  const age = duration(nowMs - oldestMs);
  return { zh: `最早的已有 ${age.zh}`, en: `oldest for ${age.en}` };
}
