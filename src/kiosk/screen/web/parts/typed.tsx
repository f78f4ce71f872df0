/** What was typed so far, in large letters. */
import { keypadTexts } from '../../../../look/screen-texts.ts';
import { useScreen } from '../screen-context.ts';

interface TypedProps {
  readonly text: string;
  /** What is typed here; `Typed so far` where it is not said. */
  readonly label?: string;
  /** What stands there instead of nothing. */
  readonly empty?: string;
}

export function Typed({ text, label, empty }: TypedProps) {
  const { say } = useScreen();
  return (
    <output className="typed-number" aria-label={label ?? say(keypadTexts.typed)}>
      {text === '' ? <span>{empty ?? say(keypadTexts.empty)}</span> : text}
    </output>
  );
}
