/** Goods that are not sold because of their date: which, why, and that they cost nothing. It has to be read. */
import type { HeldBack } from '../../../../domain/held-back.ts';
import { datesTexts as texts } from '../../../../look/dates-texts.ts';
import { reasonsSaid, warningNote, warningTitle } from '../../../../look/held-back-words.ts';
import { Icon } from '../../../../look/icon.tsx';
import { goodsTexts } from '../../../../look/screen-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { Picture } from '../parts/picture.tsx';
import { useScreen, useView } from '../screen-context.ts';

interface ExpiredWarningPageProps {
  readonly page: Extract<ViewPage, { page: 'expiredWarning' }>;
}

export function ExpiredWarningPage({ page }: ExpiredWarningPageProps) {
  const { say, send } = useScreen();
  const { lines } = useView();
  return (
    <Page
      layout="calm"
      art={
        page.goods.length === 1 && (
          <span className="big-icon big-icon-warning">
            <Icon name="warning" />
          </span>
        )
      }
      title={say(warningTitle(page.goods))}
      note={say(warningNote(page.goods))}
      actions={
        <>
          {lines.length > 0 && (
            <Button icon="cross" brief onPress={() => send({ tap: 'cancel' })}>
              {say(goodsTexts.startOver)}
            </Button>
          )}
          <Button kind="primary" icon="check" onPress={() => send({ tap: 'goOn' })}>
            {say(texts.understood)}
          </Button>
        </>
      }
    >
      <ul className="held-goods" aria-label={say(texts.goods)}>
        {page.goods.map((held, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same goods may be held back twice, in one order
          <HeldGoods key={index} held={held} />
        ))}
      </ul>
    </Page>
  );
}

function HeldGoods({ held }: { readonly held: HeldBack }) {
  const { say } = useScreen();
  const { name, picture, quantity, lot } = held;
  const [until, ...why] = reasonsSaid(held, say);
  return (
    <li className="held-one">
      <Picture name={picture} size="line" />
      <div className="held-words">
        <strong>
          {say(name)}
          {quantity > 1 && ` · ${say(texts.pieces, { pieces: quantity })}`}
        </strong>
        <span className="held-date">{until}</span>
        {[...why, ...(lot === undefined ? [] : [say(texts.lot, { lot })])].map((said) => (
          <span key={said} className="held-why">
            {said}
          </span>
        ))}
      </div>
    </li>
  );
}
