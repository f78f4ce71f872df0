/** The payment of a gift: the platform's code to scan, or its link on this phone; or which way to pay. */
import { Icon } from '../../../../look/icon.tsx';
import { isOpenable } from '../../../../look/openable-code.ts';
import { useAsking } from '../../../../look/phone/use-asking.ts';
import { QrCode } from '../../../../look/qr-code.tsx';
import { platformName } from '../../../../look/shared-texts.ts';
import { useGifts, useShop } from '../gifts-context.ts';
import { Dots } from '../parts/loaded.tsx';
import { Note } from '../parts/note.tsx';
import { RefusedNote } from '../parts/refused-note.tsx';
import { payingTexts as texts } from '../texts/following-texts.ts';
import { refusedWords } from '../texts/refused-words.ts';
import type { GiftProps } from './gift-page.tsx';

export function PaymentCard({ gift, show }: GiftProps) {
  const { say, money } = useGifts();
  const { payment, amountMinor, currency } = gift;
  return (
    <section className="card" aria-labelledby="payment">
      <p className="amount">
        <span className="quiet" id="payment">
          {say(texts.title)}
        </span>
        <strong>{money(amountMinor, currency)}</strong>
      </p>
      {payment?.shownCode ? <ShownCode code={payment.shownCode.code} /> : null}
      {payment?.reason ? <Note kind="danger">{say(refusedWords(payment.reason))}</Note> : null}
      <Ways gift={gift} show={show} />
    </section>
  );
}

function ShownCode({ code }: { readonly code: string }) {
  const { say } = useGifts();
  return (
    <>
      <QrCode content={code} label={say(texts.qrLabel)} />
      {isOpenable(code) ? (
        <a className="button primary" href={code}>
          <Icon name="phone" />
          {say(texts.open)}
        </a>
      ) : null}
      <div role="status" className="centre fields">
        <Dots />
        <p className="quiet">{say(texts.waiting)}</p>
      </div>
    </>
  );
}

/** The platforms that make a code, and the cashier page for every other way. */
function Ways({ gift: { giftId, payment }, show }: GiftProps) {
  const { say, cloud } = useGifts();
  const { shown } = useShop();
  const { asking, refused, ask } = useAsking();
  const pay = (platform: string) =>
    ask(async () => show(await cloud.call('payGift', { id: giftId, body: { show: platform } })));
  const again = Boolean(payment?.shownCode);
  return (
    <div className="actions">
      <RefusedNote code={refused} />
      {again
        ? null
        : shown.map((platform) => (
            <button
              key={platform}
              type="button"
              className="primary"
              disabled={asking}
              onClick={() => void pay(platform)}
            >
              {say(texts.payWith, { platform: say(platformName(platform)) })}
            </button>
          ))}
      {payment ? (
        <a className="button" href={payment.cashierUrl} target="_blank" rel="noreferrer">
          {say(texts.otherWay)}
        </a>
      ) : null}
    </div>
  );
}
