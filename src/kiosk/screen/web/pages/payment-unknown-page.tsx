/**
 * Nobody knows yet whether the money moved. The goods are shown as they were, with one button to settle again;
 * it leads on only when it is sure that the earlier payment took nothing, or was it.
 */

import { useLayoutEffect, useRef } from 'react';
import { Icon } from '../../../../look/icon.tsx';
import { QrCode } from '../../../../look/qr-code.tsx';
import { payTexts } from '../../../../look/screen-texts.ts';
import { settleAgainTexts } from '../../../../look/settle-again-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { linesClass, shownLines } from '../goods/list-check.tsx';
import { Pieces } from '../goods/pieces.tsx';
import { Sums } from '../goods/sums.tsx';
import { Button } from '../parts/button.tsx';
import { WasNow } from '../parts/money.tsx';
import { Picture } from '../parts/picture.tsx';
import { useScreen, useView } from '../screen-context.ts';

type Unknown = Extract<ViewPage, { page: 'paymentUnknown' }>;

export function PaymentUnknownPage({ page }: { readonly page: Unknown }) {
  return page.again === 'never' ? (
    <GivenUpPage page={page} />
  ) : (
    <AsItWasPage asked={page.again === 'asked'} />
  );
}

function AsItWasPage({ asked }: { readonly asked: boolean }) {
  const { say, send } = useScreen();
  const { totals, online } = useView();
  return (
    <Page
      layout="side"
      title={say(asked ? settleAgainTexts.askingTitle : settleAgainTexts.title)}
      note={say(asked ? settleAgainTexts.askingNote : settleAgainTexts.note)}
      summary={<Sums totals={totals} />}
      actions={
        <>
          <Button icon="cross" wayBack onPress={() => send({ tap: 'finish' })}>
            {say(settleAgainTexts.leave)}
          </Button>
          <Button kind="primary" icon="refresh" disabled={asked} onPress={() => send({ tap: 'settleAgain' })}>
            {say(asked ? settleAgainTexts.askingButton : settleAgainTexts.button)}
          </Button>
        </>
      }
    >
      {!online && (
        <p className="as-it-was-offline" role="status">
          <Icon name="offline" />
          {say(settleAgainTexts.offline)}
        </p>
      )}
      <GoodsAsTheyWere />
      <p className="as-it-was-note">
        <Icon name="shield" />
        {say(settleAgainTexts.leaveNote)}
      </p>
    </Page>
  );
}

function GoodsAsTheyWere() {
  const { say } = useScreen();
  const view = useView();
  const list = useRef<HTMLUListElement>(null);
  // Nothing in it can be touched: the keypad reaches and moves the list itself.
  useLayoutEffect(() => {
    if (list.current) list.current.tabIndex = 0;
  }, []);
  return (
    <section className="as-it-was" aria-label={say(settleAgainTexts.goods)}>
      <p className="as-it-was-head">
        {say(settleAgainTexts.goods)} · <Pieces pieces={view.totals.pieces} />
      </p>
      <ul className={linesClass(view.lines.length)} ref={list}>
        {shownLines(view).map(({ line }) => (
          <li key={line.lineId} className="line line-still" data-line={line.lineId}>
            <Picture name={line.picture} size="line" />
            <div className="line-what">
              <span className="line-name">{say(line.name)}</span>
              {line.quantity > 1 && <span className="line-detail">× {line.quantity}</span>}
            </div>
            <div className="line-due">
              <WasNow wasMinor={line.regularMinor} nowMinor={line.dueMinor} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The order was given up: whatever was paid comes back by itself. */
function GivenUpPage({ page }: { readonly page: Unknown }) {
  const { say, send } = useScreen();
  return (
    <Page
      layout="calm"
      art={
        <span className="big-icon big-icon-warning">
          <Icon name="clock" />
        </span>
      }
      title={say(payTexts.unknownTitle)}
      extra={page.receiptLink && <FollowCard link={page.receiptLink} />}
      actions={
        <Button kind="primary" icon="check" onPress={() => send({ tap: 'finish' })}>
          {say(payTexts.understood)}
        </Button>
      }
    >
      <ul className="facts">
        <li>
          <span className="fact-icon">
            <Icon name="shield" />
          </span>
          <span>
            <strong>{say(payTexts.unknownMoney)}</strong>
          </span>
        </li>
        <li>
          <span className="fact-icon fact-icon-warning">
            <Icon name="hand" />
          </span>
          <span>
            <strong>{say(payTexts.unknownDont)}</strong>
          </span>
        </li>
      </ul>
    </Page>
  );
}

function FollowCard({ link }: { readonly link: string }) {
  const { say } = useScreen();
  return (
    <section className="receipt">
      <QrCode content={link} label={say(payTexts.unknownTrack)} />
      <p className="receipt-words">
        <Icon name="qr" />
        <strong>{say(payTexts.unknownTrack)}</strong>
      </p>
    </section>
  );
}
