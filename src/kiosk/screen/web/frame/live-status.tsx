/** What a screen reader is told when the page, the last line or the sum changes; invisible. */
import { frameTexts, goodsTexts } from '../../../../look/screen-texts.ts';
import { guidanceFor } from '../../guidance.ts';
import { useScreen, useView } from '../screen-context.ts';

export function LiveStatus() {
  const { say, money } = useScreen();
  const view = useView();
  const pieces =
    view.page.page === 'list'
      ? `${say(goodsTexts.pieces, { pieces: view.totals.pieces })}${say(frameTexts.sentenceEnd)}`
      : '';
  return (
    <p className="unseen" aria-live="polite">
      {pieces}
      {guidanceFor(view, { say, money })}
    </p>
  );
}
