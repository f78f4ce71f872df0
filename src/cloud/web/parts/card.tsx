/** A part of a page with a heading of its own. */
import { type ReactNode, useId } from 'react';
import type { Text } from '../../../domain/text.ts';
import { useLanguage } from '../language/language.tsx';

interface CardProps {
  readonly title: Text;
  /** At the end of the heading's line: a count, a link. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Card({ title, aside, children }: CardProps) {
  const { say } = useLanguage();
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <div className="card-head">
        <h2 id={id}>{say(title)}</h2>
        {aside ? <div className="card-aside">{aside}</div> : null}
      </div>
      {children}
    </section>
  );
}

/** Facts as name and value. */
export function Facts({ facts }: { facts: readonly (readonly [name: Text, value: ReactNode])[] }) {
  const { say } = useLanguage();
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name.en}>
          <dt>{say(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
