/** What stands in the place of data: that it is coming, that it could not be had, that there is none, or itself. */
import type { ReactNode } from 'react';
import { Icon } from '../../../../look/icon.tsx';
import type { IconName } from '../../../../look/icons.ts';
import { useGifts } from '../gifts-context.ts';
import { frameTexts as texts } from '../texts/frame-texts.ts';
import { refusedWords } from '../texts/refused-words.ts';
import type { Read } from '../use-read.ts';
import { Note } from './note.tsx';

interface LoadedProps<T> {
  readonly read: Read<T>;
  readonly children: (value: T) => ReactNode;
}

/** Data that were had once stay when they can no longer be read anew, with a word that they may be old. */
export function Loaded<T>({ read, children }: LoadedProps<T>) {
  const { say } = useGifts();
  const { value, refused, again } = read;
  if (value !== undefined) {
    return (
      <>
        {refused ? <Note kind="warning">{say(texts.stale)}</Note> : null}
        {children(value)}
      </>
    );
  }
  if (refused) {
    return (
      <section className="card centre">
        <Note kind="danger">{say(refusedWords(refused))}</Note>
        <button type="button" onClick={again}>
          <Icon name="refresh" />
          {say(texts.again)}
        </button>
      </section>
    );
  }
  return (
    <div className="empty" role="status">
      <Dots />
      <p>{say(texts.loading)}</p>
    </div>
  );
}

/** Says that something is waited for. */
export function Dots() {
  return (
    <span className="dots" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}

/** Nothing is there yet, and what can be done about it. */
export function Empty({ icon, children }: { readonly icon: IconName; readonly children: ReactNode }) {
  return (
    <div className="empty">
      <span className="mark">
        <Icon name={icon} />
      </span>
      {children}
    </div>
  );
}
