/** Types a code that people copy: its first letters stand there already, letters that no code has are not offered. */
import { Keypad } from '../../../../look/keypad.tsx';
import { keypadTexts } from '../../../../look/screen-texts.ts';
import { useScreen } from '../screen-context.ts';
import { Typed } from './typed.tsx';

const rows = ['0123456789', 'ABCDEFGH', 'JKMNPQRS', 'TVWXYZ'];

interface TypedCodeProps {
  readonly prefix: string;
  readonly typed: string;
  /** A code as an example. */
  readonly empty: string;
}

/** The code as it is printed, `KC-7F3K-9QWD`. */
export function TypedCode({ prefix, typed, empty }: TypedCodeProps) {
  const groups = [prefix, typed.slice(0, 4), typed.slice(4, 8), typed.slice(8)];
  return <Typed text={typed === '' ? '' : groups.filter(Boolean).join('-')} empty={empty} />;
}

interface CodeKeypadProps {
  readonly typed: string;
  /** Without the letters that stand there already. */
  readonly length: number;
  readonly onType: (typed: string) => void;
}

export function CodeKeypad({ typed, length, onType }: CodeKeypadProps) {
  const { say } = useScreen();
  const fits = () => typed.length < length;
  const label = say(keypadTexts.codeKeys);
  return <Keypad say={say} label={label} rows={rows} typed={typed} fits={fits} onType={onType} />;
}
