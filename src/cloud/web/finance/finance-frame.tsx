/** What every page of the books stands in: its title, and the way to the others. */
import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import { useLanguage } from '../language/language.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { financeTexts as texts } from './finance-texts.ts';

const parts: readonly { readonly to: string; readonly name: Text }[] = [
  { to: '/finance', name: texts.overview },
  { to: '/finance/forms', name: texts.forms },
  { to: '/finance/differences', name: texts.differences },
  { to: '/finance/imports', name: texts.imports },
  { to: '/finance/schedules', name: texts.schedules },
];

interface FinanceFrameProps {
  readonly title: Text;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function FinanceFrame({ title, lead, actions, children }: FinanceFrameProps) {
  const { say } = useLanguage();
  return (
    <>
      <PageHead title={title} {...(lead === undefined ? {} : { lead })}>
        {actions}
      </PageHead>
      <nav className="finance-parts" aria-label={say(texts.parts)}>
        {parts.map((part) => (
          <Part key={part.to} {...part} />
        ))}
      </nav>
      {children}
    </>
  );
}

function Part({ to, name }: { to: string; name: Text }) {
  const { say } = useLanguage();
  const [here] = useRoute(to);
  return (
    <Link href={to} aria-current={here ? 'page' : undefined}>
      {say(name)}
    </Link>
  );
}
