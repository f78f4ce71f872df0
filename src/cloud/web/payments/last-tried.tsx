/** What the platform was last asked about a payment, what came of it, and when it is asked again. */
import { say as sayIn } from '../../../look/say.ts';
import type { OpenPayment } from '../../../wire/rest.ts';
import { faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { duration } from '../time/age.ts';
import { useNow } from '../time/clock-context.tsx';
import { Age } from '../time/site-time.tsx';
import { answerText, openPaymentTexts as texts, triedNames } from './open-payment-words.ts';

export function LastTried({ payment: { tried, nextAtMs } }: { payment: OpenPayment }) {
  const { say, language } = useLanguage();
  return (
    <span className="stacked">
      {tried ? (
        <span>
          {say(triedNames[tried.what])}
          {' · '}
          {say(tried.reason ? faultTitle(tried.reason) : answerText(tried.answer))}
        </span>
      ) : (
        <span className="quiet">{say(texts.notTried)}</span>
      )}
      <small className="quiet">
        {tried ? (
          <>
            {sayIn(texts.times, language, { times: tried.times })} · <Age sinceMs={tried.atMs} /> ·{' '}
          </>
        ) : null}
        <NextTry atMs={nextAtMs} />
      </small>
    </span>
  );
}

function NextTry({ atMs }: { atMs: number | null }) {
  const { say } = useLanguage();
  const nowMs = useNow();
  if (atMs === null) return <>{say(texts.nobody)}</>;
  return (
    <>
      {say(texts.next)} {atMs <= nowMs ? say(texts.now) : say(duration(atMs - nowMs))}
    </>
  );
}
