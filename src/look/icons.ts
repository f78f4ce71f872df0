/**
 * The icon set of the three faces, drawn by us: strokes of width 2 on a 24 × 24 grid with round ends, so
 * that they stand beside text of any size. Each entry is the markup inside the `svg` element.
 */

const line = (d: string) => `<path d="${d}"/>`;
const dot = (cx: number, cy: number) =>
  `<circle cx="${cx}" cy="${cy}" r="1.3" fill="currentColor" stroke="none"/>`;

export const icons = {
  alarm: `${line('M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15z')}${line('M10 21.5h4')}`,
  arrowDown: line('M12 4v15M5.5 12.5 12 19l6.5-6.5'),
  arrowLeft: line('M20 12H5M11.5 5.5 5 12l6.5 6.5'),
  arrowRight: line('M4 12h15M12.5 5.5 19 12l-6.5 6.5'),
  arrowUp: line('M12 20V5M5.5 11.5 12 5l6.5 6.5'),
  barcode: line('M3 7V4h3M18 4h3v3M21 17v3h-3M6 20H3v-3M7 8v8M10.5 8v8M13.5 8v8M17 8v8'),
  basket: `${line('M3 9h18l-1.8 10.5H4.8z')}${line('M8 9l3-5.5M16 9l-3-5.5M9 13v3M12 13v3M15 13v3')}`,
  box: line('M12 3 4 7v10l8 4 8-4V7zM4 7l8 4 8-4M12 11v10'),
  backspace: line('M8.5 5H21v14H8.5L2.5 12zM11.5 9.5l5 5M16.5 9.5l-5 5'),
  camera: `${line('M3 7.5h4L9 5h6l2 2.5h4V19H3z')}<circle cx="12" cy="13" r="3.6"/>`,
  car: `${line('M3 17v-4.5L5.5 6.5h13L21 12.5V17zM3.5 12.5h17M5 17v2.5M19 17v2.5')}${dot(7, 14.8)}${dot(17, 14.8)}`,
  chat: line('M4 5h16v11.5h-8.5L7 20.5v-4H4zM8 9.5h8M8 12.5h5'),
  check: line('M5 12.5l5 5L19.5 7'),
  chevronRight: line('M9 5l7 7-7 7'),
  clock: `<circle cx="12" cy="12" r="9"/>${line('M12 7v5.5l3.5 2')}`,
  coins: `<ellipse cx="9" cy="7" rx="6" ry="3"/>${line('M3 7v4c0 1.7 2.7 3 6 3s6-1.3 6-3V7')}${line('M9 14v3c0 1.7 2.7 3 6 3s6-1.3 6-3v-5c0-1.3-2-2.5-6-2.8')}`,
  contrast: `<circle cx="12" cy="12" r="9"/><path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor"/>`,
  copies: `<rect x="8" y="8" width="12" height="12" rx="2"/>${line('M4 16V6a2 2 0 0 1 2-2h10')}`,
  cross: line('M6 6l12 12M18 6 6 18'),
  cup: `${line('M5 8h11v7a4 4 0 0 1-4 4H9a4 4 0 0 1-4-4z')}${line('M16 10h2a2.5 2.5 0 0 1 0 5h-2M8 5V3M12 5V3')}`,
  door: `${line('M6 21V3h12v18M3 21h18')}${dot(14.5, 12)}`,
  download: line('M12 3v12M7 10.5l5 5 5-5M4 20h16'),
  gift: `${line('M4 12h16v8.5H4zM3 8h18v4H3zM12 8v12.5')}${line('M12 8C9.5 8 7 7 7 5.2A2.2 2.2 0 0 1 9.3 3C11.2 3 12 5.5 12 8zM12 8c2.5 0 5-1 5-2.8A2.2 2.2 0 0 0 14.7 3C12.8 3 12 5.5 12 8z')}`,
  globe: `<circle cx="12" cy="12" r="9"/><ellipse cx="12" cy="12" rx="4" ry="9"/>${line('M3.5 9h17M3.5 15h17')}`,
  hand: line(
    'M8 13V5.5a1.5 1.5 0 0 1 3 0V11m0-6.5v-1a1.5 1.5 0 0 1 3 0V11m0-5.5a1.5 1.5 0 0 1 3 0V14c0 4-2 7-6 7-3 0-4.5-1.5-6-4.5L3.7 13a1.6 1.6 0 0 1 2.7-1.6L8 13.5',
  ),
  heart: line('M12 20.5C5.5 15.5 3 12.5 3 9a4.5 4.5 0 0 1 9-1 4.5 4.5 0 0 1 9 1c0 3.5-2.5 6.5-9 11.5z'),
  help: `<circle cx="12" cy="12" r="9"/>${line('M9.3 9.5a2.8 2.8 0 1 1 4.2 2.4c-1 .6-1.5 1.1-1.5 2.1')}${dot(12, 17)}`,
  history: `${line('M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5')}${line('M12 8v4.5l3 1.8')}`,
  home: line('M4 11l8-7 8 7v9h-5.5v-5.5h-5V20H4z'),
  info: `<circle cx="12" cy="12" r="9"/>${line('M12 11v6')}${dot(12, 7.5)}`,
  machine: `<rect x="5" y="3" width="14" height="18" rx="2"/>${line('M8 6.5h5v8H8zM16 7v.01M16 10v.01M8 18h5')}`,
  minus: line('M5 12h14'),
  offline: line(
    'M4 4l16 16M8.5 15.5a5 5 0 0 1 5-1.2M5 12a10 10 0 0 1 4-2.4M2 8.5a14 14 0 0 1 3.6-2.3M12 9a10 10 0 0 1 7 3M10 5.2a14 14 0 0 1 12 3.3M12 19v.01',
  ),
  people: `<circle cx="9" cy="8" r="3.5"/>${line('M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14.6c2 .8 3.2 2.6 3.5 5.4')}`,
  phone: `<rect x="6.5" y="2.5" width="11" height="19" rx="2.5"/>${line('M10.5 18.5h3')}`,
  phoneCall: line(
    'M5 4h4l1.5 5-2.5 1.5a12 12 0 0 0 5.5 5.5L15 13.5l5 1.5v4a1.5 1.5 0 0 1-1.6 1.5C10.5 20 4 13.5 3.5 5.6A1.5 1.5 0 0 1 5 4z',
  ),
  plus: line('M12 5v14M5 12h14'),
  printer: line('M7 8V3h10v5M7 17H4v-7.5a1.5 1.5 0 0 1 1.5-1.5h13a1.5 1.5 0 0 1 1.5 1.5V17h-3M7 14h10v7H7z'),
  qr: line('M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v3M14 20h3M20 20v.01M17 17v.01'),
  receipt: line(
    'M5 3l2 1.5L9.5 3 12 4.5 14.5 3 17 4.5 19 3v18l-2-1.5-2.5 1.5-2.5-1.5L9.5 21 7 19.5 5 21zM8.5 9h7M8.5 13h7',
  ),
  refresh: line('M4.5 10A8 8 0 0 1 19 7.5L21 10M21 4.5V10h-5.5M19.5 14A8 8 0 0 1 5 16.5L3 14M3 19.5V14h5.5'),
  scale: line('M12 4v16M7 20h10M4 7h16M6 7l-3 7h6zM18 7l-3 7h6z'),
  search: `<circle cx="10.5" cy="10.5" r="6.5"/>${line('M15.5 15.5 21 21')}`,
  shield: line('M12 3l7.5 2.5V11c0 5-3 8.5-7.5 10-4.5-1.5-7.5-5-7.5-10V5.5zM8.5 11.5l2.5 2.5 4.5-4.5'),
  slot: `<rect x="4" y="3" width="16" height="18" rx="2"/>${line('M4 15h16M9 18h6M8 6.5h2v5H8zM14 6.5h2v5h-2z')}`,
  soundOff: line('M4 9.5h3.5L12 5.5v13l-4.5-4H4zM16 9.5l5 5M21 9.5l-5 5'),
  soundOn: line('M4 9.5h3.5L12 5.5v13l-4.5-4H4zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11'),
  tag: `${line('M3.5 4h8L21 13.5 13.5 21 4 11.5z')}${dot(8, 8)}`,
  textSize: line('M2.5 19 8 6l5.5 13M4.5 15h7M14 19l3.5-8.5L21 19M15.3 16.5h4.5'),
  trash: line('M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6'),
  wallet: `${line('M4 6.5A1.5 1.5 0 0 1 5.5 5H18v4M4 6.5V18a2 2 0 0 0 2 2h14V9H5.5A1.5 1.5 0 0 1 4 7.5')}${dot(16.5, 14.5)}`,
  warning: `${line('M12 3.5 22 20.5H2z')}${line('M12 10v5')}${dot(12, 17.8)}`,
} as const satisfies Record<string, string>;

export type IconName = keyof typeof icons;
