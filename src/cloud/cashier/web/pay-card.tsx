/** How the order can be paid here; what this device cannot do says so and cannot be chosen. */
import { useState } from 'react';
import { storedValueFormat } from '../../../domain/payment-code.ts';
import type { Text } from '../../../domain/text.ts';
import { Icon } from '../../../look/icon.tsx';
import type { IconName } from '../../../look/icons.ts';
import { useAsking } from '../../../look/phone/use-asking.ts';
import { platformName } from '../../../look/shared-texts.ts';
import { type OrderProps, useCashier, useShown } from './cashier-context.ts';
import { cashierTexts as texts } from './cashier-texts.ts';
import { RefusedNote } from './refused-note.tsx';
import { CardWay } from './ways/card-way.tsx';
import { CodeWay } from './ways/code-way.tsx';

const card = storedValueFormat.platform;
const pages = { code: 'payByCode', card: 'payByCard' } as const;

export function PayCard({ order }: OrderProps) {
  const { say, live, events } = useCashier();
  const choose = (chosen: 'code' | 'card') => {
    events.touched('chooseTender');
    setWay(chosen);
  };
  const [way, setWay] = useState<'code' | 'card'>();
  useShown(way ? pages[way] : 'order');
  const { asking, refused, ask } = useAsking();
  const scanned = order.scanned.filter((platform) => platform !== card);
  const back = () => setWay(undefined);
  if (way === 'code') return <CodeWay order={order} back={back} />;
  if (way === 'card') return <CardWay order={order} back={back} />;
  const names = scanned.map((platform) => say(platformName(platform))).join(say({ zh: '、', en: ', ' }));
  return (
    <section className="card">
      <h2>{say(texts.how)}</h2>
      <RefusedNote code={refused} />
      <div className="ways">
        {order.shown.map((platform) => (
          <Way
            key={platform}
            icon="qr"
            name={say(texts.scanCode, { platform: say(platformName(platform)) })}
            note={texts.scanCodeNote}
            disabled={asking}
            choose={() => void ask(async () => void (await live.pay({ show: platform })))}
          />
        ))}
        {scanned.length > 0 ? (
          <Way
            icon="barcode"
            name={say(texts.showCode)}
            note={{
              zh: texts.showCodeNote.zh.replace('{platforms}', names),
              en: texts.showCodeNote.en.replace('{platforms}', names),
            }}
            choose={() => choose('code')}
          />
        ) : null}
        {order.scanned.includes(card) ? (
          <Way icon="wallet" name={say(texts.card)} note={texts.cardNote} choose={() => choose('card')} />
        ) : null}
        <Way icon="hand" name={say(texts.finger)} note={texts.fingerWhy} />
        <Way icon="people" name={say(texts.face)} note={texts.faceWhy} />
      </div>
    </section>
  );
}

interface WayProps {
  readonly icon: IconName;
  readonly name: string;
  readonly note: Text;
  readonly disabled?: boolean;
  /** Absent for what this device cannot do. */
  readonly choose?: () => void;
}

function Way({ icon, name, note, disabled = false, choose }: WayProps) {
  const { say } = useCashier();
  const words = (
    <>
      <span className="way-icon">
        <Icon name={icon} />
      </span>
      <span className="way-words">
        <strong>{name}</strong>
        {choose ? null : <em>{say(texts.notHere)}</em>}
        <span>{say(note)}</span>
      </span>
    </>
  );
  if (!choose) return <div className="way way-absent">{words}</div>;
  return (
    <button type="button" className="way" disabled={disabled} onClick={choose}>
      {words}
      <Icon name="chevronRight" />
    </button>
  );
}
