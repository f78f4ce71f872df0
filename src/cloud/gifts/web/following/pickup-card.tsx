/** The code that the giver passes on, to share, to copy, or to be scanned from this screen. */
import { useState } from 'react';
import { Icon } from '../../../../look/icon.tsx';
import { QrCode } from '../../../../look/qr-code.tsx';
import { useGifts } from '../gifts-context.ts';
import { groupedCode } from '../stage-words.ts';
import { followingTexts as texts } from '../texts/following-texts.ts';

export function PickupCard({ code, url }: { readonly code: string; readonly url: string | null }) {
  const { say } = useGifts();
  const [copied, setCopied] = useState(false);
  const words = say(texts.shareWords, { code: groupedCode(code) });
  const text = url === null ? words : `${words} ${url}`;
  const share = async () => {
    // Closing the phone's sheet without choosing anybody is no failure.
    await navigator.share({ text }).catch(() => undefined);
  };
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      // Refused by the browser: the code stands above to be read.
      () => setCopied(false),
    );
  return (
    <section className="card" aria-labelledby="pickup">
      <h2 id="pickup">{say(texts.pickupCode)}</h2>
      <QrCode content={code} label={say(texts.pickupLabel, { code: groupedCode(code) })} />
      <p className="large-code">{groupedCode(code)}</p>
      <p className="quiet">{say(texts.pickupNote)}</p>
      <div className="actions">
        {'share' in navigator ? (
          <button type="button" className="primary" onClick={() => void share()}>
            {say(texts.share)}
          </button>
        ) : null}
        {'clipboard' in navigator ? (
          <button type="button" onClick={() => void copy()}>
            <Icon name={copied ? 'check' : 'copies'} />
            <span role="status">{say(copied ? texts.copied : texts.copy)}</span>
          </button>
        ) : null}
      </div>
    </section>
  );
}
