/** A gift's way as a time line, read out as it grows. */
import { Icon } from '../../../../look/icon.tsx';
import type { GiftView } from '../../../../wire/rest-gifts.ts';
import { useGifts } from '../gifts-context.ts';
import { followingTexts as texts } from '../texts/following-texts.ts';
import { wayOfGift } from './way-of-gift.ts';

export function WayList({ gift }: { readonly gift: GiftView }) {
  const { say, money, when } = useGifts();
  return (
    <section className="card" aria-labelledby="way">
      <h2 id="way">{say(texts.way)}</h2>
      <ol className="way" aria-live="polite">
        {wayOfGift(gift).map(({ key, kind, icon, text, blanks, atMs }) => (
          <li key={key} className={`way-${kind}`}>
            <span className="way-mark">
              <Icon name={icon} />
            </span>
            <span className="way-words">
              <span>
                {say(text, {
                  ...(blanks?.amountMinor === undefined
                    ? {}
                    : { amount: money(blanks.amountMinor, gift.currency) }),
                  ...(blanks?.seconds === undefined ? {} : { seconds: blanks.seconds }),
                })}
              </span>
              {atMs === undefined ? null : <time dateTime={new Date(atMs).toISOString()}>{when(atMs)}</time>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
