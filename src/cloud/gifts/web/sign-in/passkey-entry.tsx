/** The way in for somebody whose device has a passkey: no number is typed, the device asks who it is. */
import { useState } from 'react';
import { Icon } from '../../../../look/icon.tsx';
import { useAsking } from '../../../../look/phone/use-asking.ts';
import { useGifts, useShop } from '../gifts-context.ts';
import { Note } from '../parts/note.tsx';
import { RefusedNote } from '../parts/refused-note.tsx';
import { canUsePasskeys, provePasskey } from '../passkeys/browser-passkeys.ts';
import { passkeyTexts as texts } from '../texts/passkey-texts.ts';

export function PasskeyEntry() {
  const { say, cloud, setMe } = useGifts();
  const { passkeyOrigin } = useShop();
  const [stopped, setStopped] = useState(false);
  const { asking, refused, ask } = useAsking();
  if (!canUsePasskeys(passkeyOrigin)) return null;
  const enter = () =>
    ask(async () => {
      setStopped(false);
      const credential = await provePasskey(await cloud.call('askPasskey'));
      if (credential === 'stopped') setStopped(true);
      else setMe(await cloud.call('signInByPasskey', { body: { credential } }));
    });
  return (
    <section className="card" aria-label={say(texts.enter)}>
      <p className="quiet">{say(texts.enterNote)}</p>
      <RefusedNote code={refused} />
      {stopped ? <Note>{say(texts.stopped)}</Note> : null}
      <button type="button" disabled={asking} onClick={() => void enter()}>
        <Icon name="shield" />
        {say(texts.enter)}
      </button>
    </section>
  );
}
