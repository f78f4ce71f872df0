/** Who it is, by a phone number; the member code can be scanned here too. */
import { useState } from 'react';
import { readPhone } from '../../../../domain/phone.ts';
import { memberTexts } from '../../../../look/member-texts.ts';
import { frameTexts } from '../../../../look/screen-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { NumberKeypad } from '../members/number-keypad.tsx';
import { Button } from '../parts/button.tsx';
import { useScreen } from '../screen-context.ts';

const phoneLengthMax = 15;

export function MemberPhonePage({ page }: { readonly page: Extract<ViewPage, { page: 'memberPhone' }> }) {
  const { say, send } = useScreen();
  const [typed, setTyped] = useState('');
  return (
    <Page
      layout="calm"
      title={say(memberTexts.phoneTitle)}
      note={say(page.asking ? memberTexts.asking : memberTexts.phoneNote)}
      actions={
        <>
          <Button icon="arrowLeft" wayBack onPress={() => send({ tap: 'back' })}>
            {say(frameTexts.back)}
          </Button>
          <Button
            kind="primary"
            icon="check"
            disabled={page.asking || readPhone(typed) === undefined}
            onPress={() => send({ tap: 'namePhone', phone: typed })}
          >
            {say(memberTexts.done)}
          </Button>
        </>
      }
    >
      <output className="typed-number" aria-label={say(memberTexts.phone)}>
        {typed === '' ? <span>{say(memberTexts.phoneEmpty)}</span> : grouped(typed)}
      </output>
      <NumberKeypad typed={typed} lengthMax={phoneLengthMax} onType={setTyped} />
      <p className="member-privacy">{say(memberTexts.privacy)}</p>
    </Page>
  );
}

/** `138 0013 8000`, as it is written on a card. */
function grouped(digits: string): string {
  return [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)].filter(Boolean).join(' ');
}
