/**
 * The frame of every page: its one question as heading, what belongs to it, and the dock with what can be
 * done, the time that is left and the one primary action. The heading takes the focus when a page opens, so
 * that a screen reader begins with it and the first arrow goes to the primary action.
 */
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { TimeLeft } from '../parts/time-left.tsx';
import { useView } from '../screen-context.ts';

interface PageProps {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  /** `side` stands the dock beside the content on wide screens; `calm` centres a short content. */
  readonly layout: 'side' | 'calm' | 'open';
  readonly art?: ReactNode;
  /** What belongs to the page but is not its point: the receipt. Under the art on wide screens. */
  readonly extra?: ReactNode;
  readonly children?: ReactNode;
  /** What stands above the buttons in the dock: sums. */
  readonly summary?: ReactNode;
  readonly actions?: ReactNode;
}

export function Page({ title, note, layout, art, extra, children, summary, actions }: PageProps) {
  const view = useView();
  const heading = useRef<HTMLHeadingElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  // A content longer than the screen can be reached and moved by the keypad.
  useLayoutEffect(() => {
    if (body.current) body.current.tabIndex = isLongerThanScreen(body.current) ? 0 : -1;
  });
  return (
    <main className={`page page-${layout}`}>
      <div className="page-body" ref={body}>
        {art && <div className="page-art">{art}</div>}
        <div className="page-content">
          <header className="page-head">
            <h1 ref={heading} tabIndex={-1}>
              {title}
            </h1>
            {note && <div className="page-note">{note}</div>}
          </header>
          {children}
        </div>
        {extra && <div className="page-extra">{extra}</div>}
      </div>
      {(actions || summary || view.timeout) && (
        <div className="dock">
          {summary}
          {view.timeout && <TimeLeft timeout={view.timeout} />}
          {actions && <div className="actions">{actions}</div>}
        </div>
      )}
    </main>
  );
}

function isLongerThanScreen(body: HTMLElement): boolean {
  return body.scrollHeight > body.clientHeight + 1 && !body.querySelector('button');
}
