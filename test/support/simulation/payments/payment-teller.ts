/** A process that tells stories about payments for another one. */
import { type PaymentsChunk, tellPayments } from './tell-payments.ts';

process.on('message', (chunk: PaymentsChunk) => {
  tellPayments(chunk).then(
    (told) => process.send?.({ told }),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.stack : String(error) }),
  );
});
