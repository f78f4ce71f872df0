/** Reads a sample code by one rule, as one types; the same code as at the machine. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CodePattern } from '../../../domain/code-pattern.ts';
import { Fault, type FaultCode } from '../../../domain/fault.ts';
import type { GoodsReading } from '../../../domain/goods-reading.ts';
import { localTime } from '../../../domain/local-time.ts';
import { readGoodsCode } from '../../../domain/read-code.ts';
import { faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { useSession } from '../session/session.tsx';
import { useClock } from '../time/clock-context.tsx';
import { patternTexts as texts } from './pattern-texts.ts';
import { ReadingFacts } from './reading-facts.tsx';

export function TryPattern({ pattern }: { pattern: CodePattern | undefined }) {
  const { say } = useLanguage();
  const { merchant } = useSession();
  const clock = useClock();
  const [code, setCode] = useState('');
  const todayIso = localTime(clock.now(), merchant.timeZone).dateIso;
  const context = { currency: merchant.currency, todayIso, patterns: pattern ? [pattern] : [] };
  const read = code === '' || !pattern ? undefined : readBy(code, context);
  return (
    <>
      <TextInput
        classNames={{ input: 'expression-input' }}
        label={say(texts.tryCode)}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <p role="status" className="reading">
        {read === undefined ? null : <Outcome read={read} patternId={pattern?.patternId} />}
      </p>
    </>
  );
}

function Outcome({ read, patternId }: { read: GoodsReading | FaultCode; patternId: string | undefined }) {
  const { say } = useLanguage();
  if (typeof read === 'string' && read !== 'CODE_UNKNOWN') return <strong>{say(faultTitle(read))}</strong>;
  if (typeof read === 'string' || read.by !== patternId) return <strong>{say(texts.fitsNot)}</strong>;
  const { by, ...facts } = read;
  return (
    <>
      <strong>{say(texts.fits)}</strong>
      <ReadingFacts facts={facts} />
    </>
  );
}

function readBy(text: string, context: Parameters<typeof readGoodsCode>[1]): GoodsReading | FaultCode {
  try {
    return readGoodsCode({ text }, context);
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}
