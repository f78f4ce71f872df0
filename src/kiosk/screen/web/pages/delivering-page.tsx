/** Paid; every piece with how far it has come. */
import { Icon } from '../../../../look/icon.tsx';
import { handoverTexts } from '../../../../look/screen-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Deliveries } from '../parts/deliveries.tsx';
import { PieceInProgress } from '../parts/piece-in-progress.tsx';
import { useScreen } from '../screen-context.ts';

export function DeliveringPage({ page }: { readonly page: Extract<ViewPage, { page: 'delivering' }> }) {
  const { say } = useScreen();
  const made = page.deliveries.filter((d) => d.how !== 'none');
  const finished = made.filter((d) => d.state === 'delivered' || d.state === 'notDelivered').length;
  const running = made.find((d) => d.state === 'running');
  const shown = running ?? made.find((d) => d.state === 'waiting') ?? made.at(-1);
  const title =
    running?.how === 'recipe'
      ? handoverTexts.makingTitle
      : running?.how === 'door'
        ? handoverTexts.doorTitle
        : handoverTexts.deliveringTitle;
  return (
    <Page
      layout="calm"
      art={shown && <PieceInProgress delivery={shown} />}
      title={say(title)}
      note={
        <>
          <span className="paid-badge">
            <Icon name="check" />
            {say(handoverTexts.paid)}
          </span>
          {made.length > 0 &&
            say(handoverTexts.progress, { at: Math.min(finished + 1, made.length), of: made.length })}
        </>
      }
    >
      <Deliveries deliveries={page.deliveries} />
    </Page>
  );
}
