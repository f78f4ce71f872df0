/** The browser's voice, where it has one. */
import type { Language } from '../../../../domain/text.ts';
import { languageTags } from '../../../../look/say.ts';

export const canSpeak = 'speechSynthesis' in window;

/** Says `text` in place of whatever is being said. */
export function speak(text: string, language: Language): void {
  if (!canSpeak) return;
  speechSynthesis.cancel();
  if (text === '') return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = languageTags[language];
  speechSynthesis.speak(utterance);
}
