/** The head of a page: where it belongs, its title, what it is about, and its actions. */
import { type ReactNode, useEffect } from 'react';
import { Link } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import { useLanguage } from '../language/language.tsx';
import { Icon } from './icon.tsx';

interface PageHeadProps {
  readonly title: Text;
  readonly lead?: ReactNode;
  /** Beside the title: a state. */
  readonly mark?: ReactNode;
  readonly back?: { readonly to: string; readonly label: Text };
  readonly children?: ReactNode;
}

export function PageHead({ title, lead, mark, back, children }: PageHeadProps) {
  const { say } = useLanguage();
  const words = say(title);
  useEffect(() => {
    document.title = `${words} · kioskd`;
  }, [words]);
  return (
    <header className="page-head">
      <div className="page-head-words">
        {back ? (
          <Link href={back.to} className="page-back">
            <Icon name="arrowLeft" sizePx={16} />
            {say(back.label)}
          </Link>
        ) : null}
        <div className="page-title">
          <h1>{words}</h1>
          {mark}
        </div>
        {lead ? <p className="quiet">{lead}</p> : null}
      </div>
      {children ? <div className="page-actions">{children}</div> : null}
    </header>
  );
}
