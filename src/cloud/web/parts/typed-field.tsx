/**
 * A field whose text must have a form, such as a date: it takes effect when it is left or Enter is pressed,
 * and says what it wants if it does not fit. Written out by hand it reads the same in every browser.
 */
import { TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { Text } from '../../../domain/text.ts';
import { useLanguage } from '../language/language.tsx';

interface TypedFieldProps {
  /** Shown above the field, or only spoken when `lead` says it. */
  readonly label: Text;
  /** Inside the field, before the text, in the place of a label above it. */
  readonly lead?: ReactNode;
  /** What stands in the empty field. */
  readonly form: Text;
  readonly example: string;
  readonly hint?: Text;
  readonly value: string;
  readonly problem?: Text | undefined;
  /** The text in its proper form; `undefined` if it has none. */
  readonly read: (typed: string) => string | undefined;
  /** Empty when the field was emptied. */
  readonly changed: (value: string) => void;
}

export const dateForm: Text = { zh: '年-月-日', en: 'YYYY-MM-DD' };
export const dateTimeForm: Text = { zh: '年-月-日 时:分', en: 'YYYY-MM-DD HH:MM' };
export const timeForm: Text = { zh: '时:分', en: 'HH:MM' };

const wanted = (example: string): Text => ({ zh: `请写成 ${example}`, en: `Write it like ${example}` });

export function TypedField(props: TypedFieldProps) {
  const { say } = useLanguage();
  const { label, lead, form, example, hint, value, problem, read, changed } = props;
  const [typed, setTyped] = useState(value);
  const [wrong, setWrong] = useState(false);
  useEffect(() => setTyped(value), [value]);
  const commit = () => {
    const text = typed.trim();
    const proper = text === '' ? '' : read(text);
    setWrong(proper === undefined);
    if (proper === undefined || proper === value) return;
    changed(proper);
  };
  const shown = wrong ? wanted(example) : problem;
  return (
    <TextInput
      className={lead ? 'led-field' : ''}
      label={lead ? undefined : say(label)}
      aria-label={lead ? say(label) : undefined}
      leftSection={lead}
      description={hint ? say(hint) : undefined}
      placeholder={say(form)}
      value={typed}
      error={shown ? say(shown) : undefined}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}

/** `2026-08-28`, also as 2026/8/28. */
export function readDate(typed: string): string | undefined {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(typed);
  if (!match) return undefined;
  const date = `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`;
  const atMs = Date.parse(`${date}T00:00:00Z`);
  // A day that the month does not have would become one of the next month.
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(date) ? date : undefined;
}

/** `17:30`, also as 7:05. */
export function readTime(typed: string): string | undefined {
  const match = /^(\d{1,2})[:：](\d{2})$/.exec(typed);
  const time = match ? `${match[1]?.padStart(2, '0')}:${match[2]}` : '';
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : undefined;
}

/** `2026-08-28 17:30`; without a time it is midnight. */
export function readDateTime(typed: string): string | undefined {
  const [day = '', time = '00:00', ...more] = typed.split(/[ T]+/);
  const [date, clock] = [readDate(day), readTime(time)];
  return date && clock && more.length === 0 ? `${date} ${clock}` : undefined;
}
