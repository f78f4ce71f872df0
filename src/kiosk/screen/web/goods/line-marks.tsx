/** What makes a line stand out: dear, many of its name; and as which one it was scanned. */
import { memo } from 'react';
import { Icon } from '../../../../look/icon.tsx';
import { listTexts } from '../../../../look/list-texts.ts';
import { useScreen } from '../screen-context.ts';

interface LineMarksProps {
  readonly number: number | undefined;
  /** The threshold that the piece is dearer than. */
  readonly dearOverMinor: number | undefined;
  readonly many: number | undefined;
}

export const LineMarks = memo(function LineMarks({ number, dearOverMinor, many }: LineMarksProps) {
  const { say, money } = useScreen();
  if (number === undefined && dearOverMinor === undefined && many === undefined) return null;
  return (
    <span className="line-marks">
      {number !== undefined && (
        <span className="line-number">
          <span aria-hidden="true">#{number}</span>
          <span className="unseen">{say(listTexts.number, { number })}</span>
        </span>
      )}
      {dearOverMinor !== undefined && (
        <span className="line-mark line-mark-dear">
          <Icon name="tag" />
          {say(listTexts.dear, { price: money(dearOverMinor) })}
        </span>
      )}
      {many !== undefined && (
        <span className="line-mark line-mark-many">
          <Icon name="copies" />
          {say(listTexts.many, { pieces: many })}
        </span>
      )}
    </span>
  );
});
