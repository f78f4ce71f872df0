/** The page of one lot: which car, what it owes, paying, and what became of it. A reload finds the bill again. */
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { FaultCode } from '../../../domain/fault-catalogue.ts';
import { formatMoney } from '../../../domain/money.ts';
import type { Language } from '../../../domain/text.ts';
import { Refused } from '../../../look/phone/refused.ts';
import { languageTags, say as sayIn } from '../../../look/say.ts';
import type { DriverCar, DriverLot } from '../../../wire/parking-driver.ts';
import { BillPage } from './bill-page.tsx';
import { CarPage } from './car-page.tsx';
import type { DriverCloud } from './driver-cloud.ts';
import { DriverContext } from './driver-context.ts';
import { driverTexts as texts } from './driver-texts.ts';
import { Frame } from './frame.tsx';
import { StayPage } from './stay-page.tsx';

type Step =
  | { readonly at: 'car' }
  | { readonly at: 'stay'; readonly car: DriverCar }
  | { readonly at: 'bill'; readonly billId: string };

function firstLanguage(): Language {
  const wanted = new URLSearchParams(location.search).get('lang') ?? navigator.language;
  return wanted.startsWith('zh') ? 'zh' : 'en';
}

/** The bill of an address that was reloaded; behind the hash, which no server is told. */
function firstStep(): Step {
  const billId = location.hash.slice(1);
  return billId.startsWith('pkb_') ? { at: 'bill', billId } : { at: 'car' };
}

export function DriverApp({ cloud }: { readonly cloud: DriverCloud }) {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const [lot, setLot] = useState<DriverLot>();
  const [refused, setRefused] = useState<FaultCode>();
  const say = useCallback<DriverContext['say']>((text, blanks) => sayIn(text, language, blanks), [language]);
  const read = useCallback(() => {
    setRefused(undefined);
    cloud.lot().then(setLot, (error) => {
      setRefused(error instanceof Refused ? error.code : 'INTERNAL_DEFECT');
    });
  }, [cloud]);
  useEffect(read, [read]);
  useEffect(() => {
    document.documentElement.lang = languageTags[language];
    document.title = sayIn(texts.title, language);
  }, [language]);
  const context = useMemo(
    () => lot && { language, say, cloud, lot, ...wordsOf(language, lot) },
    [language, say, cloud, lot],
  );
  const frame = (children: ReactNode) => (
    <Frame lot={lot} language={language} setLanguage={setLanguage} say={say}>
      {children}
    </Frame>
  );
  if (context) return <DriverContext value={context}>{frame(<Steps />)}</DriverContext>;
  if (refused === undefined) return frame(<p className="quiet">{say(texts.loading)}</p>);
  return frame(
    <section className="card">
      <h1>{say(texts.noLot)}</h1>
      <p>{say(texts.noLotNote)}</p>
      <button type="button" onClick={read}>
        {say(texts.again)}
      </button>
    </section>,
  );
}

function wordsOf(language: Language, lot: DriverLot): Pick<DriverContext, 'money' | 'time'> {
  const tag = languageTags[language];
  const of = (shape: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { ...shape, timeZone: lot.timeZone });
  const clock = of({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = of({ month: 'short', day: 'numeric' });
  return {
    money: (minor) => formatMoney(minor, lot.currency),
    time: (atMs, nowMs) => {
      const other = day.format(atMs) !== day.format(nowMs);
      return other ? `${day.format(atMs)} ${clock.format(atMs)}` : clock.format(atMs);
    },
  };
}

function Steps() {
  const [step, setStep] = useState<Step>(firstStep);
  const [car, setCar] = useState<DriverCar>();
  const goTo = (next: Step) => {
    const hash = next.at === 'bill' ? `#${next.billId}` : '';
    history.replaceState(null, '', `${location.pathname}${location.search}${hash}`);
    if (next.at === 'stay') setCar(next.car);
    setStep(next);
    scrollTo(0, 0);
  };
  const lookAgain = () => goTo(car ? { at: 'stay', car } : { at: 'car' });
  const otherCar = () => goTo({ at: 'car' });
  switch (step.at) {
    case 'car':
      return <CarPage found={(found) => goTo({ at: 'stay', car: found })} />;
    case 'stay':
      return (
        <StayPage car={step.car} otherCar={otherCar} made={({ billId }) => goTo({ at: 'bill', billId })} />
      );
    case 'bill':
      return <BillPage key={step.billId} billId={step.billId} lookAgain={lookAgain} otherCar={otherCar} />;
  }
}
