/** A picture of the goods with every code outlined: on the list, not sold, not read. */

import { Icon } from '../../../../look/icon.tsx';
import { markWords, pictureTexts, placeTexts } from '../../../../look/picture-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { useScreen } from '../screen-context.ts';

type PicturePage = Extract<ViewPage, { page: 'takePicture' }>;

/** Outlines are drawn on a grid of thousandths, whatever the picture's shape. */
const grid = 1000;

export function MarkedPicture({ page }: { readonly page: PicturePage }) {
  const { say } = useScreen();
  const { pictureId, marks } = page;
  if (pictureId === undefined) {
    return (
      <div className="goods-picture goods-picture-empty">
        <Icon name="camera" />
        <span>{say(pictureTexts.starting)}</span>
      </div>
    );
  }
  return (
    <div className="goods-picture">
      <img src={`/picture/${pictureId}`} alt={say(pictureTexts.picture)} />
      <svg viewBox={`0 0 ${grid} ${grid}`} preserveAspectRatio="none" aria-hidden="true">
        {marks.map((mark) => (
          <polygon
            key={`${mark.state} ${pointsOf(mark.corners)}`}
            className={`mark mark-${mark.state}`}
            points={pointsOf(mark.corners)}
          />
        ))}
      </svg>
    </div>
  );
}

function pointsOf(corners: PicturePage['marks'][number]['corners']): string {
  return corners.map(({ x, y }) => `${Math.round(x * grid)},${Math.round(y * grid)}`).join(' ');
}

/** In words what the outlines show: where, and what is wrong there. */
export function MarkList({ page }: { readonly page: PicturePage }) {
  const { say } = useScreen();
  const problems = page.marks.filter(({ state }) => state !== 'added');
  if (problems.length === 0) return null;
  return (
    <ul className="mark-list">
      {problems.slice(0, problemsShown).map((mark) => (
        <li key={`${mark.place} ${pointsOf(mark.corners)}`} className={`mark-${mark.state}`}>
          <Icon name="warning" />
          <span>
            <b>{say(placeTexts[mark.place])}</b> {say(markWords(mark))}
          </span>
        </li>
      ))}
    </ul>
  );
}

const problemsShown = 4;
