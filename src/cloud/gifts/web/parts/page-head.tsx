/** The title of a page, which takes the focus when the page appears, and the way back. */
import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { Icon } from '../../../../look/icon.tsx';
import { useGifts } from '../gifts-context.ts';
import { frameTexts as texts } from '../texts/frame-texts.ts';

interface PageHeadProps {
  readonly title: string;
  readonly note?: string | undefined;
  /** Where the way back leads; none on the first page. */
  readonly backTo?: string;
  readonly goBack?: () => void;
  readonly children?: ReactNode;
}

export function PageHead({ title, note, backTo, goBack, children }: PageHeadProps) {
  const { say } = useGifts();
  const [, goTo] = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another title is another page
  useEffect(() => {
    heading.current?.focus();
    scrollTo(0, 0);
  }, [title]);
  const back = goBack ?? (backTo === undefined ? undefined : () => goTo(backTo));
  return (
    <div className="page-head">
      {back ? (
        <button type="button" className="back" onClick={back}>
          <Icon name="arrowLeft" />
          {say(texts.back)}
        </button>
      ) : null}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {note ? <p className="quiet">{note}</p> : null}
      {children}
    </div>
  );
}
