/** What is paid already and by what, above what is still to pay. */
import { cardTexts } from '../../../../look/card-texts.ts';
import { platformName, tenderNames } from '../../../../look/shared-texts.ts';
import type { ViewPart } from '../../view.ts';
import { useScreen, useView } from '../screen-context.ts';
import { Money } from './money.tsx';

/** A way to pay as people call it. */
export function useWayName(): (part: ViewPart) => string {
  const { say } = useScreen();
  return ({ tender, platform }) =>
    say(tender === 'code' && platform !== undefined ? platformName(platform) : tenderNames[tender]);
}

export function SplitSums() {
  const { say } = useScreen();
  const { split, totals } = useView();
  const wayName = useWayName();
  if (!split) return null;
  return (
    <>
      <div className="sum">
        <dt>{say(cardTexts.total)}</dt>
        <dd>
          <Money minor={totals.dueMinor} size="plain" />
        </dd>
      </div>
      {split.parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts are only ever added
        <div className="sum sum-off" key={at}>
          <dt>{say(cardTexts.paid, { by: wayName(part) })}</dt>
          <dd>
            <Money minor={-part.amountMinor} size="plain" />
          </dd>
        </div>
      ))}
    </>
  );
}
