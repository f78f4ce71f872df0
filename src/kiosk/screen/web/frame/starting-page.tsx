/** Before the first view: in both languages, because nobody has chosen one yet. */
import { Icon } from '../../../../look/icon.tsx';
import { frameTexts } from '../../../../look/screen-texts.ts';

export function StartingPage() {
  return (
    <main className="starting">
      <span className="brand-mark" aria-hidden="true">
        <Icon name="basket" />
      </span>
      <h1>
        {frameTexts.starting.zh} <span lang="en">{frameTexts.starting.en}</span>
      </h1>
      <p>
        {frameTexts.startingNote.zh} · <span lang="en">{frameTexts.startingNote.en}</span>
      </p>
      <span className="starting-bar" aria-hidden="true" />
    </main>
  );
}
