/** A number that is typed: its digits in groups, and the keys for them. */
import { giftTexts } from '../../../../look/gift-texts.ts';
import { NumberKeypad } from '../members/number-keypad.tsx';
import { useScreen } from '../screen-context.ts';

interface TypedNumberProps {
  readonly typed: string;
  readonly lengthMax: number;
  /** Digits of each group as they are read aloud. */
  readonly groups: readonly number[];
  readonly onType: (typed: string) => void;
}

export function TypedNumber({ typed, lengthMax, groups, onType }: TypedNumberProps) {
  const { say } = useScreen();
  return (
    <>
      <output className="typed-number" aria-label={say(giftTexts.typed)}>
        {typed === '' ? <span>{say(giftTexts.empty)}</span> : grouped(typed, groups)}
      </output>
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
