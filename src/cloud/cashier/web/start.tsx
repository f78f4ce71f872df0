/** Starts the cashier page in the browser, for the one order of its address. */
import '../../../look/tokens.css';
import '../../../look/phone/phone.css';
import './cashier.css';
import './password/password.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Cashier } from './cashier.tsx';
import { openOrder } from './live-order.ts';
import { openPageEvents } from './page-events.ts';

const place = document.getElementById('cashier');
if (!place) throw new Error('The page has no place for the cashier.');
const base = location.pathname.replace(/\/+$/, '');
createRoot(place).render(
  <StrictMode>
    <Cashier order={openOrder(base)} events={openPageEvents(base)} />
  </StrictMode>,
);
