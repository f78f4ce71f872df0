/**
 * The official SDK, stricter where its own check can be passed by. It cuts the signed text out of the answer
 * by searching, but takes the values from the parsed whole: an answer with a second node of the same name,
 * or with an `error_response` beside a genuine node, verifies one and yields the other. Here both must be
 * the same.
 */
import { isDeepStrictEqual } from 'node:util';
import { AlipaySdk } from 'alipay-sdk';
import { Fault } from '../../../domain/fault.ts';

export class StrictAlipaySdk extends AlipaySdk {
  override checkResponseSign(raw: string, responseKey: string, serverSign: string, traceId: string): void {
    const attempted = `verify an answer of ${responseKey}`;
    if (typeof serverSign !== 'string' || serverSign.length > 1024) {
      throw new Fault('PAY_ANSWER_FORGED', attempted);
    }
    try {
      super.checkResponseSign(raw, responseKey, serverSign, traceId);
    } catch {
      // The SDK's error quotes the whole answer, with the payer's account in it: it goes no further.
      throw new Fault('PAY_ANSWER_FORGED', attempted);
    }
    const signed: unknown = JSON.parse(this.getSignStr(raw, responseKey));
    const taken = (JSON.parse(raw) as Record<string, unknown>)[responseKey];
    if (!isDeepStrictEqual(signed, taken)) throw new Fault('PAY_ANSWER_FORGED', attempted);
  }
}
