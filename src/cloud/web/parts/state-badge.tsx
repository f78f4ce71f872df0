/** A state as a word with a mark in its tone; the word says it all, the colour only helps. */
import { useLanguage } from '../language/language.tsx';
import type { StateWords } from '../language/state-texts.ts';

export function StateBadge({ words }: { words: StateWords }) {
  const { say } = useLanguage();
  return <span className={`badge tone-${words.tone}`}>{say(words)}</span>;
}
