/** What the lot says of the car; on to paying from every answer, and from none. */
import { faultCatalogue } from '../../../../domain/fault-catalogue.ts';
import type { Text } from '../../../../domain/text.ts';
import { Icon } from '../../../../look/icon.tsx';
import { parkingTexts } from '../../../../look/parking-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { ParkingCard } from '../parking/parking-card.tsx';
import { Button } from '../parts/button.tsx';
import { Due } from '../parts/due.tsx';
import { WaitingScene } from '../scenes/waiting-scene.tsx';
import { useScreen } from '../screen-context.ts';

type Check = Extract<ViewPage, { page: 'parkingCheck' }>;

const words: Readonly<Record<Check['stage'], readonly [title: Text, note: Text | undefined]>> = {
  asking: [parkingTexts.askingTitle, parkingTexts.askingNote],
  found: [parkingTexts.foundTitle, parkingTexts.foundNote],
  refused: [parkingTexts.refusedTitle, undefined],
  late: [parkingTexts.lateTitle, parkingTexts.lateNote],
};

export function ParkingCheckPage({ page }: { readonly page: Check }) {
  const { say, send } = useScreen();
  const [title, note] = words[page.stage];
  const reason = page.reason && faultCatalogue[page.reason].shopper;
  const said = page.stage === 'refused' ? reason : note;
  return (
    <Page
      layout="calm"
      art={<CheckArt stage={page.stage} />}
      title={say(title)}
      note={said && say(said)}
      summary={<Due />}
      actions={
        <>
          <Button icon="arrowLeft" wayBack onPress={() => send({ tap: 'back' })}>
            {say(parkingTexts.otherCar)}
          </Button>
          {page.stage !== 'refused' && (
            <Button icon="cross" onPress={() => send({ tap: 'parking', wanted: false })}>
              {say(parkingTexts.skip)}
            </Button>
          )}
          <Button kind="primary" icon="arrowRight" onPress={() => send({ tap: 'goOn' })}>
            {say(parkingTexts.goOn)}
          </Button>
        </>
      }
    >
      {page.stage === 'found' && <ParkingCard />}
    </Page>
  );
}

function CheckArt({ stage }: { readonly stage: Check['stage'] }) {
  if (stage === 'asking') return <WaitingScene asking="platform" />;
  const look = { found: 'big-icon-done', refused: 'big-icon-warning', late: 'big-icon-warning' }[stage];
  return (
    <span className={`big-icon ${look}`}>
      <Icon name={stage === 'late' ? 'clock' : 'car'} />
    </span>
  );
}
