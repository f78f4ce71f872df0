/**
 * Operation by the keypad of an accessible kiosk: arrows go to the nearest control in their direction, or
 * to the next one in reading order where there is none, so that arrows and select reach everything.
 * Escape presses the page's way back.
 */

const controls = 'button:not(:disabled), [tabindex="0"]';

type Direction = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';
const directions: readonly string[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];

/** Listens on the whole document; answers how to stop. */
export function startArrowKeys(): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') {
      reachable()
        .find((control) => control.hasAttribute('data-way-back'))
        ?.click();
      return;
    }
    if (!directions.includes(event.key)) return;
    event.preventDefault();
    if (moveLongContent(event.key as Direction)) return;
    const next = neighbour(event.key as Direction);
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}

/** Up and down move a long content that has the focus, until its end. */
function moveLongContent(direction: Direction): boolean {
  const content = document.activeElement;
  if (!content?.matches('[tabindex="0"]')) return false;
  const step = direction === 'ArrowDown' ? 1 : direction === 'ArrowUp' ? -1 : 0;
  const before = content.scrollTop;
  content.scrollBy({ top: step * content.clientHeight * 0.6 });
  return content.scrollTop !== before;
}

/** The controls of the uppermost layer, in reading order. */
function reachable(): HTMLElement[] {
  const dialogs = document.querySelectorAll<HTMLElement>('dialog[open]');
  const layer: ParentNode = dialogs[dialogs.length - 1] ?? document;
  return [...layer.querySelectorAll<HTMLElement>(controls)].filter(
    (control) => control.checkVisibility() && !control.closest('[inert]'),
  );
}

function neighbour(direction: Direction): HTMLElement | undefined {
  const all = reachable();
  const from = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
  const at = from ? all.indexOf(from) : -1;
  if (!from || at < 0) return all.find((control) => control.hasAttribute('data-primary')) ?? all[0];
  const forward = direction === 'ArrowDown' || direction === 'ArrowRight';
  return nearest(from, all, direction) ?? all[(at + (forward ? 1 : all.length - 1)) % all.length];
}

/** The closest control that lies wholly in the direction; sideways distance counts double. */
function nearest(
  from: HTMLElement,
  all: readonly HTMLElement[],
  direction: Direction,
): HTMLElement | undefined {
  const here = from.getBoundingClientRect();
  let best: HTMLElement | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const control of all) {
    if (control === from) continue;
    const there = control.getBoundingClientRect();
    const ahead = aheadBy(here, there, direction);
    if (ahead < 0) continue;
    const distance = ahead + 2 * asideBy(here, there, direction);
    if (distance < bestDistance) {
      bestDistance = distance;
      best = control;
    }
  }
  return best;
}

function aheadBy(here: DOMRect, there: DOMRect, direction: Direction): number {
  const tolerance = 2;
  switch (direction) {
    case 'ArrowUp':
      return here.top - there.bottom + tolerance;
    case 'ArrowDown':
      return there.top - here.bottom + tolerance;
    case 'ArrowLeft':
      return here.left - there.right + tolerance;
    case 'ArrowRight':
      return there.left - here.right + tolerance;
  }
}

/** The gap across the direction; none where the two overlap. */
function asideBy(here: DOMRect, there: DOMRect, direction: Direction): number {
  const across = direction === 'ArrowUp' || direction === 'ArrowDown';
  return across
    ? Math.max(0, there.left - here.right, here.left - there.right)
    : Math.max(0, there.top - here.bottom, here.top - there.bottom);
}
