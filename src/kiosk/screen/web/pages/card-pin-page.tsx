/** The card's PIN or password, on a keypad whose digits change places, and what a wrong one leads to. */
import { useEffect, useState } from 'react';
import { passwordChars, pinDigits } from '../../../../domain/card-secret.ts';
import { type FaultCode, faultCatalogue } from '../../../../domain/fault-catalogue.ts';
import type { Text } from '../../../../domain/text.ts';
import { cardTexts } from '../../../../look/card-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import type { Page as ViewPage } from '../../view.ts';
import { PasswordDots, PasswordKeypad } from '../cards/password-keypad.tsx';
import { PinDots, PinKeypad } from '../cards/pin-keypad.tsx';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { Due } from '../parts/due.tsx';
import { useScreen } from '../screen-context.ts';

type CardPin = Extract<ViewPage, { page: 'cardPin' }>;

/** Until the next try is taken, whole seconds. */
function useWaitS(notBeforeMs: number | undefined): number {
  const { nowMs } = useScreen();
  const leftMs = () => Math.max(0, (notBeforeMs ?? 0) - nowMs());
  const [waitMs, setWaitMs] = useState(leftMs);
  // biome-ignore lint/correctness/useExhaustiveDependencies: counts down anew for another deadline
  useEffect(() => {
    setWaitMs(leftMs());
    const timer = setInterval(() => setWaitMs(leftMs()), 250);
    return () => clearInterval(timer);
  }, [notBeforeMs]);
  return Math.ceil(waitMs / 1000);
}

export function CardPinPage({ page }: { readonly page: CardPin }) {
  const { say, send } = useScreen();
  const [typed, setTyped] = useState('');
  const waitS = useWaitS(page.notBeforeMs);
  const mixed = page.secret === 'mixed';
  const whole = mixed ? typed.length >= passwordChars.min : typed.length === pinDigits;
  const handOver = () => {
    send({ tap: 'enterPin', pin: typed });
    setTyped('');
  };
  return (
    <Page
      layout="calm"
      title={say(mixed ? cardTexts.passwordTitle : cardTexts.pinTitle)}
      note={say(mixed ? cardTexts.passwordNote : cardTexts.pinNote, { card: page.cardMasked })}
      summary={<Due />}
      actions={
        <>
          <Button icon="arrowLeft" wayBack onPress={() => send({ tap: 'back' })}>
            {say(cardTexts.otherWay)}
          </Button>
          {page.face && (
            <Button icon="camera" onPress={() => send({ tap: 'verifyFace' })}>
              {say(cardTexts.byFace)}
            </Button>
          )}
          <Button
            kind={page.face ? 'quiet' : 'primary'}
            icon="check"
            disabled={!whole || waitS > 0}
            onPress={handOver}
          >
            {say(page.face ? (mixed ? cardTexts.byPassword : cardTexts.byPin) : cardTexts.pinDone)}
          </Button>
        </>
      }
    >
      <PinWrong page={page} waitS={waitS} />
      {mixed ? <PasswordDots count={typed.length} /> : <PinDots count={typed.length} />}
      {mixed ? (
        <PasswordKeypad typed={typed} disabled={waitS > 0} onType={setTyped} />
      ) : (
        <PinKeypad typed={typed} disabled={waitS > 0} onType={setTyped} />
      )}
      {page.finger && (
        <p className="pin-finger">
          <Icon name="hand" />
          <span>{say(cardTexts.orFinger)}</span>
        </p>
      )}
      <p className="pin-kept">{say(cardTexts.pinKept)}</p>
    </Page>
  );
}

/** Short, for the keys below it stay in sight on every screen. */
function wrongWords(wrong: FaultCode, triesLeft: number | undefined): Text {
  if (wrong === 'FACE_NOT_VERIFIED' || wrong === 'CARD_FINGER_REFUSED') return cardTexts.notRecognised;
  if (triesLeft === undefined) return faultCatalogue[wrong].shopper;
  return triesLeft === 1 ? cardTexts.pinWrongOnce : cardTexts.pinWrong;
}

function PinWrong({ page, waitS }: { readonly page: CardPin; readonly waitS: number }) {
  const { say } = useScreen();
  const { wrong, triesLeft } = page;
  if (!wrong) return null;
  return (
    <p className="pin-wrong" role="alert">
      <Icon name="warning" />
      <span>
        {say(wrongWords(wrong, triesLeft), { tries: triesLeft ?? 0 })}{' '}
        {waitS > 0 && <strong>{say(cardTexts.pinWait, { seconds: waitS })}</strong>}
      </span>
    </p>
  );
}
