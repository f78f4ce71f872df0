/** Drawn people in front of a demo's camera, and what a bystander sees of it: lamp and notice. */
import type { Test } from 'tap';
import type { ChallengeKind } from '../../src/domain/identity-challenge.ts';
import type { FacePolicy } from '../../src/domain/identity-policy.ts';
import type { Page } from '../../src/kiosk/screen/view.ts';
import type { Journey } from './product-journey.ts';
import { until } from './product-until.ts';
import type { ViewOf } from './shopper.ts';

/** What a drawn person does when the machine asks for a movement. */
const obliges: Readonly<Record<ChallengeKind, string>> = {
  closeEyes: 'closesEyes',
  turnLeft: 'turnsLeft',
  turnRight: 'turnsRight',
};
/** How often a movement is done again that was not seen: on a busy computer few pictures are looked at. */
const lookTriesMax = 5;

/** Publishes what the site does about faces; whoever stands at the machine sees it. */
export async function setFaces({ product, shopper }: Journey, faces: FacePolicy | null): Promise<void> {
  const { rest } = product;
  const { name, helpPhone, timeZone, tenders } = await rest.call('readKiosk', { path: { id: 'kiosk-1' } });
  const body = { name, helpPhone, timeZone, tenders, faces };
  await rest.call('changeKiosk', { path: { id: 'kiosk-1' }, body: body as never });
  await rest.call('publishToAll');
  await shopper.sees('welcome', ({ people }) => (people?.desk ?? false) === (faces?.recognise ?? false));
}

export const stands = ({ product }: Journey, person: string, look = 'neutral') =>
  product.outside.play('table', { person, look });

export const lampBurns = async ({ product }: Journey) =>
  (await product.outside.deskState()).cameraLamp === true;

/** Does what begins a look, and waits until the camera is on, which the lamp and the screen say. */
export async function looksAfter(t: Test, journey: Journey, begin: () => Promise<unknown>): Promise<void> {
  t.equal(await lampBurns(journey), false, 'dark before the tap');
  await begin();
  const seen = await journey.shopper.sees('faceLook', ({ cameraOn }) => cameraOn);
  t.ok(seen.people?.camera, 'the screen says what for');
  t.equal(await lampBurns(journey), true);
}

/** Agrees, which begins a look. */
export const agrees = (t: Test, journey: Journey) =>
  looksAfter(t, journey, () => journey.shopper.touch({ tap: 'answerConsent', agreed: true }));

export async function darkAgain(t: Test, journey: Journey): Promise<void> {
  await until('the lamp out', async () => !(await lampBurns(journey)));
  t.notOk(journey.shopper.view.cameraOn);
}

/**
 * Has somebody looked at who does the movement that is asked for, again if it was not seen. Resolves with the page
 * that it leads to; `begin` begins a look, and `back` are the pages that a movement not seen leads to.
 */
export async function doesTheMovement<P extends Page['page']>(
  t: Test,
  journey: Journey,
  person: string,
  { begin, leadsTo, back }: { begin: () => Promise<void>; leadsTo: P; back: readonly Page['page'][] },
): Promise<ViewOf<P>> {
  const { shopper } = journey;
  for (let tries = 1; tries <= lookTriesMax; tries += 1) {
    await stands(journey, person);
    await begin();
    const { page } = await shopper.sees('faceLook', ({ page }) => page.challenge);
    await stands(journey, person, obliges[page.challenge as ChallengeKind]);
    const next = await shopper.seesOneOf(leadsTo, ...back);
    await darkAgain(t, journey);
    if (next.page.page === leadsTo) return next as ViewOf<P>;
    const told = next.page.page === 'cardPin' ? next.page.wrong : next.notice?.code;
    t.equal(told, 'FACE_CHALLENGE_FAILED', 'nothing else may go wrong');
  }
  throw new Error(`the movement was not seen at any of ${lookTriesMax} tries, ${leadsTo} never came`);
}
