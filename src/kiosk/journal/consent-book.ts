/**
 * Consents, enrolments and the camera's time as a read model of the journal: what `kioskctl privacy report`
 * says, and which enrolments a store has to hold.
 */
import { type ConsentPurpose, standingPurposes } from '../../domain/consent-purpose.ts';
import type { JournalRecord } from '../../domain/record.ts';

/** Consents of one purpose to one text. */
export interface ConsentCount {
  readonly purpose: ConsentPurpose;
  readonly textVersion: number;
  readonly textHash: string;
  readonly given: number;
  readonly withdrawn: number;
  readonly lastAtMs: number;
}

export interface CameraUse {
  readonly purpose: ConsentPurpose;
  readonly times: number;
  readonly ranMs: number;
}

export class ConsentBook {
  readonly #enrolled = new Set<string>();
  readonly #counts = new Map<string, ConsentCount>();
  /** Which count a consent is in, so that its withdrawal is counted there; consents that may still end. */
  readonly #open = new Map<string, string>();
  readonly #uses = new Map<ConsentPurpose, CameraUse>();
  readonly #forgotten = new Map<string, number>();

  apply({ body, atMs }: JournalRecord): void {
    switch (body.kind) {
      case 'consentGiven': {
        const { purpose, textVersion, textHash, consentId } = body;
        const key = `${purpose} ${textVersion}`;
        const before = this.#counts.get(key) ?? { purpose, textVersion, textHash, given: 0, withdrawn: 0 };
        this.#counts.set(key, { ...before, given: before.given + 1, lastAtMs: atMs });
        this.#open.set(consentId, key);
        return;
      }
      case 'consentWithdrawn': {
        const key = this.#open.get(body.consentId);
        const before = key === undefined ? undefined : this.#counts.get(key);
        if (key !== undefined && before)
          this.#counts.set(key, { ...before, withdrawn: before.withdrawn + 1 });
        this.#open.delete(body.consentId);
        return;
      }
      case 'faceEnrolled':
        this.#enrolled.add(body.personId);
        return;
      case 'faceForgotten':
        this.#enrolled.delete(body.personId);
        this.#forgotten.set(body.reason, (this.#forgotten.get(body.reason) ?? 0) + 1);
        return;
      case 'peopleSeen': {
        const { purpose, ranMs } = body;
        const before = this.#uses.get(purpose) ?? { purpose, times: 0, ranMs: 0 };
        this.#uses.set(purpose, { purpose, times: before.times + 1, ranMs: before.ranMs + ranMs });
        // A consent to one look is over with it.
        if (!standingPurposes.includes(purpose)) this.#open.delete(body.consentId);
      }
    }
  }

  clear(): void {
    for (const all of [this.#enrolled, this.#counts, this.#open, this.#uses, this.#forgotten]) all.clear();
  }

  /** Those who enrolled and were not forgotten, as far as the journal reaches back. */
  enrolled(): string[] {
    return [...this.#enrolled];
  }

  consents(): ConsentCount[] {
    return [...this.#counts.values()];
  }

  cameraUses(): CameraUse[] {
    return [...this.#uses.values()];
  }

  /** How many were forgotten, by the reason. */
  forgotten(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#forgotten);
  }
}
