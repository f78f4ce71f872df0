/**
 * A check before payment said no: what failed for every key in plain words, what helps, that nothing was
 * charged. Each correction leads to the very thing to put right.
 */
import { type ReactNode, useState } from 'react';
import type { Correction, KeyResult } from '../../../../domain/verification-outcome.ts';
import { Icon } from '../../../../look/icon.tsx';
import type { IconName } from '../../../../look/icons.ts';
import { paymentWords } from '../../../../look/payment-words.ts';
import { goodsTexts, payTexts } from '../../../../look/screen-texts.ts';
import { correctionNames, verificationTexts as texts } from '../../../../look/verification-texts.ts';
import type { Tap, Page as ViewPage } from '../../view.ts';
import { HelpSheet } from '../frame/help-sheet.tsx';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { CancelVend, vendShown } from '../parts/vend.tsx';
import { useScreen, useView } from '../screen-context.ts';

const correctionIcons: Readonly<Record<Correction, IconName>> = {
  otherCode: 'qr',
  otherTender: 'wallet',
  changeList: 'basket',
  askStaff: 'phoneCall',
};

/** Where each correction leads; help opens over the page. */
const correctionTaps: Readonly<Record<Exclude<Correction, 'askStaff'>, Tap>> = {
  otherCode: { tap: 'chooseTender', tender: 'code' },
  otherTender: { tap: 'retry' },
  changeList: { tap: 'back' },
};

type FailedPage = Extract<ViewPage, { page: 'verificationFailed' }>;

/** As every client is told that asked for a payment. */
const words = paymentWords('verificationFailed');

export function VerificationFailedPage({ page }: { readonly page: FailedPage }) {
  const { say, send } = useScreen();
  const vend = vendShown(useView()) !== undefined;
  const [helping, setHelping] = useState(false);
  const failed = page.results.filter(({ passed }) => !passed);
  const passed = page.results.filter((result) => result.passed);
  const correct = (correction: Correction) =>
    correction === 'askStaff' ? setHelping(true) : send(correctionTaps[correction]);
  const wanted = [...new Set(failed.map((result) => correctionOf(result, page.tender, vend)))];
  const first = wanted[0] ?? 'otherTender';
  return (
    <Page
      layout="calm"
      art={failed.length === 1 && <WarningSign />}
      title={say(words.title)}
      note={say(words.note)}
      actions={
        <>
          {vend ? <CancelVend /> : <LeaveButtons first={first} />}
          <Button
            kind="primary"
            icon={correctionIcons[first]}
            wayBack={first === 'changeList'}
            onPress={() => correct(first)}
          >
            {say(correctionNames[first])}
          </Button>
        </>
      }
    >
      <ul className="checks" aria-label={say(texts.notPassed)}>
        {failed.map((result) => (
          <FailedCheck key={result.key} result={result}>
            {wanted.length > 1 && (
              <CorrectionButton correction={correctionOf(result, page.tender, vend)} correct={correct} />
            )}
          </FailedCheck>
        ))}
      </ul>
      <Safe />
      {passed.length > 0 && (
        <p className="checks-passed">
          <Icon name="check" />
          <span>
            {say(texts.passed, { checks: passed.map(({ label }) => say(label)).join(say(texts.and)) })}
          </span>
        </p>
      )}
      {helping && <HelpSheet onClose={() => setHelping(false)} />}
    </Page>
  );
}

/** What is possible here: a vending controller's request has no list, and free goods have no other tender. */
function correctionOf({ correction }: KeyResult, tender: FailedPage['tender'], vend: boolean): Correction {
  if (correction === undefined) return 'askStaff';
  if (vend && correction === 'changeList') return 'otherTender';
  if (tender === 'free' && correction !== 'askStaff') return 'changeList';
  return correction;
}

function WarningSign() {
  return (
    <span className="big-icon big-icon-warning">
      <Icon name="warning" />
    </span>
  );
}

function LeaveButtons({ first }: { readonly first: Correction }) {
  const { say, send } = useScreen();
  return (
    <>
      <Button icon="cross" brief onPress={() => send({ tap: 'cancel' })}>
        {say(goodsTexts.startOver)}
      </Button>
      {first !== 'changeList' && (
        <Button icon="arrowLeft" wayBack onPress={() => send({ tap: 'back' })}>
          {say(payTexts.backToList)}
        </Button>
      )}
    </>
  );
}

function FailedCheck({ result, children }: { readonly result: KeyResult; readonly children: ReactNode }) {
  const { say } = useScreen();
  return (
    <li className="check-failed">
      <span className="check-mark">
        <Icon name="cross" />
      </span>
      <div className="check-words">
        <strong>{say(result.label)}</strong>
        <span>
          {result.unknown && say(texts.unknown)}
          {result.message && say(result.message)}
        </span>
        {children}
      </div>
    </li>
  );
}

interface CorrectionButtonProps {
  readonly correction: Correction;
  readonly correct: (correction: Correction) => void;
}

function CorrectionButton({ correction, correct }: CorrectionButtonProps) {
  const { say } = useScreen();
  return (
    <Button icon={correctionIcons[correction]} onPress={() => correct(correction)}>
      {say(correctionNames[correction])}
    </Button>
  );
}

function Safe() {
  const { say, money } = useScreen();
  const { totals } = useView();
  const pieces = say(totals.pieces === 1 ? goodsTexts.onePiece : goodsTexts.pieces, {
    pieces: totals.pieces,
  });
  return (
    <p className="checks-safe">
      <Icon name="shield" />
      <span>
        <strong>{say(texts.nothingCharged)}</strong>
        <span>{say(texts.listKept, { pieces, due: money(totals.dueMinor) })}</span>
      </span>
    </p>
  );
}
