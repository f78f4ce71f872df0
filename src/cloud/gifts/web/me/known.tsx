/** What is kept about a person here: their purchases where they agreed, and from whom they want nothing more. */

import { useAsking } from '../../../../look/phone/use-asking.ts';
import { useGifts } from '../gifts-context.ts';
import { Loaded } from '../parts/loaded.tsx';
import { RefusedNote } from '../parts/refused-note.tsx';
import { frameTexts } from '../texts/frame-texts.ts';
import { meTexts as texts } from '../texts/me-texts.ts';
import { useRead } from '../use-read.ts';

export function Known() {
  const { say, cloud, me } = useGifts();
  const consented = me?.consents.some(({ kind }) => kind === 'history') ?? false;
  const purchases = useRead(`purchases ${consented}`, () => cloud.call('listPurchases'));
  const blocked = useRead('blocked', () => cloud.call('listBlocked'));
  return (
    <>
      <details className="more">
        <summary>{say(texts.history)}</summary>
        <div className="fields">
          <Loaded read={purchases}>{({ items }) => <Purchases items={items} consented={consented} />}</Loaded>
        </div>
      </details>
      <details className="more">
        <summary>{say(texts.blocked)}</summary>
        <div className="fields">
          <Loaded read={blocked}>{({ items }) => <Blocked items={items} show={blocked.show} />}</Loaded>
        </div>
      </details>
    </>
  );
}

interface Purchase {
  readonly productId: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly priceMinor: number;
  readonly atMs: number;
}

function Purchases({
  items,
  consented,
}: {
  readonly items: readonly Purchase[];
  readonly consented: boolean;
}) {
  const { say, money, day } = useGifts();
  if (items.length === 0) {
    return <p className="quiet">{say(consented ? texts.noHistory : texts.noConsent)}</p>;
  }
  return (
    <ul className="rows">
      {items.map(({ productId, name, priceMinor, atMs }) => (
        <li key={`${productId} ${atMs}`} className="amount">
          <span>
            {say(name)} <span className="quiet small">{day(atMs)}</span>
          </span>
          <span className="figures">{money(priceMinor)}</span>
        </li>
      ))}
    </ul>
  );
}

interface BlockedGiver {
  readonly blockId: string;
  readonly giverName: string;
  readonly atMs: number;
}

interface BlockedProps {
  readonly items: readonly BlockedGiver[];
  readonly show: (list: { items: BlockedGiver[] }) => void;
}

function Blocked({ items, show }: BlockedProps) {
  const { say, cloud, day } = useGifts();
  const { asking, refused, ask } = useAsking();
  if (items.length === 0) return <p className="quiet">{say(texts.noneBlocked)}</p>;
  return (
    <>
      <RefusedNote code={refused} />
      <ul className="rows">
        {items.map(({ blockId, giverName, atMs }) => (
          <li key={blockId} className="amount">
            <span>
              {giverName || say(frameTexts.somebody)} <span className="quiet small">{day(atMs)}</span>
            </span>
            <button
              type="button"
              disabled={asking}
              onClick={() => void ask(async () => show(await cloud.call('unblock', { id: blockId })))}
            >
              {say(texts.unblock)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
