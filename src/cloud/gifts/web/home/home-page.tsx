/** The first page: give something, what I gave, what waits for me. */
import { Link } from 'wouter';
import { Icon } from '../../../../look/icon.tsx';
import { useGifts } from '../gifts-context.ts';
import { GiftRow } from '../parts/gift-row.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { whomWords } from '../stage-words.ts';
import { followingTexts } from '../texts/following-texts.ts';
import { homeTexts as texts } from '../texts/stage-texts.ts';
import { useFollowed } from '../use-read.ts';

export function HomePage() {
  const { say, cloud } = useGifts();
  const given = useFollowed(cloud, 'given', () => cloud.call('listGifts'));
  const received = useFollowed(cloud, 'received', () => cloud.call('listReceived'));
  return (
    <>
      <section className="card hero">
        <PageHead title={say(texts.title)} note={say(texts.hero)} />
        <Link href="/give" className="button primary">
          <Icon name="gift" />
          {say(texts.begin)}
        </Link>
      </section>
      <section className="fields" aria-labelledby="received">
        <h2 id="received">{say(texts.received)}</h2>
        <Loaded read={received}>
          {({ items }) => (
            <ul className="rows">
              {items.map(({ giftId, giverName, ...gift }) => (
                <li key={giftId}>
                  <GiftRow
                    {...gift}
                    to={`/code?gift=${giftId}`}
                    about={giverName ? say(texts.from, { giver: giverName }) : say(texts.fromSomebody)}
                    forMe
                  />
                </li>
              ))}
              {items.length === 0 ? <li className="quiet">{say(texts.noneReceived)}</li> : null}
            </ul>
          )}
        </Loaded>
        <Link href="/claim" className="button">
          <Icon name="qr" />
          {say(texts.haveCode)}
        </Link>
      </section>
      <section className="fields" aria-labelledby="given">
        <h2 id="given">{say(texts.given)}</h2>
        <Loaded read={given}>
          {({ items }) => (
            <ul className="rows">
              {items.map((gift) => (
                <li key={gift.giftId}>
                  <GiftRow
                    {...gift}
                    to={`/gifts/${gift.giftId}`}
                    about={say(followingTexts.forWhom, { whom: say(whomWords(gift)) })}
                  />
                </li>
              ))}
              {items.length === 0 ? <li className="quiet">{say(texts.noneGiven)}</li> : null}
            </ul>
          )}
        </Loaded>
      </section>
    </>
  );
}
