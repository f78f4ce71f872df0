/** The entry of a receipt printer in a machine profile. */
import { z } from 'zod';
import { address, baudRate, deviceId, ms } from '../profile-fields.ts';

export const escposProfile = z.strictObject({
  id: deviceId('printer'),
  driver: z.literal('escpos'),
  address,
  baudRate: baudRate(38_400),
  columns: z
    .union([z.literal(32), z.literal(48)])
    .default(48)
    .describe('Half-width characters in a line: 32 on 58 mm paper, 48 on 80 mm.'),
  answers: z
    .boolean()
    .default(true)
    .describe('Whether it answers at all: if not, its paper and cover are unknown and no print is proven.'),
  drawer: z
    .strictObject({
      pin: z
        .union([z.literal(2), z.literal(5)])
        .default(2)
        .describe('The pin that opens it.'),
      openSignal: z.enum(['low', 'high']).default('high').describe('The level of pin 3 while it is open.'),
    })
    .optional()
    .describe('The cash drawer at the printer, if there is one.'),
  statusEveryMs: ms(500, 60_000, 2_000, 'How often the status is read back.'),
  recoverEveryMs: ms(1_000, 600_000, 30_000, 'How often a jammed printer is asked to try again.'),
  answerWithinMs: ms(100, 10_000, 2_000, 'How long the printer may take to answer a status question.'),
  settleWithinMs: ms(1_000, 60_000, 10_000, 'How long it may take to take up work after a cut-off command.'),
  printWithinMs: ms(5_000, 300_000, 60_000, 'How long one document may take.'),
});
