/** What is typed about a card, and what is wrong with it. Pure. */
import { cardSecretPattern, isWeakSecret } from '../../../domain/card-secret.ts';
import { storedValueCode } from '../../../domain/payment-code.ts';
import type { Text } from '../../../domain/text.ts';
import { cardTexts as texts } from './card-words.ts';

export interface PinDraft {
  readonly code: string;
  readonly pin: string;
  readonly again: string;
}

export const emptyPinDraft: PinDraft = { code: '', pin: '', again: '' };

export function bareDigits(typed: string): string {
  return typed.replace(/[\s-]/g, '');
}

export function codeProblem(code: string): Text | undefined {
  return storedValueCode.test(bareDigits(code)) ? undefined : texts.codeWrong;
}

/** Each field's problem; none where it is right. */
export function pinProblems({ code, pin, again }: PinDraft): Partial<Record<keyof PinDraft, Text>> {
  const wrongCode = codeProblem(code);
  const wrongPin = !cardSecretPattern.test(pin)
    ? texts.pinShape
    : isWeakSecret(pin)
      ? texts.pinWeak
      : undefined;
  return {
    ...(wrongCode ? { code: wrongCode } : {}),
    ...(wrongPin ? { pin: wrongPin } : {}),
    ...(pin === again ? {} : { again: texts.pinDiffers }),
  };
}
