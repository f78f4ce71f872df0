/** What the shopper's screen says about pictures of the goods. */
import { type FaultCode, faultCatalogue } from '../domain/fault-catalogue.ts';
import type { PicturePlace } from '../domain/picture-place.ts';
import type { Text } from '../domain/text.ts';

export const pictureTexts = {
  take: { zh: '拍照一起识别', en: 'Photograph them all' },
  takeBrief: { zh: '拍照识别', en: 'Photograph' },
  cameraOn: {
    zh: '摄像头已打开：只看条码，不保存画面',
    en: 'Camera on: it reads codes and keeps no pictures',
  },
  lookingTitle: { zh: '把商品摆好，条码朝上', en: 'Lay your items out, codes up' },
  lookingNote: {
    zh: '可以一次放好几件，读到的会自动进清单',
    en: 'Several at once; what is read goes to your list',
  },
  readingTitle: { zh: '正在看，请别移动商品', en: 'Looking, please leave them where they are' },
  askingTitle: { zh: '还有条码要处理', en: 'Some codes need your help' },
  askingNoteCamera: {
    zh: '转一下画红框的商品，或拿到扫码窗单独扫',
    en: 'Turn the items in red, or scan them one by one',
  },
  askingNoteUpload: {
    zh: '请重拍画红框的商品，或拿到扫码窗单独扫',
    en: 'Photograph the items in red again, or scan them one by one',
  },
  starting: { zh: '正在打开摄像头', en: 'Turning the camera on' },
  picture: { zh: '商品照片', en: 'Picture of your items' },
  added: { zh: '已进清单 {count} 件', en: '{count} on your list' },
  addedNone: { zh: '还没有读到', en: 'Nothing read yet' },
  problem: { zh: '{place}：{what}', en: '{place}: {what}' },
  unread: { zh: '条码没看清', en: 'code not read' },
  toList: { zh: '看清单', en: 'To my list' },
  enough: { zh: '不拍了', en: 'Stop' },
} as const satisfies Record<string, Text>;

export const placeTexts: Readonly<Record<PicturePlace, Text>> = {
  upperLeft: { zh: '左上', en: 'Upper left' },
  top: { zh: '上方', en: 'Top' },
  upperRight: { zh: '右上', en: 'Upper right' },
  left: { zh: '左边', en: 'Left' },
  middle: { zh: '中间', en: 'Middle' },
  right: { zh: '右边', en: 'Right' },
  lowerLeft: { zh: '左下', en: 'Lower left' },
  bottom: { zh: '下方', en: 'Bottom' },
  lowerRight: { zh: '右下', en: 'Lower right' },
};

/** Why a code of the picture is not on the list. */
export function markWords({ state, reason }: { readonly state: string; readonly reason?: FaultCode }): Text {
  if (state === 'unread' || reason === undefined) return pictureTexts.unread;
  return faultCatalogue[reason].shopper;
}
