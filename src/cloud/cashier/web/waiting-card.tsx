/** A charge is under way: what is waited for; or the code that the payer's phone scans. */
import { useState } from 'react';
import { isOpenable } from '../../../look/openable-code.ts';
import { useAsking } from '../../../look/phone/use-asking.ts';
import { QrCode } from '../../../look/qr-code.tsx';
import { platformName } from '../../../look/shared-texts.ts';
import { type OrderProps, useCashier, useShown } from './cashier-context.ts';
import { cashierTexts as texts } from './cashier-texts.ts';
import { RefusedNote } from './refused-note.tsx';

export function WaitingCard({ order }: OrderProps) {
  const { say } = useCashier();
  const { shownCode, platform } = order;
  useShown(shownCode ? 'scanToPay' : 'waiting');
  if (shownCode && platform) return <ShownCard order={order} />;
  return (
    <section className="card outcome" role="status">
      <span className="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <h2>{say(texts.waiting)}</h2>
      <p>{say(texts.waitingNote)}</p>
    </section>
  );
}

function ShownCard({ order }: OrderProps) {
  const { say, live, events } = useCashier();
  const { asking, refused, ask } = useAsking();
  const [given, setGiven] = useState(false);
  const platform = say(platformName(order.platform ?? ''));
  const code = order.shownCode?.code ?? '';
  return (
    <section className="card outcome">
      <h2>{say(texts.scanNow, { platform })}</h2>
      <QrCode content={code} label={say(texts.qrLabel, { platform })} />
      {isOpenable(code) ? (
        <a className="open-here" href={code} target="_blank" rel="noreferrer">
          {say(texts.openHere)}
        </a>
      ) : null}
      <p>{say(texts.waitingNote)}</p>
      <RefusedNote code={refused} />
      <button
        type="button"
        disabled={asking || given}
        onClick={() =>
          void ask(async () => {
            events.touched('giveUp');
            await live.giveUp();
            setGiven(true);
          })
        }
      >
        {say(texts.back)}
      </button>
    </section>
  );
}
