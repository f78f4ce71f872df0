/**
 * A kept catalogue opened for selling: one indexed look-up in the file for each question, nothing in memory
 * but a few pages. A line that is no longer the one that was kept is never sold from: the catalogue says
 * that it is damaged and the question fails with `BUNDLE_INVALID`.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Fault } from '../../domain/fault.ts';
import { findBy } from '../../domain/find-product.ts';
import type { GoodsReading } from '../../domain/goods-reading.ts';
import type { StockedProduct } from '../../domain/stocked-product.ts';
import { articleNoKey, gtinKey, idKey, nameKey } from './catalogue-keys.ts';
import type { OpenCatalogue } from './catalogue-store.ts';
import { markOf, readProduct } from './catalogue-text.ts';

const find = `
  SELECT line, mark FROM keys LEFT JOIN products USING (position)
  WHERE key = ? ORDER BY keys.position LIMIT ?
`;

export class SqliteCatalogue implements OpenCatalogue {
  readonly conflicts: readonly string[];
  #db: DatabaseSync;
  #find: StatementSync;
  #damaged: () => void;

  /** Throws if `file` is not the whole catalogue of `sha256`. */
  constructor(file: string, sha256: string, damaged: () => void) {
    this.#db = new DatabaseSync(file, { readOnly: true });
    this.#damaged = damaged;
    try {
      this.#db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -1024;');
      const fact = this.#db.prepare('SELECT value FROM facts WHERE name = ?');
      if (fact.get('sha256')?.value !== sha256) throw new Fault('BUNDLE_INVALID', 'open another catalogue');
      this.conflicts = JSON.parse(String(fact.get('conflicts')?.value));
      this.#find = this.#db.prepare(find);
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  byGtin(gtin14: string): StockedProduct | undefined {
    return this.#products(gtinKey(gtin14), 1)[0];
  }

  byArticle(articleNo: string): StockedProduct | undefined {
    return this.#products(articleNoKey(articleNo), 1)[0];
  }

  byId(productId: string): StockedProduct | undefined {
    return this.#products(idKey(productId), 1)[0];
  }

  byName(name: string): StockedProduct | undefined {
    const [product, another] = this.#products(nameKey(name), 2);
    return another === undefined ? product : undefined;
  }

  find(reading: GoodsReading): StockedProduct | undefined {
    return findBy(reading, this);
  }

  close(): void {
    this.#db.close();
  }

  #products(key: string, limit: number): StockedProduct[] {
    try {
      return this.#find.all(key, limit).map(({ line, mark }) => kept(line, mark));
    } catch (cause) {
      this.#damaged();
      throw new Fault('BUNDLE_INVALID', 'read a kept catalogue', { cause });
    }
  }
}

function kept(line: unknown, mark: unknown): StockedProduct {
  if (typeof line !== 'string' || !(mark instanceof Uint8Array) || Buffer.compare(markOf(line), mark) !== 0) {
    throw new Fault('BUNDLE_INVALID', 'use a line that differs from its mark');
  }
  return readProduct(line);
}
