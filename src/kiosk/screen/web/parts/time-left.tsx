/**
 * How long the page still waits: a bar that shrinks by itself from start to end, the seconds in figures, and
 * more time where the machine allows it. The bar is one animation of the browser and costs no drawing by us.
 */
import { type CSSProperties, useState } from 'react';
import type { Text } from '../../../../domain/text.ts';
import { Icon } from '../../../../look/icon.tsx';
import { frameTexts, payTexts } from '../../../../look/screen-texts.ts';
import type { ViewTimeout } from '../../view.ts';
import { useSecondsUntil } from '../access/seconds-until.ts';
import { useScreen } from '../screen-context.ts';

const soonSeconds = 20;

export function TimeLeft({ timeout }: { readonly timeout: ViewTimeout }) {
  const { say, send, nowMs } = useScreen();
  const seconds = useSecondsUntil(timeout.endsAtMs, nowMs);
  const soon = seconds <= soonSeconds && timeout.canExtend;
  return (
    <div className={soon ? 'time-left time-left-soon' : 'time-left'}>
      <ShrinkingBar timeout={timeout} key={`${timeout.startedAtMs}-${timeout.endsAtMs}`} />
      <span className="time-left-text">
        <Icon name="clock" />
        <span className="time-left-long">{say(longText(timeout.canExtend, seconds), { seconds })}</span>
        <span className="time-left-short" aria-hidden="true">
          {say(frameTexts.seconds, { seconds })}
        </span>
      </span>
      {timeout.canExtend && (
        <button type="button" className="button button-more-time" onClick={() => send({ tap: 'moreTime' })}>
          {say(frameTexts.moreTime)}
        </button>
      )}
    </div>
  );
}

/** A wait for the machine says how long at most; a wait for the shopper says what is left, and asks. */
function longText(forShopper: boolean, seconds: number): Text {
  if (!forShopper) return seconds > 0 ? payTexts.waitAtMost : payTexts.waitedOut;
  return seconds <= soonSeconds ? frameTexts.secondsLeftSoon : frameTexts.secondsLeft;
}

/** Begins where the time stands when it is first drawn; drawing again must not move its start. */
export function ShrinkingBar({ timeout }: { readonly timeout: ViewTimeout }) {
  const { nowMs } = useScreen();
  const [style] = useState<CSSProperties>(() => {
    const lastsMs = Math.max(1, timeout.endsAtMs - timeout.startedAtMs);
    const passedMs = Math.min(lastsMs, Math.max(0, nowMs() - timeout.startedAtMs));
    return { animationDuration: `${lastsMs}ms`, animationDelay: `${-passedMs}ms` };
  });
  return (
    <span className="shrinking-bar" aria-hidden="true">
      <span className="shrinking-bar-rest" style={style} />
    </span>
  );
}
