/** What both ways to enter a card's secret are given, and what they say after a wrong one. */
import { useEffect, useState } from 'react';
import type { FaultCode } from '../../../../domain/fault-catalogue.ts';
import type { CardTold } from '../../../../wire/cashier-schemas.ts';
import { useCashier } from '../cashier-context.ts';
import { passwordTexts as texts } from '../cashier-texts.ts';

export interface SecretProps {
  readonly told: CardTold;
  readonly asking: boolean;
  readonly refused: FaultCode | undefined;
  readonly done: (secret: string) => void;
  readonly back: () => void;
}

export function SecretWrong({ told, waitS }: { readonly told: CardTold; readonly waitS: number }) {
  const { say } = useCashier();
  if (told.state !== 'pinWrong') return null;
  return (
    <p className="refused" role="alert">
      {say(texts.wrong, { tries: told.triesLeft ?? 0 })}
      {waitS > 0 ? ` ${say(texts.wait, { seconds: waitS })}` : ''}
    </p>
  );
}

/** Seconds until the next try is taken. */
export function useCountdown(told: CardTold): number {
  const [leftS, setLeftS] = useState(0);
  useEffect(() => {
    const untilMs = Date.now() + (told.waitMs ?? 0);
    const tick = () => setLeftS(Math.max(0, Math.ceil((untilMs - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [told]);
  return leftS;
}
