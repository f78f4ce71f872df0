/** Bytes of the other devices: printer, MDB adapter, fingerprint reader, coffee machine, board, camera. */
import { MjpegFrames } from '../../../hal/camera/mjpeg-codec.ts';
import {
  coffeeLineLengthMax,
  decodeCoffeeEvent,
  decodeCoffeeRequest,
  decodeJobState,
  decodeSettings,
  greetingOf,
} from '../../../hal/dispenser/coffee-codec.ts';
import {
  decodeMdbCommand,
  decodeMdbEvent,
  mdbAmountMinorMax,
  mdbLineLengthMax,
} from '../../../hal/dispenser/mdb-codec.ts';
import { decideMdb, initialMdb, type MdbInput } from '../../../hal/dispenser/mdb-session-machine.ts';
import {
  contentBytesMax,
  decodeAnswer,
  encodePacket,
  instructions,
  type Question,
  R503Packets,
} from '../../../hal/fingerprint/r503-codec.ts';
import {
  boardLineLengthMax,
  countOf,
  decodeEvent,
  decodeRequest,
  epochOf,
} from '../../../hal/gpio/board-codec.ts';
import {
  blockLengthMax,
  PrinterAnswers,
  pushOfStatus,
  statusOfAnswers,
  wellStatus,
} from '../../../hal/printer/escpos-codec.ts';
import { TextLines } from '../../../hal/text-lines.ts';
import { type Boundary, bytesOf, owed, type Verdict } from './boundary.ts';
import type { Dice } from './dice.ts';
import { smallPictures } from './small-pictures.ts';

const printerStatus: Boundary = {
  name: 'printer-status',
  samples: [
    Uint8Array.of(0x12, 0x12, 0x12, 0x12),
    pushOfStatus(wellStatus),
    pushOfStatus({ ...wellStatus, paper: 'out', cover: 'open', cutter: 'error', error: 'recoverable' }),
    Uint8Array.of(0x37, 0x22, 0x31, 0x32, 0x00, 0x00),
    bytesOf('7_TM-T20\0'),
  ],
  open: () => ({
    take: (input, dice) => {
      const codec = new PrinterAnswers();
      let answers = 0;
      let known = 0;
      for (const part of dice.cut(input)) {
        for (const answer of codec.feed(part)) {
          answers += 1;
          if (answer.kind !== 'noise') known += 1;
          if (answer.kind === 'realTime')
            statusOfAnswers([answer.byte, answer.byte, answer.byte, answer.byte]);
        }
        owed(codec.heldBytes <= blockLengthMax, `holds ${codec.heldBytes} bytes`);
      }
      owed(answers <= input.length, `${answers} answers out of ${input.length} bytes`);
      return known > 0 ? 'accepted' : answers > 0 ? 'noise' : 'nothing';
    },
  }),
};

/** Feeds lines to `understand`, which says whether a line is of its protocol. */
function lineVerdict(
  input: Uint8Array,
  dice: Dice,
  lengthMax: number,
  understand: (line: string) => boolean,
): Verdict {
  const lines = new TextLines(lengthMax);
  let [understood, malformed, strange] = [0, 0, 0];
  for (const part of dice.cut(input)) {
    for (const read of lines.feed(part)) {
      if ('malformed' in read) malformed += 1;
      else if (understand(read.line)) understood += 1;
      else strange += 1;
      owed(!('line' in read) || read.line.length <= lengthMax, 'a line over its limit');
    }
    owed(lines.heldLength <= lengthMax, `holds ${lines.heldLength} characters`);
  }
  owed(understood + malformed + strange <= input.length, 'more lines than bytes');
  if (understood > 0) return 'accepted';
  return malformed > 0 ? 'malformed' : strange > 0 ? 'not of the protocol' : 'nothing';
}

const mdbLines: Boundary = {
  name: 'mdb-lines',
  samples: [
    'v,4.0.2.0,1234567890ab\r\n',
    'c,STATUS,ENABLED\r\nc,STATUS,VEND,4.00,31\r\nc,VEND,SUCCESS\r\n',
    'c,STATUS,IDLE,10.00\r\nc,ERR,"VEND 3"\r\nr,ACK\r\n',
    'c,CASHSALE,3.50,32\r\nc,STATUS,INACTIVE\r\nc,0\r\n',
    'C,START,10.00\r\nC,VEND,4.00\r\nC,STOP\r\n',
  ].map(bytesOf),
  open: () => ({
    take: (input, dice) => {
      const decimals = dice.pick([0, 2, 3]);
      const context = { makeVendId: () => 'vnd_1', creditMinor: dice.pick([0, 1000]) };
      let { state } = decideMdb(initialMdb, { input: 'opened' }, context);
      return lineVerdict(input, dice, mdbLineLengthMax, (line) => {
        decodeMdbCommand(line, decimals);
        const event = decodeMdbEvent(line, decimals);
        if (!event) return false;
        const inputs: MdbInput[] = [{ input: 'heard', event }];
        if (dice.oneIn(3)) inputs.push({ input: dice.pick(['approve', 'deny', 'gaveUp']), vendId: 'vnd_1' });
        for (const one of inputs) {
          const decision = decideMdb(state, one, context);
          owed(decision.effects.length <= 8, `${decision.effects.length} effects of one line`);
          state = decision.state;
        }
        if ('amountMinor' in event) {
          owed(
            Number.isInteger(event.amountMinor) && event.amountMinor <= mdbAmountMinorMax,
            'an odd amount',
          );
        }
        return true;
      });
    },
  }),
};

const r503Packets: Boundary = {
  name: 'r503-packets',
  samples: [
    [0x00],
    [0x00, 0, 7, 0, 100],
    [0x09, 0, 0, 0, 0],
    [0, 0, 0, 0, 9, 0, 200, 0, 3, 255, 255, 255, 255, 0, 2, 0, 6],
    [0x00, 0, 3],
  ].map((content) => encodePacket('acknowledgement', Uint8Array.from(content))),
  open: () => ({
    take: (input, dice) => {
      const packets = new R503Packets();
      let [reads, understood, dropped] = [0, 0, ''];
      for (const part of dice.cut(input)) {
        for (const read of packets.feed(part)) {
          reads += 1;
          if ('dropped' in read) dropped = read.dropped;
          else {
            const asks = Object.keys(instructions) as Question['ask'][];
            const answers = asks.map((ask) => decodeAnswer(ask, read.packet));
            owed(
              answers.every((answer) => !answer || answer.words.every((word) => word <= 0xffff)),
              'a wide word',
            );
            understood += 1;
          }
        }
        owed(packets.heldBytes <= contentBytesMax + 11, `holds ${packets.heldBytes} bytes`);
      }
      owed(reads <= input.length, `${reads} reads out of ${input.length} bytes`);
      return understood > 0 ? 'accepted' : dropped || 'nothing';
    },
  }),
};

const coffeeLines: Boundary = {
  name: 'coffee-lines',
  samples: [
    'kcm/1 m-1 ready\n! state empty milk\n! progress dlv_1 40\n! done dlv_1\n! failed dlv_2 jam\n',
    'make dlv_1 latte size=1 sugar=-2\nstatus dlv_1\nrecipe latte\nhello\n',
    'running 55\nfailed heat\nunknown\ndone\nsize=0..2/1 sugar=0..5/1\n',
  ].map(bytesOf),
  open: () => ({
    take: (input, dice) =>
      lineVerdict(input, dice, coffeeLineLengthMax, (line) => {
        const words = line.split(' ');
        const told = words[0] === '!' ? decodeCoffeeEvent(words.slice(1)) : undefined;
        const request = decodeCoffeeRequest(words);
        const values = [greetingOf(words), decodeJobState(words), decodeSettings(words)];
        return (
          told !== undefined || typeof request !== 'string' || values.some((value) => value !== undefined)
        );
      }),
  }),
};

const boardLines: Boundary = {
  name: 'board-lines',
  samples: [
    '! hello kio/1 epoch-1\n! edge coin 12\n! edge drop 3\n',
    'hello\nset door.D1 1\npulse motor.A1 800\nuntil hopper payout 12 4000\nread coin\ncount coin\n',
    '12 epoch-1\nkio/1 epoch-1\n',
  ].map(bytesOf),
  open: () => ({
    take: (input, dice) =>
      lineVerdict(input, dice, boardLineLengthMax, (line) => {
        const words = line.split(' ');
        const told = words[0] === '!' ? decodeEvent(words.slice(1)) : undefined;
        const values = [countOf(words), epochOf(words)];
        const count = values[0] && typeof values[0] === 'object' ? values[0].count : 0;
        owed(Number.isSafeInteger(count), 'a counter that is no number');
        return told !== undefined || typeof decodeRequest(words) !== 'string' || values.some(Boolean);
      }),
  }),
};

const frameBytesMax = 20_000;

const mjpeg: Boundary = {
  name: 'camera-mjpeg',
  samples: smallPictures,
  open: () => ({
    take: (input, dice) => {
      const frames = new MjpegFrames(frameBytesMax);
      let [whole, bytes, dropped] = [0, 0, ''];
      for (const part of dice.cut(input)) {
        for (const read of frames.feed(part)) {
          if ('dropped' in read) dropped = read.dropped;
          else {
            const { jpeg } = read;
            whole += 1;
            bytes += jpeg.length;
            const ends = jpeg[0] === 0xff && jpeg[1] === 0xd8 && jpeg.at(-2) === 0xff && jpeg.at(-1) === 0xd9;
            owed(ends, 'a frame that is not whole');
          }
        }
        owed(frames.heldBytes < frameBytesMax, `holds ${frames.heldBytes} bytes`);
        owed(
          frames.bufferBytes <= Math.max(frameBytesMax, 65_536),
          `a buffer of ${frames.bufferBytes} bytes`,
        );
      }
      owed(bytes <= input.length, `${bytes} bytes of frames out of ${input.length}`);
      return whole > 0 ? 'accepted' : dropped || 'nothing';
    },
  }),
};

export const deviceBoundaries: readonly Boundary[] = [
  ...[printerStatus, mdbLines, r503Packets, coffeeLines, boardLines, mjpeg],
];
