/** For whom orders are, as a read model of the journal: where the sealed name lies, and when it is not needed. */
import type { JournalRecord } from '../../domain/record.ts';

/** Orders that are over and remembered, so that a name whose key outlived a crash is forgotten after all. */
const overKept = 20;

export class MemberBook {
  #named = new Map<string, number>();
  /** Also orders whose member left: the key is destroyed when the order is closed. */
  #sealed = new Set<string>();
  #over: string[] = [];

  apply({ body, seq }: JournalRecord): void {
    if (body.kind === 'memberNamed') {
      this.#named.set(body.orderId, seq);
      this.#sealed.add(body.orderId);
    } else if (body.kind === 'memberLeft') {
      this.#named.delete(body.orderId);
    } else if (body.kind === 'orderClosed') {
      this.#named.delete(body.orderId);
      if (this.#sealed.delete(body.orderId)) this.#over = [...this.#over, body.orderId].slice(-overKept);
    }
  }

  clear(): void {
    this.#named.clear();
    this.#sealed.clear();
    this.#over = [];
  }

  seqOf(orderId: string): number | undefined {
    return this.#named.get(orderId);
  }

  over(): readonly string[] {
    return this.#over;
  }
}
