/** The passkeys of the person: adding one to this device, those there are, and removing them. */
import { useState } from 'react';
import { useAsking } from '../../../../look/phone/use-asking.ts';
import type { PasskeyList } from '../../../../wire/rest-passkeys.ts';
import { useGifts, useShop } from '../gifts-context.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Note } from '../parts/note.tsx';
import { RefusedNote } from '../parts/refused-note.tsx';
import { canUsePasskeys, deviceName, makePasskey } from '../passkeys/browser-passkeys.ts';
import { passkeyTexts as texts } from '../texts/passkey-texts.ts';
import { type Read, useRead } from '../use-read.ts';

export function Passkeys() {
  const { say, cloud } = useGifts();
  const { passkeyOrigin } = useShop();
  const passkeys = useRead('passkeys', () => cloud.call('listPasskeys'));
  if (passkeyOrigin === null) return null;
  return (
    <section className="fields" aria-labelledby="passkeys">
      <h2 id="passkeys">{say(texts.title)}</h2>
      <p className="quiet">{say(texts.note)}</p>
      <div className="card">
        <Loaded read={passkeys}>{({ items }) => <Kept items={items} read={passkeys} />}</Loaded>
        {canUsePasskeys(passkeyOrigin) ? <Add read={passkeys} /> : <Elsewhere origin={passkeyOrigin} />}
      </div>
    </section>
  );
}

function Add({ read }: { readonly read: Read<PasskeyList> }) {
  const { say, cloud } = useGifts();
  const [told, setTold] = useState<'notAdded' | 'already' | 'added'>();
  const { asking, refused, ask } = useAsking();
  const add = () =>
    ask(async () => {
      setTold(undefined);
      const credential = await makePasskey(await cloud.call('wantPasskey'));
      if (credential === 'already') return setTold('already');
      if (credential === 'stopped') return setTold('notAdded');
      try {
        const body = { name: deviceName(navigator.userAgent), credential };
        read.show(await cloud.call('addPasskey', { body }));
        setTold('added');
      } catch (error) {
        // An answer that was lost on the way may have come after the passkey was kept.
        read.again();
        throw error;
      }
    });
  return (
    <>
      <RefusedNote code={refused} />
      {told ? <Note kind={told === 'added' ? 'good' : 'info'}>{say(texts[told])}</Note> : null}
      <button type="button" disabled={asking} onClick={() => void add()}>
        {say(texts.add)}
      </button>
    </>
  );
}

function Elsewhere({ origin }: { readonly origin: string }) {
  const { say } = useGifts();
  if (origin === location.origin) return <p className="quiet">{say(texts.oldBrowser)}</p>;
  return (
    <p className="quiet">
      {say(texts.elsewhere)} <a href={`${origin}${location.pathname}`}>{new URL(origin).host}</a>
    </p>
  );
}

interface KeptProps {
  readonly items: PasskeyList['items'];
  readonly read: Read<PasskeyList>;
}

function Kept({ items, read }: KeptProps) {
  const { say, cloud, day } = useGifts();
  const { asking, refused, ask } = useAsking();
  const remove = (id: string) =>
    ask(async () => {
      read.show(await cloud.call('removePasskey', { id }));
      // Whoever signed in here with it is signed out now, and learns it by reading.
      read.again();
    });
  if (items.length === 0) return <p className="quiet">{say(texts.none)}</p>;
  return (
    <>
      <RefusedNote code={refused} />
      <p className="quiet small">{say(texts.removeNote)}</p>
      <ul className="rows">
        {items.map(({ passkeyId, name, createdAtMs, usedAtMs }) => (
          <li key={passkeyId} className="passkey">
            <span>
              {name || say(texts.unnamed)}
              <br />
              <span className="quiet small">{say(texts.made, { date: day(createdAtMs) })}</span>
              {usedAtMs === null ? null : (
                <>
                  <br />
                  <span className="quiet small">{say(texts.used, { date: day(usedAtMs) })}</span>
                </>
              )}
            </span>
            <button
              type="button"
              disabled={asking}
              aria-label={say(texts.removeNamed, { name: name || say(texts.unnamed) })}
              onClick={() => void remove(passkeyId)}
            >
              {say(texts.remove)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
