/** The second screen, for the other side of the counter: lines, sums and where the sale stands; no controls. */
import { memo, useLayoutEffect, useRef } from 'react';
import type { PricedLine } from '../../../domain/basket.ts';
import type { Text } from '../../../domain/text.ts';
import { datesTexts } from '../../../look/dates-texts.ts';
import { goodsTexts, secondTexts } from '../../../look/screen-texts.ts';
import type { View } from '../view.ts';
import { Brand } from './frame/brand.tsx';
import { Edge } from './frame/edge.tsx';
import { LineMarks } from './goods/line-marks.tsx';
import { dearSaid, linesClass, shownLines } from './goods/list-check.tsx';
import { Pieces } from './goods/pieces.tsx';
import { Sums } from './goods/sums.tsx';
import { WasNow } from './parts/money.tsx';
import { Picture } from './parts/picture.tsx';
import { ScanScene } from './scenes/scan-scene.tsx';
import { useScreen, useView } from './screen-context.ts';

const stateTexts: Readonly<Record<View['page']['page'], Text>> = {
  welcome: secondTexts.welcome,
  list: goodsTexts.listTitle,
  takePicture: goodsTexts.listTitle,
  memberPhone: secondTexts.member,
  expiredWarning: datesTexts.second,
  parkingOffer: secondTexts.parking,
  parkingCar: secondTexts.parking,
  parkingCheck: secondTexts.parking,
  giftClaim: secondTexts.payment,
  giftSeek: secondTexts.payment,
  giftOffer: secondTexts.payment,
  faceDesk: secondTexts.faces,
  faceAge: secondTexts.faces,
  consent: secondTexts.faces,
  faceLook: secondTexts.faces,
  faceKept: secondTexts.faces,
  tenderChoice: secondTexts.payment,
  cardPin: secondTexts.payment,
  cardFace: secondTexts.payment,
  cardPart: secondTexts.payment,
  fingerConsent: secondTexts.done,
  fingerEnrol: secondTexts.done,
  presentCode: secondTexts.payment,
  showCode: secondTexts.payment,
  waitingForPayment: secondTexts.payment,
  insertCash: secondTexts.payment,
  verificationFailed: secondTexts.failed,
  paymentFailed: secondTexts.failed,
  delivering: secondTexts.delivering,
  done: secondTexts.done,
  refunded: secondTexts.refunded,
  paymentUnknown: secondTexts.unknown,
  outOfService: secondTexts.outOfService,
};

export function SecondScreen() {
  const { say, money } = useScreen();
  const view = useView();
  const { lines, list, totals, changedLineId, page } = view;
  return (
    <div className="kiosk second" data-page={page.page} data-revision={view.revision}>
      <Brand />
      <main className="page page-side">
        <div className="page-body">
          <header className="page-head">
            <h1>{say(stateTexts[page.page])}</h1>
            {lines.length > 0 && (
              <p className="page-note">
                <Pieces pieces={totals.pieces} />
                {list?.dear && <span> · {dearSaid(list.dear, say, money)}</span>}
              </p>
            )}
          </header>
          {lines.length > 0 ? (
            <ul className={linesClass(lines.length)}>
              {shownLines(view).map(({ line, mark }) => (
                <SecondLine
                  key={line.lineId}
                  line={line}
                  newest={line.lineId === changedLineId}
                  dearOverMinor={mark?.dear ? list?.dear?.overMinor : undefined}
                  many={mark?.many}
                />
              ))}
            </ul>
          ) : (
            <div className="second-idle">
              <ScanScene />
              <p>{say(view.merchantName)}</p>
            </div>
          )}
        </div>
        {lines.length > 0 && (
          <div className="dock" aria-live="polite">
            <Sums totals={totals} />
          </div>
        )}
      </main>
      <Edge />
    </div>
  );
}

const SecondLine = memo(function SecondLine({
  line,
  newest,
  dearOverMinor,
  many,
}: {
  readonly line: PricedLine;
  readonly newest: boolean;
  readonly dearOverMinor: number | undefined;
  readonly many: number | undefined;
}) {
  const { say } = useScreen();
  const row = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed line comes into sight again
  useLayoutEffect(() => {
    if (newest) row.current?.scrollIntoView({ block: 'nearest' });
  }, [newest, line]);
  return (
    <li
      ref={row}
      className={`line${newest ? ' line-newest' : ''}${dearOverMinor === undefined ? '' : ' line-dear'}`}
    >
      <Picture name={line.picture} size="line" />
      <div className="line-what">
        <span className="line-name">{say(line.name)}</span>
        {line.quantity > 1 && <span className="line-detail">× {line.quantity}</span>}
        <LineMarks number={undefined} dearOverMinor={dearOverMinor} many={many} />
      </div>
      <div className="line-due">
        <WasNow wasMinor={line.regularMinor} nowMinor={line.dueMinor} />
      </div>
    </li>
  );
});
