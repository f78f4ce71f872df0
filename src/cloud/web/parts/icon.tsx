/**
 * The shared icon set, with what only the console needs drawn on the same grid by the same stroke. Icons
 * here only ever stand beside words, so that a screen reader passes over them.
 */
import { type IconName as SharedIconName, icons as shared } from '../../../look/icons.ts';

const line = (d: string) => `<path d="${d}"/>`;

const consoleIcons = {
  cloud: line('M7 18.5a4.3 4.3 0 0 1-.4-8.6A6 6 0 0 1 18 9.4a4.6 4.6 0 0 1-.2 9.1z'),
  edit: line('M4 20l1.2-4.6L16 4.6l3.4 3.4L8.6 18.8zM13.8 6.8l3.4 3.4'),
  funnel: line('M3 4.5h18l-7 8.5v7l-4-2.5V13z'),
  inbox: line('M4 13.5l2.5-9h11l2.5 9V20H4zM4 13.5h5l1.5 3h3l1.5-3h5'),
  leave: line('M10 4H5v16h5M14.5 8l4 4-4 4M18 12H9'),
  overview: line('M4 13.5h6.5V4H4zM13.5 20H20v-9.5h-6.5zM4 20h6.5v-3H4zM13.5 7H20V4h-6.5z'),
  truck: line(
    'M3 6h10.5v10H3zM13.5 9.5h4L21 13v3h-7.5M5.2 18a1.8 1.8 0 1 0 3.6 0 1.8 1.8 0 1 0-3.6 0M15.2 18a1.8 1.8 0 1 0 3.6 0 1.8 1.8 0 1 0-3.6 0',
  ),
  undo: line('M9 6.5 4.5 11 9 15.5M4.5 11h10a5 5 0 0 1 0 10H12'),
  upload: line('M12 15V4M7 8.5l5-5 5 5M4 15v5h16v-5'),
} as const;

const icons = { ...shared, ...consoleIcons };

export type IconName = SharedIconName | keyof typeof consoleIcons;

export function Icon({ name, sizePx = 20 }: { name: IconName; sizePx?: number }) {
  return (
    <svg
      className="icon"
      width={sizePx}
      height={sizePx}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: the markup is our own constant
      dangerouslySetInnerHTML={{ __html: icons[name] }}
    />
  );
}
