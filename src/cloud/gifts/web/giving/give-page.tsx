/** Makes a gift in three steps: for whom, what, words and payment. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Refused } from '../../../../look/phone/refused.ts';
import { useAsking } from '../../../../look/phone/use-asking.ts';
import { useGifts } from '../gifts-context.ts';
import { draftOf, newPlan } from './gift-plan.ts';
import { WhatStep } from './what-step.tsx';
import { WhomStep } from './whom-step.tsx';
import { WordsStep } from './words-step.tsx';

export function GivePage() {
  const { cloud, me, setMe } = useGifts();
  const [, goTo] = useLocation();
  const [step, setStep] = useState<'whom' | 'what' | 'words'>('whom');
  const [plan, setPlan] = useState(() => newPlan(me ?? { name: '', contact: '' }));
  const paying = useAsking();
  const pay = (platform: string | undefined) =>
    paying.ask(async () => {
      const body = draftOf(plan);
      if (!body || !me) return;
      const [name, contact] = [plan.name.trim(), plan.contact.trim()];
      if (name !== me.name || contact !== me.contact) {
        setMe(await cloud.call('changeMe', { body: { name, contact } }));
      }
      const { giftId } = await cloud.call('addGift', { body });
      // The gift is there whatever becomes of the first try to pay; its page takes another.
      if (platform !== undefined) {
        await cloud.call('payGift', { id: giftId, body: { show: platform } }).catch((error: unknown) => {
          if (!(error instanceof Refused)) throw error;
        });
      }
      goTo(`/gifts/${giftId}`);
    });
  if (step === 'whom') return <WhomStep plan={plan} change={setPlan} next={() => setStep('what')} />;
  if (step === 'what') {
    const next = () => setStep('words');
    return <WhatStep plan={plan} change={setPlan} next={next} back={() => setStep('whom')} />;
  }
  const back = () => setStep('what');
  return <WordsStep plan={plan} change={setPlan} back={back} pay={(on) => void pay(on)} paying={paying} />;
}
