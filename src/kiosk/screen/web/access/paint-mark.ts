/**
 * Tells a measurement when a line of the list stood on the glass: the mark `line-painted:<lineId>` of the
 * performance timeline and `data-painted`, the quantity that is to be seen, on the row; both set after the
 * frame with the line was drawn.
 */

/** Marks `row` once the frame that is being prepared has been painted. */
export function markWhenPainted(
  row: HTMLElement,
  line: { readonly lineId: string; readonly quantity: number },
): void {
  requestAnimationFrame(() => {
    const afterPaint = new MessageChannel();
    afterPaint.port1.onmessage = () => {
      afterPaint.port1.close();
      const name = `line-painted:${line.lineId}`;
      performance.clearMarks(name);
      performance.mark(name, { detail: { quantity: line.quantity } });
      row.dataset.painted = String(line.quantity);
    };
    afterPaint.port2.postMessage(undefined);
  });
}
