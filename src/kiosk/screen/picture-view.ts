/** The page about pictures of the goods: what was found in the one that is shown, and what has to be asked for. */
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import { type PictureCorners, type PicturePlace, placeInPicture } from '../../domain/picture-place.ts';
import type { SaleState } from '../sale/sale-state.ts';

/** What pictures say at one moment. */
export interface PicturesSeen {
  readonly pictureId: string | undefined;
  readonly items: readonly { readonly item: number; readonly corners: PictureCorners }[];
  readonly unread: readonly PictureCorners[];
}

/** One code in the picture: on the list, read and not sold, or there and not read. */
export interface ViewMark {
  readonly state: 'added' | 'refused' | 'unread';
  readonly corners: PictureCorners;
  readonly place: PicturePlace;
  /** What to do about it, where it is not on the list. */
  readonly reason?: FaultCode;
}

/** `looking` while more may be found by itself; `asking` when the shopper has to do something. */
export interface PicturePage {
  readonly page: 'takePicture';
  readonly source: 'camera' | 'upload';
  readonly stage: 'looking' | 'asking';
  /** Names the picture at `/picture/<id>`; absent before the first. */
  readonly pictureId?: string;
  readonly added: number;
  readonly marks: readonly ViewMark[];
}

const marksMax = 80;

export function picturePage({ picture }: SaleState, seen: PicturesSeen | undefined): PicturePage {
  const { source = 'camera', added = 0, refused = [], unread = 0 } = picture ?? {};
  const marks = seen ? marksOf(seen, refused) : [];
  return {
    page: 'takePicture',
    source,
    stage: unread > 0 || refused.length > 0 ? 'asking' : 'looking',
    ...(seen?.pictureId === undefined ? {} : { pictureId: seen.pictureId }),
    added,
    marks,
  };
}

function marksOf(seen: PicturesSeen, refused: NonNullable<SaleState['picture']>['refused']): ViewMark[] {
  const read = seen.items.map(({ item, corners }): ViewMark => {
    const reason = refused.find((one) => one.item === item)?.reason;
    const place = placeInPicture(corners);
    return reason === undefined
      ? { state: 'added', corners, place }
      : { state: 'refused', corners, place, reason };
  });
  const unread = seen.unread.map((corners): ViewMark => {
    const place = placeInPicture(corners);
    return { state: 'unread', corners, place, reason: 'PICTURE_CODE_UNREAD' };
  });
  // What has to be asked for comes first.
  return [
    ...unread,
    ...read.filter(({ state }) => state === 'refused'),
    ...read.filter(({ state }) => state === 'added'),
  ].slice(0, marksMax);
}
