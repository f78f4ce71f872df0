/**
 * What a person at the machine agreed to: one consent per purpose, to one text of one version, known by its
 * hash, until it is withdrawn or its purpose is over. A text that was agreed to is never changed; a new
 * wording is a new version. Nothing depends on a yes but what the text names.
 */
import { createHash } from 'node:crypto';
import type { ConsentPurpose, ConsentText } from './consent-purpose.ts';
import { consentTexts } from './consent-texts.ts';

/** The text in force for a purpose. */
export function consentTextOf(purpose: ConsentPurpose): ConsentText {
  const texts = consentTexts[purpose];
  const text = texts[texts.length - 1];
  if (!text) throw new RangeError(`no text for ${purpose}`);
  return text;
}

/** Hex SHA-256 over every word in both languages, by which a record can be laid beside its text. */
export function consentTextHash(purpose: ConsentPurpose, text: ConsentText): string {
  const { version, title, what, why, howLong, whoSees, otherwise } = text;
  const words = [title, what, why, howLong, whoSees, otherwise].flatMap(({ zh, en }) => [zh, en]);
  return createHash('sha256')
    .update(JSON.stringify([purpose, version, ...words]))
    .digest('hex');
}
