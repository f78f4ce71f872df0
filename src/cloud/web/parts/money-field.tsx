/** A field for an amount; says at once when it is none. */
import { TextInput } from '@mantine/core';
import type { Text } from '../../../domain/text.ts';
import { useLanguage } from '../language/language.tsx';
import { useSession } from '../session/session.tsx';

interface MoneyFieldProps {
  readonly label: Text;
  readonly hint?: Text;
  readonly value: string;
  readonly problem?: Text | undefined;
  readonly changed: (typed: string) => void;
}

export function MoneyField({ label, hint, value, problem, changed }: MoneyFieldProps) {
  const { say } = useLanguage();
  const { merchant } = useSession();
  return (
    <TextInput
      label={say(label)}
      description={hint ? say(hint) : undefined}
      inputMode="decimal"
      leftSection={<span className="field-word">{merchant.currency}</span>}
      leftSectionWidth={52}
      value={value}
      error={problem ? say(problem) : undefined}
      onChange={(event) => changed(event.currentTarget.value)}
    />
  );
}
