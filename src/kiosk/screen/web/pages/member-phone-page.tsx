/** Who it is, by a phone number; the member code can be scanned here too. */
import { useState } from 'react';
import { readPhone } from '../../../../domain/phone.ts';
import { memberTexts } from '../../../../look/member-texts.ts';
import { frameTexts } from '../../../../look/screen-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { TypedNumber } from '../parts/typed-number.tsx';
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
      <TypedNumber
        typed={typed}
        label={say(memberTexts.phone)}
        lengthMax={phoneLengthMax}
        groups={[3, 4, 8]}
        onType={setTyped}
      />
      <p className="member-privacy">{say(memberTexts.privacy)}</p>
    </Page>
  );
}
