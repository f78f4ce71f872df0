/** When something was painted in a browser's page. */

/** Resolves with the system's time when `text` has been painted; runs in the page. */
export function paintedAtMs(text: string): Promise<number> {
  return new Promise((resolve) => {
    const painted = () => {
      // The callback after the next frame began comes when the frame before it is painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
        port2.postMessage(undefined);
      });
    };
    const look = () => {
      if (!document.body.textContent?.includes(text)) return;
      watch.disconnect();
      painted();
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
  });
}
