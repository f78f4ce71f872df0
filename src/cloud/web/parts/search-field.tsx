/** A search field that asks when the typing pauses, not at every letter. */
import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Text } from '../../../domain/text.ts';
import { useLanguage } from '../language/language.tsx';
import { useClock } from '../time/clock-context.tsx';
import { Icon } from './icon.tsx';

const pauseMs = 350;

interface SearchFieldProps {
  readonly label: Text;
  readonly value: string;
  readonly asked: (text: string) => void;
}

export function SearchField({ label, value, asked }: SearchFieldProps) {
  const { say } = useLanguage();
  const clock = useClock();
  const [typed, setTyped] = useState(value);
  const ask = useRef(asked);
  ask.current = asked;
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    return clock.after(pauseMs, () => ask.current(typed.trim()));
  }, [typed, value, clock]);
  return (
    <TextInput
      type="search"
      className="search-field"
      aria-label={say(label)}
      placeholder={say(label)}
      leftSection={<Icon name="search" sizePx={18} />}
      maxLength={100}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
