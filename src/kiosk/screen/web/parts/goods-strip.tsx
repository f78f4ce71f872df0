/** The goods of the list at a glance: the last few pictures, and how many pieces there are. */
import { Pieces } from '../goods/pieces.tsx';
import { useView } from '../screen-context.ts';
import { Picture } from './picture.tsx';

const picturesMax = 4;

export function GoodsStrip() {
  const { lines, totals } = useView();
  const pictures = [...new Set(lines.map((line) => line.picture ?? 'parcel'))].slice(-picturesMax);
  return (
    <div className="goods-strip">
      <span className="goods-strip-pictures">
        {pictures.map((picture) => (
          <Picture key={picture} name={picture} size="line" />
        ))}
      </span>
      <span>
        <Pieces pieces={totals.pieces} />
      </span>
    </div>
  );
}
