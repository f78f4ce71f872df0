/** A process that tells chunks for another one: takes a chunk as a message, answers with what came of it. */
import { type Chunk, tellChunk } from './tell-chunk.ts';

process.on('message', (chunk: Chunk) => {
  tellChunk(chunk).then(
    (told) => process.send?.({ told }),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.stack : String(error) }),
  );
});
