/** Texts in the language of the person, with their blanks filled. */
import type { Language, Text } from '../domain/text.ts';

/** What fills the blanks of a text, by the name in braces. */
export type Blanks = Readonly<Record<string, string | number>>;

/** Says a text in the language that a face shows. */
export type SayText = (text: Text, blanks?: Blanks) => string;

/** `text` in `language`, each `{name}` replaced; a blank without a value stays visible, so that it is found. */
export function say(text: Text, language: Language, blanks: Blanks = {}): string {
  return text[language].replace(/\{(\w+)\}/g, (blank, name: string) => String(blanks[name] ?? blank));
}

/** The tag that browsers and voices know a language by. */
export const languageTags: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };
