/** Starts the console in the browser. */
import './schemas-without-eval.ts';
import '@mantine/core/styles.css';
import '../../look/tokens.css';
import './console.css';
import './frame.css';
import './door.css';
import './narrow.css';
import './page.css';
import './rows.css';
import './table.css';
import './form.css';
import './finance.css';
import './funnel.css';
import './goods-in.css';
import './members.css';
import './parking.css';
import './patterns.css';
import './verification.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Fault } from '../../domain/fault.ts';
import { SystemClock } from '../../platform/clock.ts';
import { Console, makeQueryClient } from './console.tsx';

const place = document.getElementById('console');
if (!place) throw new Fault('INTERNAL_DEFECT', 'find the place of the console in its page');
createRoot(place).render(
  <StrictMode>
    <Console clock={new SystemClock()} queries={makeQueryClient()} />
  </StrictMode>,
);
