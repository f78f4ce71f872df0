/**
 * Schemas are read without making code at run time, which the console's content policy forbids. This must be
 * imported before anything that makes a schema.
 */
import { config } from 'zod';

config({ jitless: true });
