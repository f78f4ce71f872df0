/** A machine's records about gifts in an operator's words; a part of `record-words.ts`. */
import type { GiftAnswerKind } from '../../../domain/gift-records.ts';
import type { OrderRecord, RecordOf } from '../../../domain/record.ts';
import type { Text } from '../../../domain/text.ts';
import type { EntryWords } from './record-words.ts';

type GiftRecordKind = Extract<OrderRecord['kind'], `gift${string}`>;

const answered: Readonly<Record<GiftAnswerKind, Text>> = {
  accepted: { zh: '接受了礼物', en: 'Gift accepted' },
  declined: { zh: '谢绝了礼物', en: 'Gift declined' },
  notMe: { zh: '表示礼物不是给自己的', en: 'Said the gift is for somebody else' },
  noAnswer: { zh: '没有回应礼物', en: 'Gift not answered' },
};

export const giftWords: { [K in GiftRecordKind]: (body: RecordOf<K>) => EntryWords } = {
  giftOffered: (body) => ({
    icon: 'tag',
    tone: 'quiet',
    title:
      body.leaseId === undefined
        ? { zh: '出示了一份礼物', en: 'Gift offered' }
        : { zh: '离线出示了一份礼物', en: 'Gift kept here offered' },
    note: { zh: body.giftId, en: body.giftId },
  }),
  giftAnswered: (body) => {
    const s = Math.round(body.answeredAfterMs / 1000);
    return {
      icon: 'tag',
      tone: body.answer === 'accepted' ? 'good' : 'quiet',
      title: answered[body.answer],
      note: { zh: `${s} 秒后`, en: `after ${s} s` },
    };
  },
};
