/** Whether to settle the parking too: two answers of equal size. */
import { Icon } from '../../../../look/icon.tsx';
import type { IconName } from '../../../../look/icons.ts';
import { parkingTexts } from '../../../../look/parking-texts.ts';
import { goodsTexts, payTexts } from '../../../../look/screen-texts.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { Due } from '../parts/due.tsx';
import { useScreen } from '../screen-context.ts';

export function ParkingOfferPage() {
  const { say, send } = useScreen();
  return (
    <Page
      layout="calm"
      art={
        <span className="big-icon">
          <Icon name="car" />
        </span>
      }
      title={say(parkingTexts.offerTitle)}
      note={say(parkingTexts.offerNote)}
      summary={<Due />}
      actions={
        <>
          <Button icon="arrowLeft" wayBack onPress={() => send({ tap: 'back' })}>
            {say(payTexts.backToList)}
          </Button>
          <Button icon="cross" onPress={() => send({ tap: 'cancel' })}>
            {say(goodsTexts.startOver)}
          </Button>
        </>
      }
    >
      <div className="tenders answers">
        <Answer wanted icon="car" />
        <Answer wanted={false} icon="chevronRight" />
      </div>
    </Page>
  );
}

function Answer({ wanted, icon }: { readonly wanted: boolean; readonly icon: IconName }) {
  const { say, send } = useScreen();
  return (
    <button type="button" className="tender" onClick={() => send({ tap: 'parking', wanted })}>
      <span className="tender-icon">
        <Icon name={icon} />
      </span>
      <span className="tender-words">
        <strong>{say(wanted ? parkingTexts.yes : parkingTexts.no)}</strong>
        <span>{say(wanted ? parkingTexts.yesNote : parkingTexts.noNote)}</span>
      </span>
    </button>
  );
}
