/** Pictures that are handed in or come from a camera, up to the codes that the decoder finds in them. */
import type { CodeCorners } from '../../../models/codes/code-reader.ts';
import {
  pictureBytesMax,
  picturePointsMax,
  readPictureHeader,
} from '../../../models/codes/picture-header.ts';
import { ThreadedCodeReader } from '../../../models/codes/threaded-code-reader.ts';
import { SystemClock } from '../../../src/platform/clock.ts';
import { type Boundary, owed, verdictLater, verdictOf } from './boundary.ts';
import { smallCodePictures } from './small-code-pictures.ts';

const pictureHeader: Boundary = {
  name: 'picture-header',
  samples: smallCodePictures,
  bytesMax: pictureBytesMax + 1,
  open: () => ({
    take: (input) =>
      verdictOf(() => {
        const { width, height } = readPictureHeader(input);
        owed(width > 0 && height > 0, `${width} × ${height} points`);
        owed(width * height <= picturePointsMax, `${width * height} points are read`);
      }),
  }),
};

const isInPicture = (corners: CodeCorners) =>
  corners.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1);

/** The decoder itself, in the thread that it has in the machine. */
const pictureCodes: Boundary = {
  name: 'picture-codes',
  samples: smallCodePictures,
  bytesMax: 64 * 1024,
  open: () => {
    const reader = new ThreadedCodeReader({ clock: new SystemClock(), readWithinMs: 60_000 });
    return {
      take: async (input) => {
        const verdict = await verdictLater(async () => {
          const { codes, unread } = await reader.read(input);
          owed(codes.length + unread.length <= 64, `${codes.length + unread.length} codes`);
          for (const { text, symbology, corners } of codes) {
            owed(text.length > 0 && text.length <= 1_024, `a code of ${text.length} characters`);
            owed(/^\][A-Za-z][0-9A-Za-z]$/.test(symbology), `the symbology ${symbology}`);
            owed(isInPicture(corners), 'a code outside of the picture');
          }
          owed(unread.every(isInPicture), 'an unread code outside of the picture');
        });
        owed(verdict !== 'PICTURE_READER_ENDED', 'the decoder ended');
        owed(verdict !== 'PICTURE_SLOW', 'the decoder did not end');
        return verdict;
      },
      stop: () => reader.stop(),
    };
  },
};

export const pictureBoundaries: readonly Boundary[] = [pictureHeader, pictureCodes];
