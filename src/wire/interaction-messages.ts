/** Interactions on their way to the cloud: in batches, which may be lost; what was dropped before is counted. */
import { z } from 'zod';
import { interactionSchema } from '../domain/interaction.ts';

/** Interactions in one batch. */
export const interactionsMax = 200;
/** How long the cloud keeps them. */
export const interactionsKeptMs = 90 * 24 * 3600 * 1000;

/** up/telemetry. The same batch again counts once. */
export const interactionBatchSchema = z.object({
  batch: z.string().regex(/^[0-9a-f]{16}$/),
  interactions: z.array(interactionSchema).min(1).max(interactionsMax),
  /** Interactions lost since the batch before, because too many waited. */
  dropped: z.number().int().min(0).max(1_000_000_000),
});
export type InteractionBatch = z.infer<typeof interactionBatchSchema>;
