/** What a code says, in words: each fact with its name, amounts in the merchant's money. */
import type { CodeFact } from '../../../domain/code-pattern.ts';
import { useLanguage } from '../language/language.tsx';
import { Money } from '../parts/money.tsx';
import { fieldNames } from './pattern-texts.ts';

const factOfReading: Readonly<Record<string, CodeFact>> = {
  gtin14: 'gtin',
  articleNo: 'article',
  priceMinor: 'price',
};

export function ReadingFacts({ facts }: { facts: Readonly<Record<string, string | number>> }) {
  const { say } = useLanguage();
  const told = Object.entries(facts);
  if (told.length === 0) return null;
  return (
    <span className="reading-facts">
      {told.map(([name, value]) => (
        <span key={name}>
          <small className="quiet">{say(fieldNames[factOfReading[name] ?? (name as CodeFact)])}</small>{' '}
          {name === 'priceMinor' ? <Money minor={Number(value)} /> : String(value)}
        </span>
      ))}
    </span>
  );
}
