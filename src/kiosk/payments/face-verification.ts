/**
 * Verification of a face as the second factor of a payment: a port only. No machine has one yet, and who asks
 * is told so; a filler must challenge for life, keep the template on the machine where its person enrolled,
 * and never be the only way to pay.
 */
export interface FaceVerification {
  /** Whether it can be offered now. */
  ready(): boolean;
  /** Whether the person in front of the machine is who enrolled under that reference; undefined if unsure. */
  verify(reference: string, withinMs: number): Promise<boolean | undefined>;
}

/** Declares that there is none. */
export const noFaceVerification: FaceVerification = {
  ready: () => false,
  verify: async () => undefined,
};
