/**
 * The rules of the shopper's screen that a script can measure in the browser: size of targets and letters,
 * contrast, nothing cut off, the primary action within reach, every key and every answer in sight without
 * scrolling and under nothing. Runs inside the page; answers what breaks them.
 */

export interface ScreenRules {
  readonly targetPx: number;
  readonly textPx: number;
  readonly amountPx: number;
  readonly contrast: number;
}

/** What a full-size kiosk must hold. */
export const kioskRules: ScreenRules = { targetPx: 80, textPx: 28, amountPx: 56, contrast: 7 };

/** A seven-inch panel has smaller pixels: the same sizes in millimetres need fewer of them. */
export const smallRules: ScreenRules = { targetPx: 66, textPx: 23, amountPx: 33, contrast: 7 };

/** Every breach as one sentence. Serialised into the page, so it stands on its own. */
export function brokenRules(rules: ScreenRules): string[] {
  const breaches: string[] = [];
  const layer: ParentNode = document.querySelector('dialog[open]') ?? document.body;
  const nameOf = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.className.toString().replaceAll(' ', '.')} “${(element.textContent ?? '').trim().slice(0, 30)}”`;
  const seen = (element: Element) => element.checkVisibility() && !element.closest('.unseen');

  for (const button of layer.querySelectorAll<HTMLElement>('button')) {
    if (!seen(button)) continue;
    const { width, height } = button.getBoundingClientRect();
    if (width < rules.targetPx - 0.5 || height < rules.targetPx - 0.5)
      breaches.push(`${nameOf(button)} is only ${Math.round(width)} × ${Math.round(height)}`);
    if (button.scrollWidth > button.clientWidth + 1)
      breaches.push(`${nameOf(button)} does not hold its text`);
  }

  const rgba = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: number[]) => {
    const [r = 0, g = 0, b = 0] = colour.map((c) =>
      c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element: Element): number[] => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if ((colour[3] ?? 1) === 1) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const texts = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement;
    if (!element || !node.textContent?.trim() || !seen(element)) continue;
    const style = getComputedStyle(element);
    const sizePx = Number.parseFloat(style.fontSize);
    if (!element.closest('.edge, .money-sign') && sizePx < rules.textPx - 0.1)
      breaches.push(`${nameOf(element)} has letters of ${sizePx.toFixed(1)} px`);
    const [high, low] = [luminance(rgba(style.color)), luminance(groundOf(element))].sort((a, b) => b - a);
    const contrast = ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
    if (contrast < rules.contrast)
      breaches.push(`${nameOf(element)} has a contrast of ${contrast.toFixed(2)}`);
    const box = element.getBoundingClientRect();
    if (box.right > innerWidth + 1 && !element.closest('.categories'))
      breaches.push(`${nameOf(element)} goes over the right edge`);
  }

  for (const amount of layer.querySelectorAll('.money-amount, .money-large')) {
    const sizePx = Number.parseFloat(getComputedStyle(amount).fontSize);
    if (seen(amount) && sizePx < rules.amountPx) breaches.push(`${nameOf(amount)} is only ${sizePx} px`);
  }
  const primary = layer.querySelector('.button-primary');
  if (primary) {
    const { top, bottom } = primary.getBoundingClientRect();
    if (bottom > innerHeight || (layer === document.body && (top + bottom) / 2 < innerHeight * (2 / 3)))
      breaches.push(`${nameOf(primary)} is not within the lower third`);
  }
  // What lets touches through covers a key for the eye all the same.
  const solid = document.createElement('style');
  solid.textContent = '* { pointer-events: auto !important }';
  document.head.append(solid);
  for (const key of layer.querySelectorAll('button.key, .dock button')) {
    if (!seen(key)) continue;
    const { left, top, width, height } = key.getBoundingClientRect();
    const isFree = [0.5, 0.3, 0.7].every((x) =>
      [0.5, 0.05, 0.95].every((y) =>
        key.contains(document.elementFromPoint(left + x * width, top + y * height)),
      ),
    );
    if (!isFree) breaches.push(`${nameOf(key)} is not wholly in sight`);
  }
  solid.remove();
  if (document.documentElement.scrollWidth > innerWidth) breaches.push('the page is wider than the screen');
  return [...new Set(breaches)];
}
