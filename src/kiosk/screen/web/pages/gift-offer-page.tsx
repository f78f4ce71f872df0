/** A gift is offered: who gives, their words, what it pays and what is left; three answers of equal size. */
import { useState } from 'react';
import { giftTexts } from '../../../../look/gift-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import type { IconName } from '../../../../look/icons.ts';
import type { Tap, Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { GiverWords } from '../gifts/giver-words.tsx';
import { Button } from '../parts/button.tsx';
import { Money } from '../parts/money.tsx';
import { useScreen } from '../screen-context.ts';

type OfferPage = Extract<ViewPage, { page: 'giftOffer' }>;
type Answer = Extract<Tap, { tap: 'answerGift' }>['answer'];

const answers: readonly { readonly answer: Answer; readonly icon: IconName }[] = [
  { answer: 'accepted', icon: 'gift' },
  { answer: 'declined', icon: 'chevronRight' },
  { answer: 'notMe', icon: 'people' },
];
const names = { accepted: giftTexts.accept, declined: giftTexts.decline, notMe: giftTexts.notMe } as const;
const notes = {
  accepted: giftTexts.acceptNote,
  declined: giftTexts.declineNote,
  notMe: giftTexts.notMeNote,
} as const;

export function GiftOfferPage({ page }: { readonly page: OfferPage }) {
  const { say, send } = useScreen();
  const [talk, setTalk] = useState(false);
  const { from, words, offerId } = page;
  const give = (answer: Answer) =>
    send({
      ...{ tap: 'answerGift', offerId, answer },
      ...(answer === 'accepted' && talk ? { conversation: true } : {}),
    });
  return (
    <Page
      layout="calm"
      title={from === undefined ? say(giftTexts.offerTitleHidden) : say(giftTexts.offerTitle, { from })}
      note={say(giftTexts.offerNote)}
      summary={<p className="gift-safe">{say(giftTexts.safe)}</p>}
      actions={
        <Button icon="arrowLeft" wayBack onPress={() => send({ tap: 'back' })}>
          {say(giftTexts.later)}
        </Button>
      }
    >
      {words !== undefined && <GiverWords words={words} />}
      <GiftSums page={page} />
      {page.conversation && (
        <button type="button" className="gift-talk" aria-pressed={talk} onClick={() => setTalk(!talk)}>
          <Icon name={talk ? 'check' : 'chat'} />
          <span>
            <strong>{say(giftTexts.talk)}</strong>
            <span>{say(talk ? giftTexts.talkYes : giftTexts.talkNo)}</span>
          </span>
        </button>
      )}
      <div className="tenders answers gift-answers">
        {answers.map((one) => (
          <AnswerButton key={one.answer} {...one} give={() => give(one.answer)} />
        ))}
      </div>
    </Page>
  );
}

/** What the gift pays, and what is left to pay. */
function GiftSums({ page: { coverMinor, restMinor } }: { readonly page: OfferPage }) {
  const { say } = useScreen();
  return (
    <dl className="parts gift-sums">
      <div>
        <dt>{say(giftTexts.covered)}</dt>
        <dd>
          <Money minor={coverMinor} size="amount" />
        </dd>
      </div>
      <div>
        <dt>{say(giftTexts.rest)}</dt>
        <dd>
          <Money minor={restMinor} size="amount" />
        </dd>
      </div>
    </dl>
  );
}

interface AnswerButtonProps {
  readonly answer: Answer;
  readonly icon: IconName;
  readonly give: () => void;
}

function AnswerButton({ answer, icon, give }: AnswerButtonProps) {
  const { say } = useScreen();
  return (
    <button
      type="button"
      className="tender"
      {...(answer === 'accepted' ? { 'data-primary': '' } : {})}
      onClick={give}
    >
      <span className="tender-icon">
        <Icon name={icon} />
      </span>
      <span className="tender-words">
        <strong>{say(names[answer])}</strong>
        <span>{say(notes[answer])}</span>
      </span>
    </button>
  );
}
