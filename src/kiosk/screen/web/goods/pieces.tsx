/** How many pieces, in words. */
import { goodsTexts } from '../../../../look/screen-texts.ts';
import { useScreen } from '../screen-context.ts';

export function Pieces({ pieces }: { readonly pieces: number }) {
  const { say } = useScreen();
  return <>{pieces === 1 ? say(goodsTexts.onePiece) : say(goodsTexts.pieces, { pieces })}</>;
}
