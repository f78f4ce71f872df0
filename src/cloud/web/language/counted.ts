/** Counted things in both languages: `counted(3, '台机器', 'machine')` is 3 台机器 / 3 machines. */
import type { Text } from '../../../domain/text.ts';

/** `plural` only where it is not the singular with an s. */
export function counted(count: number, zh: string, singular: string, plural = `${singular}s`): Text {
  const number = count.toLocaleString('en-US');
  return { zh: `${number} ${zh}`, en: `${number} ${count === 1 ? singular : plural}` };
}

/** The texts one after the other, with the same text between them. */
export function joined(texts: readonly Text[], between: Text): Text {
  return {
    zh: texts.map((text) => text.zh).join(between.zh),
    en: texts.map((text) => text.en).join(between.en),
  };
}
