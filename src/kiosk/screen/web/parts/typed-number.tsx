/** A number that is typed: its digits in groups, and the keys for them. */
import { NumberKeypad } from './number-keypad.tsx';
import { Typed } from './typed.tsx';

interface TypedNumberProps {
  readonly typed: string;
  readonly label?: string;
  readonly lengthMax: number;
  /** Digits of each group as they are read aloud. */
  readonly groups: readonly number[];
  readonly onType: (typed: string) => void;
}

export function TypedNumber({ typed, label, lengthMax, groups, onType }: TypedNumberProps) {
  const text = grouped(typed, groups);
  return (
    <>
      <Typed text={text} {...(label === undefined ? {} : { label })} />
      <NumberKeypad typed={typed} lengthMax={lengthMax} onType={onType} />
    </>
  );
}

function grouped(digits: string, groups: readonly number[]): string {
  const parts: string[] = [];
  let rest = digits;
  for (const length of groups) {
    parts.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return [...parts, rest].filter(Boolean).join(' ');
}
