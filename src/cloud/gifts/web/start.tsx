/** Starts the giver's pages in the browser, for the merchant of their address. */
import '../../../look/tokens.css';
import '../../../look/phone/phone.css';
import './gifts.css';
import './frame.css';
import './rows.css';
import './fields.css';
import './pieces.css';
import './following.css';
import './me/passkeys.css';
import './till/till.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { GiftApp } from './gift-app.tsx';

const place = document.getElementById('gifts');
if (!place) throw new Error('The page has no place for the gifts.');
const [, , merchant = ''] = location.pathname.split('/');
const manifest = document.createElement('link');
manifest.rel = 'manifest';
manifest.href = `/gift/${merchant}/manifest.webmanifest`;
document.head.append(manifest);
createRoot(place).render(
  <StrictMode>
    <GiftApp merchant={decodeURIComponent(merchant)} base={`/gift/${merchant}`} />
  </StrictMode>,
);
