/** What left the machine for an order, piece by piece, and how that is known. */

import type { Text } from '../../../domain/text.ts';
import type { OrderDetail } from '../../../wire/rest.ts';
import { faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { deliveryStates, proofText } from '../language/state-texts.ts';
import { Card } from '../parts/card.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { SiteTime } from '../time/site-time.tsx';

const texts = {
  title: { zh: '出货', en: 'Delivery' },
  slot: { zh: '货道', en: 'slot' },
  recipe: { zh: '配方', en: 'recipe' },
  door: { zh: '柜门', en: 'door' },
  none: { zh: '自取', en: 'from the counter' },
  vend: { zh: '售货机选择', en: 'selection of the vending machine' },
  proof: { zh: '证明', en: 'proof' },
};

type Delivery = OrderDetail['deliveries'][number];

export function OrderDeliveries({ order }: { order: OrderDetail }) {
  const { say } = useLanguage();
  if (order.deliveries.length === 0) return null;
  const names = new Map<string, Text>(order.lines.map((line) => [line.lineId, line.name]));
  return (
    <Card title={texts.title}>
      <ul className="rows">
        {order.deliveries.map((delivery) => (
          <li key={delivery.id} className="row">
            <span className="row-main">
              <span className="row-title">
                {say(names.get(delivery.lineId) ?? texts.title)}{' '}
                <span className="quiet">
                  {say({ zh: `第 ${delivery.piece + 1} 件`, en: `piece ${delivery.piece + 1}` })}
                </span>
              </span>
              <span className="row-note">
                {notes(delivery, say).join(' · ')} ·{' '}
                <SiteTime atMs={delivery.endedAtMs ?? delivery.startedAtMs} style="second" />
              </span>
            </span>
            <span className="row-side">
              <StateBadge words={deliveryStates[delivery.state]} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function notes(delivery: Delivery, say: (text: Text) => string): string[] {
  return [
    targetText(delivery.target, say),
    ...(delivery.proof === undefined ? [] : [`${say(texts.proof)}: ${say(proofText(delivery.proof))}`]),
    ...(delivery.reason === undefined ? [] : [say(faultTitle(delivery.reason))]),
  ];
}

function targetText(target: Delivery['target'], say: (text: Text) => string): string {
  switch (target.how) {
    case 'slot':
      return `${say(texts.slot)} ${target.slot}`;
    case 'recipe':
      return `${say(texts.recipe)} ${target.recipe}`;
    case 'door':
      return `${say(texts.door)} ${target.door}`;
    case 'vend':
      return `${say(texts.vend)} ${target.item}`;
    case 'none':
      return say(texts.none);
  }
}
