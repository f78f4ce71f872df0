/**
 * Speaks the guidance of each page through the machine's own speaker, in the shopper's language. Says a
 * page once, ends the last page's words when the next comes, and keeps silent where nobody is: at the
 * welcome page.
 */
import { formatMoney } from '../../domain/money.ts';
import type { Language } from '../../domain/text.ts';
import { say } from '../../look/say.ts';
import { guidanceFor } from './guidance.ts';
import type { View } from './view.ts';

export class SpokenGuide {
  readonly #speak: (text: string, language: Language) => void;
  #said = '';

  constructor(speak: (text: string, language: Language) => void) {
    this.#speak = speak;
  }

  /** Takes the view of now; says what is new in it. */
  follow(view: View): void {
    const { language, currency, page } = view;
    const words = {
      say: (text: Parameters<typeof say>[0], blanks?: Parameters<typeof say>[2]) =>
        say(text, language, blanks),
      money: (minor: number) => formatMoney(minor, currency),
    };
    const guidance = page.page === 'welcome' ? '' : guidanceFor(view, words);
    if (guidance === this.#said) return;
    this.#said = guidance;
    this.#speak(guidance, language);
  }
}
