/** How to pay: each way as one large choice; a way that does not work now says why. */
import { faultCatalogue } from '../../../../domain/fault-catalogue.ts';
import { Icon } from '../../../../look/icon.tsx';
import { goodsTexts, payTexts } from '../../../../look/screen-texts.ts';
import { tenderNames } from '../../../../look/shared-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { Due } from '../parts/due.tsx';
import { GoodsStrip } from '../parts/goods-strip.tsx';
import { CancelVend, vendShown } from '../parts/vend.tsx';
import { useScreen, useView } from '../screen-context.ts';

type TenderChoice = Extract<ViewPage, { page: 'tenderChoice' }>;

export function TenderChoicePage({ page }: { readonly page: TenderChoice }) {
  const { say, send } = useScreen();
  const vend = vendShown(useView());
  return (
    <Page
      layout="calm"
      art={<GoodsStrip />}
      title={say(payTexts.tenderTitle)}
      note={vend && say(payTexts.vendAsked, { item: vend.item })}
      summary={<Due />}
      actions={
        vend ? (
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
      </div>
    </Page>
  );
}

function Tender({ choice }: { readonly choice: TenderChoice['tenders'][number] }) {
  const { say, send } = useScreen();
  const { tender, unavailable } = choice;
  const note = tender === 'code' ? payTexts.tenderCodeNote : payTexts.tenderCashNote;
  return (
    <button
      type="button"
      className="tender"
      disabled={unavailable !== undefined}
      {...(tender === 'code' ? { 'data-primary': '' } : {})}
      onClick={() => send({ tap: 'chooseTender', tender })}
    >
      <span className="tender-icon">
        <Icon name={tender === 'code' ? 'phone' : 'coins'} />
      </span>
      <span className="tender-words">
        <strong>{say(tenderNames[tender])}</strong>
        <span>{say(unavailable ? faultCatalogue[unavailable].shopper : note)}</span>
      </span>
      {!unavailable && <Icon name="chevronRight" />}
    </button>
  );
}
