/** The beginning: goods to choose by touch where there are any, otherwise the invitation to scan. */
import { Icon } from '../../../../look/icon.tsx';
import type { IconName } from '../../../../look/icons.ts';
import { goodsTexts } from '../../../../look/screen-texts.ts';
import { Page } from '../frame/page.tsx';
import { Catalogue } from '../goods/catalogue.tsx';
import { MemberBar } from '../members/member-bar.tsx';
import { FaceDeskButton } from '../people/face-desk-button.tsx';
import { TakePictureButton } from '../pictures/take-picture-button.tsx';
import { ScanScene } from '../scenes/scan-scene.tsx';
import { useScreen, useView } from '../screen-context.ts';

export function WelcomePage() {
  const { say } = useScreen();
  const view = useView();
  if (view.selections.length === 0) return <ScanWelcome />;
  return (
    <Page
      layout="open"
      title={say(goodsTexts.chooseTitle)}
      note={
        <>
          {view.canScan && <Icon name="barcode" />}
          <span>{say(view.canScan ? goodsTexts.chooseOrScan : goodsTexts.chooseNote)}</span>
        </>
      }
    >
      <MemberBar />
      <TakePictureButton />
      <FaceDeskButton />
      <Catalogue />
    </Page>
  );
}

function ScanWelcome() {
  const { say } = useScreen();
  const steps: readonly (readonly [IconName, string])[] = [
    ['barcode', say(goodsTexts.stepScan)],
    ['phone', say(goodsTexts.stepPay)],
    ['basket', say(goodsTexts.stepTake)],
  ];
  return (
    <Page layout="calm" art={<ScanScene />} title={say(goodsTexts.scanTitle)} note={say(goodsTexts.scanNote)}>
      <ol className="steps">
        {steps.map(([icon, text]) => (
          <li key={icon}>
            <span className="step-icon">
              <Icon name={icon} />
            </span>
            {text}
          </li>
        ))}
      </ol>
      <MemberBar />
      <TakePictureButton />
      <FaceDeskButton />
    </Page>
  );
}
