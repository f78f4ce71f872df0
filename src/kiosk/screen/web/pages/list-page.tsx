/** The list: every line with its price, what is off and what is due; the sums; pay. */
import { useEffect, useRef, useState } from 'react';
import { goodsTexts } from '../../../../look/screen-texts.ts';
import { BenefitBar } from '../benefits/benefit-bar.tsx';
import { Page } from '../frame/page.tsx';
import { GiftBar } from '../gifts/gift-bar.tsx';
import { Catalogue } from '../goods/catalogue.tsx';
import { ListCheck, linesClass, shownLines } from '../goods/list-check.tsx';
import { ListLine } from '../goods/list-line.tsx';
import { Pieces } from '../goods/pieces.tsx';
import { Sums } from '../goods/sums.tsx';
import { MemberBar } from '../members/member-bar.tsx';
import { Button } from '../parts/button.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { TakePictureButton } from '../pictures/take-picture-button.tsx';
import { useScreen, useView } from '../screen-context.ts';

export function ListPage() {
  const { say, send } = useScreen();
  const view = useView();
  const { lines, list, totals, selections, changedLineId } = view;
  const rows = useRef<HTMLUListElement>(null);
  const [choosing, setChoosing] = useState(false);
  const [clearing, setClearing] = useState(false);
  // A new line closes the goods: the shopper sees at once what was added.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list's change is the signal
  useEffect(() => setChoosing(false), [lines]);
  return (
    <Page
      layout="side"
      title={say(goodsTexts.listTitle)}
      note={<Pieces pieces={totals.pieces} />}
      summary={<Sums totals={totals} />}
      actions={
        <>
          <Button icon="trash" brief wayBack onPress={() => setClearing(true)}>
            {say(goodsTexts.startOver)}
          </Button>
          <TakePictureButton brief />
          {selections.length > 0 && (
            <Button icon="plus" brief onPress={() => setChoosing(true)}>
              {say(goodsTexts.addMore)}
            </Button>
          )}
          <Button kind="primary" icon="wallet" onPress={() => send({ tap: 'pay' })}>
            {say(totals.dueMinor === 0 ? goodsTexts.confirmFree : goodsTexts.pay)}
          </Button>
        </>
      }
    >
      <div className="list-top">
        <MemberBar />
        <BenefitBar />
        <GiftBar />
        <ListCheck lines={rows} />
      </div>
      <ul className={linesClass(lines.length)} ref={rows}>
        {shownLines(view).map(({ line, mark }) => (
          <ListLine
            key={line.lineId}
            line={line}
            newest={line.lineId === changedLineId}
            selections={selections}
            number={list?.order === 'asScanned' ? undefined : mark?.number}
            dearOverMinor={mark?.dear ? list?.dear?.overMinor : undefined}
            many={mark?.many}
          />
        ))}
      </ul>
      {lines.length === 0 && <p className="lines-empty">{say(goodsTexts.listEmpty)}</p>}
      {choosing && (
        <Sheet label={say(goodsTexts.addMore)} onClose={() => setChoosing(false)}>
          <h2>{say(goodsTexts.chooseTitle)}</h2>
          <Catalogue />
        </Sheet>
      )}
      {clearing && <ClearList onClose={() => setClearing(false)} />}
    </Page>
  );
}

/** Many scanned goods are not thrown away by one touch. */
function ClearList({ onClose }: { readonly onClose: () => void }) {
  const { say, send } = useScreen();
  const { totals } = useView();
  return (
    <Sheet label={say(goodsTexts.startOverTitle)} onClose={onClose}>
      <div className="question">
        <h2>{say(goodsTexts.startOverTitle)}</h2>
        <p>{say(goodsTexts.startOverNote, { pieces: totals.pieces })}</p>
      </div>
      <div className="actions">
        <Button kind="danger" icon="trash" onPress={() => send({ tap: 'cancel' })}>
          {say(goodsTexts.startOverYes)}
        </Button>
        <Button kind="primary" onPress={onClose}>
          {say(goodsTexts.startOverNo)}
        </Button>
      </div>
    </Sheet>
  );
}
