/** The charge is on its way: what is being waited for, how far it has come, and how long at most. */
import { useEffect, useState } from 'react';
import { Icon } from '../../../../look/icon.tsx';
import { payTexts } from '../../../../look/screen-texts.ts';
import { settleAgainTexts } from '../../../../look/settle-again-texts.ts';
import { platformName } from '../../../../look/shared-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { Due } from '../parts/due.tsx';
import { WaitingScene } from '../scenes/waiting-scene.tsx';
import { useScreen } from '../screen-context.ts';

type Waiting = Extract<ViewPage, { page: 'waitingForPayment' }>;

const words = {
  sent: { title: payTexts.waitingSent, note: payTexts.waitingSentNote },
  confirmOnPhone: { title: payTexts.waitingConfirm, note: payTexts.waitingConfirmNote },
  checking: { title: payTexts.waitingChecking, note: payTexts.waitingCheckingNote },
} as const;

export function WaitingPage({ page }: { readonly page: Waiting }) {
  const { say } = useScreen();
  const platform = say(platformName(page.platform));
  const { title, note } = words[page.stage];
  return (
    <Page
      layout="calm"
      art={<WaitingScene asking={page.stage === 'confirmOnPhone' ? 'shopper' : 'platform'} />}
      title={say(title, { platform })}
      note={say(note, { platform })}
      summary={<Due />}
      actions={<SettleAgain fromMs={page.settleAgainFromMs} />}
    >
      <ol className="stages">
        <Stage state="done" text={say(payTexts.stageRead)} />
        <Stage state={page.stage === 'sent' ? 'now' : 'done'} text={say(payTexts.stageSent, { platform })} />
        {page.stage !== 'checking' && (
          <Stage
            state={page.stage === 'confirmOnPhone' ? 'now' : 'later'}
            text={say(payTexts.stageConfirm)}
          />
        )}
        <Stage state={page.stage === 'checking' ? 'now' : 'later'} text={say(payTexts.stageResult)} />
      </ol>
    </Page>
  );
}

/** Offered when the result takes long; until then the place stays empty. */
function SettleAgain({ fromMs }: { readonly fromMs: number | undefined }) {
  const { say, send, nowMs } = useScreen();
  const [due, setDue] = useState(false);
  useEffect(() => {
    setDue(false);
    if (fromMs === undefined) return;
    const timer = setTimeout(() => setDue(true), Math.max(0, fromMs - nowMs()));
    return () => clearTimeout(timer);
  }, [fromMs, nowMs]);
  if (!due) return null;
  return (
    <Button icon="refresh" onPress={() => send({ tap: 'settleAgain' })}>
      {say(settleAgainTexts.waitingButton)}
    </Button>
  );
}

function Stage({ state, text }: { readonly state: 'done' | 'now' | 'later'; readonly text: string }) {
  return (
    <li className={`stage stage-${state}`} {...(state === 'now' ? { 'aria-current': 'step' as const } : {})}>
      <span className="stage-mark">{state === 'done' && <Icon name="check" />}</span>
      {text}
    </li>
  );
}
