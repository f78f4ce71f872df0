/** The days of a form: a usual period by name, or the first and the last day. */
import { Select, TextInput } from '@mantine/core';
import { useLanguage } from '../language/language.tsx';
import { periodNames, financeTexts as texts } from './finance-texts.ts';
import { type FormPeriod, nameOfPeriod, type PeriodName, periodOfName } from './form-period.ts';
import { useAddressChange, useToday } from './use-today.ts';

export function PeriodFields({ period }: { period: FormPeriod }) {
  const { say } = useLanguage();
  const today = useToday();
  const change = useAddressChange();
  const set = ({ from, to }: FormPeriod) => change(from <= to ? { from, to } : { from: to, to: from });
  return (
    <>
      <Select
        aria-label={say(texts.period)}
        data={(Object.keys(periodNames) as PeriodName[]).map((name) => ({
          value: name as string,
          label: say(periodNames[name]),
        }))}
        value={nameOfPeriod(period, today)}
        onChange={(name) => set(periodOfName((name ?? 'month') as PeriodName, today, period))}
        allowDeselect={false}
      />
      <TextInput
        type="date"
        aria-label={say(texts.from)}
        value={period.from}
        max={today}
        onChange={({ currentTarget: { value } }) => value !== '' && set({ ...period, from: value })}
      />
      <TextInput
        type="date"
        aria-label={say(texts.to)}
        value={period.to}
        onChange={({ currentTarget: { value } }) => value !== '' && set({ ...period, to: value })}
      />
    </>
  );
}
