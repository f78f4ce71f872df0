/** The page a view asks for. */
import { CardFacePage } from './pages/card-face-page.tsx';
import { CardPartPage } from './pages/card-part-page.tsx';
import { CardPinPage } from './pages/card-pin-page.tsx';
import { ConsentPage } from './pages/consent-page.tsx';
import { DeliveringPage } from './pages/delivering-page.tsx';
import { DonePage } from './pages/done-page.tsx';
import { ExpiredWarningPage } from './pages/expired-warning-page.tsx';
import { FaceAgePage } from './pages/face-age-page.tsx';
import { FaceDeskPage } from './pages/face-desk-page.tsx';
import { FaceKeptPage } from './pages/face-kept-page.tsx';
import { FaceLookPage } from './pages/face-look-page.tsx';
import { FingerConsentPage } from './pages/finger-consent-page.tsx';
import { FingerEnrolPage } from './pages/finger-enrol-page.tsx';
import { GiftClaimPage } from './pages/gift-claim-page.tsx';
import { GiftOfferPage } from './pages/gift-offer-page.tsx';
import { GiftSeekPage } from './pages/gift-seek-page.tsx';
import { InsertCashPage } from './pages/insert-cash-page.tsx';
import { ListPage } from './pages/list-page.tsx';
import { MemberPhonePage } from './pages/member-phone-page.tsx';
import { OutOfServicePage } from './pages/out-of-service-page.tsx';
import { ParkingCarPage } from './pages/parking-car-page.tsx';
import { ParkingCheckPage } from './pages/parking-check-page.tsx';
import { ParkingOfferPage } from './pages/parking-offer-page.tsx';
import { PaymentFailedPage } from './pages/payment-failed-page.tsx';
import { PaymentUnknownPage } from './pages/payment-unknown-page.tsx';
import { PicturePage } from './pages/picture-page.tsx';
import { PresentCodePage } from './pages/present-code-page.tsx';
import { RefundedPage } from './pages/refunded-page.tsx';
import { ShowCodePage } from './pages/show-code-page.tsx';
import { TenderChoicePage } from './pages/tender-choice-page.tsx';
import { VerificationFailedPage } from './pages/verification-failed-page.tsx';
import { WaitingPage } from './pages/waiting-page.tsx';
import { WelcomePage } from './pages/welcome-page.tsx';
import { useView } from './screen-context.ts';

export function CurrentPage() {
  const { page } = useView();
  switch (page.page) {
    case 'welcome':
      return <WelcomePage />;
    case 'list':
      return <ListPage />;
    case 'expiredWarning':
      return <ExpiredWarningPage page={page} />;
    case 'memberPhone':
      return <MemberPhonePage page={page} />;
    case 'parkingOffer':
      return <ParkingOfferPage />;
    case 'parkingCar':
      return <ParkingCarPage page={page} />;
    case 'parkingCheck':
      return <ParkingCheckPage page={page} />;
    case 'takePicture':
      return <PicturePage page={page} />;
    case 'giftClaim':
      return <GiftClaimPage page={page} />;
    case 'giftSeek':
      return <GiftSeekPage />;
    case 'giftOffer':
      return <GiftOfferPage key={page.offerId} page={page} />;
    case 'faceDesk':
      return <FaceDeskPage page={page} />;
    case 'faceAge':
      return <FaceAgePage />;
    case 'consent':
      return <ConsentPage key={page.purpose} page={page} />;
    case 'faceLook':
      return <FaceLookPage page={page} />;
    case 'faceKept':
      return <FaceKeptPage page={page} />;
    case 'tenderChoice':
      return <TenderChoicePage page={page} />;
    case 'cardPin':
      return <CardPinPage key={`${page.triesLeft}`} page={page} />;
    case 'fingerConsent':
      return <FingerConsentPage />;
    case 'fingerEnrol':
      return <FingerEnrolPage page={page} />;
    case 'cardFace':
      return <CardFacePage page={page} />;
    case 'cardPart':
      return <CardPartPage page={page} />;
    case 'presentCode':
      return <PresentCodePage page={page} />;
    case 'showCode':
      return <ShowCodePage page={page} />;
    case 'waitingForPayment':
      return <WaitingPage page={page} />;
    case 'insertCash':
      return <InsertCashPage page={page} />;
    case 'verificationFailed':
      return <VerificationFailedPage page={page} />;
    case 'paymentFailed':
      return <PaymentFailedPage page={page} />;
    case 'delivering':
      return <DeliveringPage page={page} />;
    case 'done':
      return <DonePage page={page} />;
    case 'refunded':
      return <RefundedPage page={page} />;
    case 'paymentUnknown':
      return <PaymentUnknownPage page={page} />;
    case 'outOfService':
      return <OutOfServicePage page={page} />;
  }
}
