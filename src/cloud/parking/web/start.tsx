/** Starts the driver's page in the browser, for the lot of its address. */
import '../../../look/tokens.css';
import '../../../look/phone/phone.css';
import './driver.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { DriverApp } from './driver-app.tsx';
import { openDriverCloud } from './driver-cloud.ts';

const place = document.getElementById('driver');
if (!place) throw new Error('The page has no place for the driver.');
const [, , merchant = '', lot = ''] = location.pathname.split('/');
createRoot(place).render(
  <StrictMode>
    <DriverApp cloud={openDriverCloud(merchant, lot)} />
  </StrictMode>,
);
