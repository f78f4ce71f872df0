/** Parking that went with an order: which car, its stay, 0.00 beside what the lot waived, or how it stands. */
import type { OrderDetail } from '../../../wire/rest.ts';
import { faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { Card, Facts } from '../parts/card.tsx';
import { Money } from '../parts/money.tsx';
import { SiteTime } from '../time/site-time.tsx';

const texts = {
  title: { zh: '停车', en: 'Parking' },
  car: { zh: '车辆', en: 'Car' },
  lot: { zh: '停车场', en: 'Lot' },
  state: { zh: '状态', en: 'State' },
  entered: { zh: '入场', en: 'Entered' },
  stayed: { zh: '停留', en: 'Stayed' },
  minutes: { zh: '{n} 分钟', en: '{n} min' },
  waived: { zh: '已减免', en: 'Waived' },
  due: { zh: '停车费', en: 'Parking fee' },
  leaveBy: { zh: '免费至', en: 'Free until' },
};

const states = {
  asked: { zh: '付款后减免', en: 'Once it is paid' },
  intended: { zh: '正在请停车场减免', en: 'Being asked of the lot' },
  granted: { zh: '已减免', en: 'Granted' },
  refused: { zh: '未减免', en: 'Not granted' },
} as const;

/** Nothing where none was asked for. */
export function OrderParking({ order }: { order: OrderDetail }) {
  const { say } = useLanguage();
  const { parking, currency } = order;
  if (!parking) return null;
  const { stay, leaveByMs, reason } = parking;
  const state = say(states[parking.state]);
  return (
    <Card title={texts.title}>
      <Facts
        facts={[
          [texts.car, parking.carMasked],
          [texts.lot, parking.lotId],
          [texts.state, reason ? `${state} · ${say(faultTitle(reason))}` : state],
          ...(stay
            ? ([
                [texts.entered, <SiteTime key="entered" atMs={stay.enteredAtMs} style="full" />],
                [texts.stayed, say(texts.minutes).replace('{n}', String(Math.floor(stay.parkedS / 60)))],
                [texts.waived, <Money key="waived" minor={stay.feeMinor} currency={currency} />],
                [texts.due, <Money key="due" minor={0} currency={currency} />],
              ] as const)
            : []),
          ...(leaveByMs === undefined
            ? []
            : [[texts.leaveBy, <SiteTime key="leave" atMs={leaveByMs} style="full" />] as const]),
        ]}
      />
    </Card>
  );
}
