/**
 * Pictures of the goods at the machine's own server: the one that is looked at now, for the screen, and one
 * that is handed in from a tablet of the counter. Nothing is stored.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Fault } from '../../domain/fault.ts';

export interface PicturePorts {
  /** The picture of that id, while it is the one that is shown. */
  picture(pictureId: string): { readonly bytes: Uint8Array; readonly contentType: string } | undefined;
  /** Reads a picture that was handed in; what was read goes to the list. */
  take(bytes: Uint8Array): Promise<{ readonly read: number; readonly unread: number }>;
}

/** How faults of pictures are answered. */
export const pictureStatus = {
  SALE_BUSY: 409,
  PICTURE_MALFORMED: 422,
  PICTURE_TOO_LARGE: 413,
  PICTURE_SLOW: 503,
  PICTURE_READER_ENDED: 503,
} as const;

/** One byte more than is read, so that the reader's own limit is the one that speaks. */
const uploadBytesMax = 8 * 1024 * 1024 + 1;
const idSchema = z.object({ pictureId: z.string().regex(/^\d{1,12}$/) });
const bytesSchema = z.instanceof(Uint8Array);

export function addPictureRoutes(
  server: FastifyInstance,
  pictures: PicturePorts,
  allow: (request: FastifyRequest) => void,
): void {
  server.get('/picture/:pictureId', (request, reply) => {
    const asked = idSchema.safeParse(request.params);
    const picture = asked.success ? pictures.picture(asked.data.pictureId) : undefined;
    if (!picture) throw new Fault('NOT_FOUND', 'show a picture');
    return reply
      .header('cache-control', 'no-store')
      .type(picture.contentType)
      .send(Buffer.from(picture.bytes));
  });
  server.addContentTypeParser(
    ['image/jpeg', 'image/png'],
    { parseAs: 'buffer', bodyLimit: uploadBytesMax },
    (_request, body, done) => done(null, body),
  );
  server.post(
    '/pictures',
    {
      bodyLimit: uploadBytesMax,
      preParsing: async (request) => allow(request),
      errorHandler: (error) => {
        const isLarge = (error as { statusCode?: number }).statusCode === 413;
        throw isLarge ? new Fault('PICTURE_TOO_LARGE', 'take a picture that was handed in') : error;
      },
    },
    async (request) => {
      const bytes = bytesSchema.safeParse(request.body);
      if (!bytes.success) throw new Fault('INPUT_MALFORMED', 'read a picture that was handed in');
      return pictures.take(bytes.data);
    },
  );
}
