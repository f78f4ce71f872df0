/**
 * How somebody's gift is found: every way equally large, none of them a condition of the others. What is typed
 * stays in the browser until it is handed over; a scan is taken on every step.
 */
import { useState } from 'react';
import { readPickupCode } from '../../../../domain/gift-code.ts';
import { readPhone } from '../../../../domain/phone.ts';
import { giftTexts } from '../../../../look/gift-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import type { IconName } from '../../../../look/icons.ts';
import { peopleTexts } from '../../../../look/people-texts.ts';
import { frameTexts } from '../../../../look/screen-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { CodeKeypad, TypedCode } from '../parts/code-keypad.tsx';
import { TypedNumber } from '../parts/typed-number.tsx';
import { ScanScene } from '../scenes/scan-scene.tsx';
import { useScreen } from '../screen-context.ts';

type ClaimPage = Extract<ViewPage, { page: 'giftClaim' }>;
type Way = ClaimPage['ways'][number];

const icons: Readonly<Record<Way, IconName>> = {
  pickup: 'qr',
  member: 'people',
  phone: 'phone',
  face: 'camera',
};
const names = {
  pickup: giftTexts.byPickup,
  member: giftTexts.byMember,
  phone: giftTexts.byPhone,
  face: peopleTexts.byFace,
} as const;
const notes = {
  pickup: giftTexts.byPickupNote,
  member: giftTexts.byMemberNote,
  phone: giftTexts.byPhoneNote,
  face: peopleTexts.byFaceNote,
} as const;

/** Of a pickup code behind its `GP`. */
const pickupLength = 11;
const phoneLengthMax = 15;
/** Of the code that is sent to a phone. */
const codeLength = 6;

export function GiftClaimPage({ page }: { readonly page: ClaimPage }) {
  const [way, setWay] = useState<Way>();
  const back = () => setWay(undefined);
  switch (way) {
    case 'pickup':
      return <PickupStep onBack={back} />;
    case 'phone':
      return page.phone?.stage === 'sent' ? (
        <SentCodeStep masked={page.phone.masked} onBack={back} />
      ) : (
        <PhoneStep sending={page.phone !== undefined} onBack={back} />
      );
    case 'member':
      return <ScanStep onBack={back} />;
    default:
      return <WaysStep page={page} onChoose={setWay} />;
  }
}

interface StepProps {
  readonly onBack: () => void;
}

function WaysStep({ page, onChoose }: { readonly page: ClaimPage; readonly onChoose: (way: Way) => void }) {
  const { say, send } = useScreen();
  /** A face is asked for on pages of its own, with its own consent. */
  const choose = (way: Way) => (way === 'face' ? send({ tap: 'giftByFace' }) : onChoose(way));
  return (
    <Page
      layout="calm"
      title={say(giftTexts.claimTitle)}
      note={say(page.offline ? giftTexts.maybeOffline : giftTexts.claimNote)}
      actions={<WayBack onPress={() => send({ tap: 'back' })} />}
    >
      <div className="tenders gift-ways">
        {page.ways.map((way) => (
          <button type="button" className="tender" key={way} onClick={() => choose(way)}>
            <span className="tender-icon">
              <Icon name={icons[way]} />
            </span>
            <span className="tender-words">
              <strong>{say(names[way])}</strong>
              <span>{say(notes[way])}</span>
            </span>
            <Icon name="chevronRight" />
          </button>
        ))}
      </div>
      <p className="member-privacy">{say(giftTexts.privacy)}</p>
    </Page>
  );
}

function ScanStep({ onBack }: StepProps) {
  const { say } = useScreen();
  return (
    <Page
      layout="calm"
      art={<ScanScene />}
      title={say(giftTexts.scanTitle)}
      note={say(giftTexts.scanNote)}
      actions={<WayBack onPress={onBack} />}
    />
  );
}

function PickupStep({ onBack }: StepProps) {
  const { say, send } = useScreen();
  const [typed, setTyped] = useState('');
  return (
    <Page
      layout="calm"
      title={say(giftTexts.pickupTitle)}
      note={say(giftTexts.pickupNote)}
      actions={
        <>
          <WayBack onPress={onBack} />
          <Button
            kind="primary"
            icon="check"
            disabled={readPickupCode(typed) === undefined}
            onPress={() => send({ tap: 'nameGift', code: typed })}
          >
            {say(giftTexts.find)}
          </Button>
        </>
      }
    >
      <TypedCode prefix="GP" typed={typed} empty={say(giftTexts.pickupEmpty)} />
      <CodeKeypad typed={typed} length={pickupLength} onType={setTyped} />
    </Page>
  );
}

function PhoneStep({ sending, onBack }: StepProps & { readonly sending: boolean }) {
  const { say, send } = useScreen();
  const [typed, setTyped] = useState('');
  return (
    <Page
      layout="calm"
      title={say(giftTexts.phoneTitle)}
      note={say(sending ? giftTexts.sending : giftTexts.phoneNote)}
      actions={
        <>
          <WayBack onPress={onBack} />
          <Button
            kind="primary"
            icon="check"
            disabled={sending || readPhone(typed) === undefined}
            onPress={() => send({ tap: 'sendGiftCode', phone: typed })}
          >
            {say(giftTexts.sendCode)}
          </Button>
        </>
      }
    >
      <TypedNumber typed={typed} lengthMax={phoneLengthMax} groups={[3, 4, 8]} onType={setTyped} />
    </Page>
  );
}

function SentCodeStep({ masked, onBack }: StepProps & { readonly masked: string }) {
  const { say, send } = useScreen();
  const [typed, setTyped] = useState('');
  return (
    <Page
      layout="calm"
      title={say(giftTexts.codeTitle)}
      note={say(giftTexts.codeNote, { phone: masked })}
      actions={
        <>
          <WayBack onPress={onBack} />
          <Button
            kind="primary"
            icon="check"
            disabled={typed.length !== codeLength}
            onPress={() => send({ tap: 'enterGiftCode', code: typed })}
          >
            {say(giftTexts.find)}
          </Button>
        </>
      }
    >
      <TypedNumber typed={typed} lengthMax={codeLength} groups={[3, 3]} onType={setTyped} />
    </Page>
  );
}

function WayBack({ onPress }: { readonly onPress: () => void }) {
  const { say } = useScreen();
  return (
    <Button icon="arrowLeft" wayBack onPress={onPress}>
      {say(frameTexts.back)}
    </Button>
  );
}
