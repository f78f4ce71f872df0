/** Views of the page about pictures of the goods, and of the pages that lead to it. */
import type { PictureCorners } from '../../src/domain/picture-place.ts';
import { placeInPicture } from '../../src/domain/picture-place.ts';
import type { Language } from '../../src/domain/text.ts';
import type { Page, View, ViewTimeout } from '../../src/kiosk/screen/view.ts';

type PicturePage = Extract<Page, { page: 'takePicture' }>;
type Mark = PicturePage['marks'][number];

function markAt(left: number, top: number, given: Pick<Mark, 'state' | 'reason'>): Mark {
  const [right, bottom] = [left + 0.22, top + 0.17];
  const corners: PictureCorners = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
  return { ...given, corners, place: placeInPicture(corners) };
}

const added = [markAt(0.06, 0.1, { state: 'added' }), markAt(0.54, 0.1, { state: 'added' })];
const asked = [
  markAt(0.54, 0.43, { state: 'unread', reason: 'PICTURE_CODE_UNREAD' }),
  markAt(0.06, 0.43, { state: 'refused', reason: 'CODE_UNKNOWN' }),
  markAt(0.06, 0.75, { state: 'refused', reason: 'CODE_IS_PAYMENT' }),
];

type ViewOf = (page: Page, language: Language, more?: Partial<View>) => View;

export function pictureScreenViews(viewOf: ViewOf, timeout: ViewTimeout) {
  const page = (more: Partial<PicturePage>): PicturePage => ({
    ...{ page: 'takePicture', source: 'camera', stage: 'looking', added: 0, marks: [] },
    ...more,
  });
  const filming = { cameraOn: true, canPhotograph: true, timeout };
  const none = { lines: [], totals: { pieces: 0, regularMinor: 0, discountMinor: 0, dueMinor: 0 } };
  const withCamera = { canPhotograph: true };
  return {
    'welcome-camera': (l: Language) => viewOf({ page: 'welcome' }, l, { ...none, ...withCamera, limits: [] }),
    'welcome-scan-camera': (l: Language) =>
      viewOf({ page: 'welcome' }, l, { ...none, ...withCamera, selections: [], limits: [] }),
    'list-camera': (l: Language) => viewOf({ page: 'list' }, l, { ...withCamera, timeout }),
    'takePicture-starting': (l: Language) => viewOf(page({}), l, { ...filming, ...none }),
    takePicture: (l: Language) => viewOf(page({ pictureId: '1', marks: added, added: 2 }), l, filming),
    'takePicture-asking': (l: Language) =>
      viewOf(page({ pictureId: '1', stage: 'asking', marks: [...asked, ...added], added: 2 }), l, filming),
    'takePicture-upload': (l: Language) =>
      viewOf(
        page({ source: 'upload', pictureId: '1', stage: 'asking', marks: asked.slice(0, 1), added: 1 }),
        l,
        { timeout },
      ),
  } as const;
}
