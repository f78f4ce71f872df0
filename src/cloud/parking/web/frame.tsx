/** Around every step: whose lot it is, the language, and whom to call. */
import type { ReactNode } from 'react';
import type { Language } from '../../../domain/text.ts';
import { Icon } from '../../../look/icon.tsx';
import { LanguageChoice } from '../../../look/phone/language-choice.tsx';
import type { SayText } from '../../../look/say.ts';
import type { DriverLot } from '../../../wire/parking-driver.ts';
import { driverTexts as texts } from './driver-texts.ts';

interface FrameProps {
  readonly lot: DriverLot | undefined;
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly say: SayText;
  readonly children: ReactNode;
}

export function Frame({ lot, language, setLanguage, say, children }: FrameProps) {
  return (
    <>
      <header className="head">
        <span className="head-mark">
          <Icon name="car" />
        </span>
        <p className="head-lot">
          <strong>{say(lot?.lotName ?? texts.title)}</strong>
          {lot ? <small>{say(lot.merchantName)}</small> : null}
        </p>
        <LanguageChoice label={say(texts.language)} language={language} choose={setLanguage} />
      </header>
      <main>{children}</main>
      {lot?.helpPhone ? (
        <footer className="quiet small">
          {say(texts.help)} <a href={`tel:${lot.helpPhone}`}>{lot.helpPhone}</a>
        </footer>
      ) : null}
    </>
  );
}
