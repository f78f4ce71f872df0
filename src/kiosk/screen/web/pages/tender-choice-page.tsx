/** How to pay: each way as one large choice; a way that does not work now says why. */
import { faultCatalogue } from '../../../../domain/fault-catalogue.ts';
import { cardTexts } from '../../../../look/card-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import { goodsTexts, payTexts } from '../../../../look/screen-texts.ts';
import { tenderNames } from '../../../../look/shared-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { GiftChoice } from '../gifts/gift-choice.tsx';
import { Button } from '../parts/button.tsx';
import { Due } from '../parts/due.tsx';
import { GoodsStrip } from '../parts/goods-strip.tsx';
import { ShownTender } from '../parts/shown-tender.tsx';
import { CancelVend, vendShown } from '../parts/vend.tsx';
import { useScreen, useView } from '../screen-context.ts';

const tenderIcons = { code: 'phone', card: 'wallet', cash: 'coins' } as const;
const tenderNotes = {
  code: payTexts.tenderCodeNote,
  card: payTexts.tenderCardNote,
  cash: payTexts.tenderCashNote,
} as const;

type TenderChoice = Extract<ViewPage, { page: 'tenderChoice' }>;

export function TenderChoicePage({ page }: { readonly page: TenderChoice }) {
  const { say, send } = useScreen();
  const view = useView();
  const { split } = view;
  const vend = vendShown(view);
  return (
    <Page
      layout="calm"
      art={<GoodsStrip />}
      title={say(split ? cardTexts.restTitle : payTexts.tenderTitle)}
      note={vend && say(payTexts.vendAsked, { item: vend.item })}
      summary={<Due />}
      actions={
        split ? (
          <Button icon="cross" onPress={() => send({ tap: 'cancel' })}>
            {say(cardTexts.giveUp)}
          </Button>
        ) : vend ? (
          <CancelVend />
        ) : (
          <>
            <Button icon="arrowLeft" wayBack onPress={() => send({ tap: 'back' })}>
              {say(payTexts.backToList)}
            </Button>
            <Button icon="cross" onPress={() => send({ tap: 'cancel' })}>
              {say(goodsTexts.startOver)}
            </Button>
          </>
        )
      }
    >
      <div className="tenders">
        {page.tenders.map((choice) => (
          <Tender key={choice.tender} choice={choice} />
        ))}
        {page.shown && <ShownTender platforms={page.shown} />}
        {view.gift?.claimable && <GiftChoice />}
      </div>
    </Page>
  );
}

function Tender({ choice }: { readonly choice: TenderChoice['tenders'][number] }) {
  const { say, send } = useScreen();
  const { tender, unavailable } = choice;
  return (
    <button
      type="button"
      className="tender"
      disabled={unavailable !== undefined}
      {...(tender === 'code' ? { 'data-primary': '' } : {})}
      onClick={() => send({ tap: 'chooseTender', tender })}
    >
      <span className="tender-icon">
        <Icon name={tenderIcons[tender]} />
      </span>
      <span className="tender-words">
        <strong>{say(tenderNames[tender])}</strong>
        <span>{say(unavailable ? faultCatalogue[unavailable].shopper : tenderNotes[tender])}</span>
      </span>
      {!unavailable && <Icon name="chevronRight" />}
    </button>
  );
}
