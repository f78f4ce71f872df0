/** Why something was refused, in words that fit a phone rather than a machine. */
import { type FaultCode, faultCatalogue } from '../../../../domain/fault-catalogue.ts';
import type { Text } from '../../../../domain/text.ts';

const words: Partial<Record<FaultCode, Text>> = {
  INTERNAL_DEFECT: {
    zh: '出了点问题，没有多扣钱。请稍后再试。',
    en: 'Something went wrong. Nothing extra was charged. Please try again shortly.',
  },
  INPUT_MALFORMED: {
    zh: '有一项填得不对，请核对后再试。',
    en: 'Something typed here does not fit. Please check it and try again.',
  },
  INPUT_TOO_LARGE: { zh: '内容太长，请缩短一些。', en: 'This is too long. Please shorten it.' },
  ACCESS_DENIED: { zh: '没有成功，请核对后再试。', en: 'That did not work. Please check it and try again.' },
  NOT_FOUND: { zh: '没有找到。链接可能已过期。', en: 'There is nothing here. The link may be too old.' },
  NETWORK_DOWN: {
    zh: '连不上网络。没有多扣钱，连上后可以再试。',
    en: 'No connection. Nothing extra was charged. Try again when you are back online.',
  },
  DATABASE_UNAVAILABLE: {
    zh: '系统正忙，请稍后再试。',
    en: 'The system is busy. Please try again in a moment.',
  },
  GIFT_TRIES: {
    zh: '试得太多了，请过一会儿再试。',
    en: 'Too many tries. Please wait a while and try again.',
  },
  RATE_LIMITED: {
    zh: '试得太频繁了，请过一会儿再试。',
    en: 'Too many tries. Please wait a little and try again.',
  },
};

export function refusedWords(code: FaultCode): Text {
  return words[code] ?? faultCatalogue[code].shopper;
}
