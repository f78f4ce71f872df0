/** Starts the screen in the browser: the shopper's at `/`, the second one at `/second`. */
import { createRoot } from 'react-dom/client';
import '../../../look/tokens.css';
import './styles/frame.css';
import './styles/frame-wide.css';
import './styles/controls.css';
import './styles/goods.css';
import './styles/list.css';
import './styles/list-checks.css';
import './styles/paying.css';
import './styles/verification.css';
import './styles/parking.css';
import './styles/pictures.css';
import './styles/members.css';
import './styles/dates.css';
import './styles/handover.css';
import './styles/scenes.css';
import './styles/sheets.css';
import './styles/marks.css';
import './styles/contrast.css';
import { KioskScreen } from './kiosk-screen.tsx';
import { openLiveView } from './live/live-view.ts';

const place = document.getElementById('screen');
if (!place) throw new Error('The page has no place for the screen.');
const face = location.pathname.startsWith('/second') ? 'second' : 'first';
createRoot(place).render(<KioskScreen live={openLiveView('/live')} face={face} />);
