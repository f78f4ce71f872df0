/**
 * What this machine keeps of people, by kind and count: for the technician, and for whoever asks. It names
 * nobody; templates, tags and pictures are not in it.
 */
import type { Camera } from '../../../hal/hal.ts';
import { type FaultCode, faultCodeOf } from '../../domain/fault.ts';
import type { MatchRule } from '../../domain/identity.ts';
import type { FacePolicy } from '../../domain/identity-policy.ts';
import type { CameraUse, ConsentBook, ConsentCount } from '../journal/consent-book.ts';
import type { FaceKeeper } from './face-keeper.ts';
import { isToPay, type KeptFace } from './template-store.ts';

const dayMs = 86_400_000;

export interface PrivacyReport {
  readonly policy: FacePolicy;
  readonly faces: {
    readonly kept: number;
    /** Of those, the ones that stand for the PIN of a card. */
    readonly paying: number;
    readonly fault: FaultCode | null;
    /** When the next one is deleted unless it is used, and the last; UTC milliseconds. */
    readonly nextExpiryAtMs: number | null;
    readonly lastExpiryAtMs: number | null;
    readonly consentTextVersions: readonly number[];
    /** By the reason, as far as the journal reaches back. */
    readonly forgotten: Readonly<Record<string, number>>;
  };
  readonly consents: readonly ConsentCount[];
  readonly camera: {
    readonly isOn: boolean;
    readonly uses: readonly CameraUse[];
  };
  readonly matching: Pick<MatchRule, 'faces' | 'distanceMax' | 'statedFmr'>;
}

interface ReportSource {
  readonly keeper: Pick<FaceKeeper, 'people'>;
  readonly book: Pick<ConsentBook, 'consents' | 'cameraUses' | 'forgotten'>;
  readonly camera: Camera | undefined;
  readonly policy: FacePolicy;
  readonly rule: MatchRule;
}

export async function privacyReport(source: ReportSource): Promise<PrivacyReport> {
  const { keeper, book, camera, policy, rule } = source;
  const { people, fault } = await read(keeper);
  const expiries = people.map(({ usedAtMs }) => usedAtMs + policy.keptDays * dayMs).sort((a, b) => a - b);
  const { faces, distanceMax, statedFmr } = rule;
  return {
    policy,
    faces: {
      kept: people.length,
      paying: people.filter(isToPay).length,
      fault,
      nextExpiryAtMs: expiries[0] ?? null,
      lastExpiryAtMs: expiries.at(-1) ?? null,
      consentTextVersions: [...new Set(people.map(({ textVersion }) => textVersion))].sort(),
      forgotten: book.forgotten(),
    },
    consents: book.consents(),
    camera: { isOn: camera?.isOn ?? false, uses: book.cameraUses() },
    matching: { faces, distanceMax, statedFmr },
  };
}

/** A store that cannot be read is a part of the answer. */
async function read(
  keeper: Pick<FaceKeeper, 'people'>,
): Promise<{ readonly people: readonly KeptFace[]; readonly fault: FaultCode | null }> {
  try {
    return { people: await keeper.people(), fault: null };
  } catch (error) {
    return { people: [], fault: faultCodeOf(error) };
  }
}
