/** After a payment by PIN: what may stand for it next time, all equally large, and what does from now on. */
import { cardTexts } from '../../../../look/card-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import type { Page } from '../../view.ts';
import { Button } from '../parts/button.tsx';
import { useScreen } from '../screen-context.ts';

const ways = [
  ['finger', 'hand', 'enrolFinger', cardTexts.fingerOffer, cardTexts.fingerKept],
  ['face', 'people', 'enrolFaceToPay', cardTexts.faceOffer, cardTexts.faceKept],
] as const;

export function PinOffers({ page }: { readonly page: Extract<Page, { page: 'done' }> }) {
  const { say, send } = useScreen();
  const offered = ways.filter(([way]) => page[way] === 'offered');
  const kept = ways.filter(([way]) => page[way] === 'kept');
  return (
    <>
      {kept.map(([way, icon, , , text]) => (
        <p className="pin-finger" key={way}>
          <Icon name={icon} />
          {say(text)}
        </p>
      ))}
      {offered.length > 0 && (
        <div className="pin-offers">
          {offered.map(([way, icon, tap, text]) => (
            <Button key={way} icon={icon} onPress={() => send({ tap })}>
              {say(text)}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}
