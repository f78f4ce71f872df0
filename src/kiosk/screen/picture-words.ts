/** What the voice guide says about pictures of the goods. */
import type { Text } from '../../domain/text.ts';
import { markWords, pictureTexts, placeTexts } from '../../look/picture-texts.ts';
import type { PicturePage } from './picture-view.ts';

/** Problems that are spoken; the rest is seen. */
const spokenMax = 3;

export function pictureSaid({ stage, marks }: PicturePage, say: (text: Text) => string): string[] {
  if (stage === 'looking') return [say(pictureTexts.lookingTitle)];
  const problems = marks.filter(({ state }) => state !== 'added').slice(0, spokenMax);
  return [
    say(pictureTexts.askingTitle),
    ...problems.map(
      (mark) => `${say(placeTexts[mark.place])}, ${say(markWords(mark)).replace(/[。.]$/, '')}`,
    ),
  ];
}
