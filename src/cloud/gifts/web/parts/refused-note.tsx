/** Why a request was refused, in the words of the person who asked. */
import type { FaultCode } from '../../../../domain/fault-catalogue.ts';
import { useGifts } from '../gifts-context.ts';
import { refusedWords } from '../texts/refused-words.ts';
import { Note } from './note.tsx';

export function RefusedNote({ code }: { readonly code: FaultCode | undefined }) {
  const { say } = useGifts();
  return code ? <Note kind="danger">{say(refusedWords(code))}</Note> : null;
}
