/** What shows that whoever holds a stored-value card is its owner. */
import { z } from 'zod';

export const cardFactorSchema = z.enum(['pin', 'finger', 'face']);
export type CardFactor = z.infer<typeof cardFactorSchema>;
