/** `kioskctl journal tail`: the newest records of the machine, one per line. */
import { z } from 'zod';
import { sleep } from '../platform/clock.ts';
import { askMachine, type Desk, show } from './desk.ts';
import { table } from './plain-table.ts';
import { readAnswer } from './read-answer.ts';

const recordSchema = z.looseObject({
  seq: z.number().int(),
  at: z.number().optional(),
  atMs: z.number().optional(),
  clock: z.string().optional(),
  body: z.looseObject({ kind: z.string() }),
});
type JournalLine = z.infer<typeof recordSchema>;

const followEveryMs = 500;
const pageMax = 500;
const factCharactersMax = 100;

export interface JournalTailOptions {
  readonly lines: number;
  /** Goes on with every new record, until the command is ended. */
  readonly follow: boolean;
}

/** Prints records; with `--json` a list, or one object per line while following. */
export async function journalTailCommand(desk: Desk, options: JournalTailOptions): Promise<void> {
  const records = await read(desk, `limit=${Math.min(options.lines, pageMax)}`);
  if (!options.follow) {
    show(desk, records, () => journalText(records));
    return;
  }
  let last = 0;
  const tell = (found: readonly JournalLine[]) => {
    for (const record of found) {
      desk.write(`${desk.json ? JSON.stringify(record) : journalText([record])}\n`);
      last = record.seq;
    }
  };
  tell(records);
  while (true) {
    await sleep(desk.clock, followEveryMs);
    tell(await read(desk, `from=${last + 1}&limit=${pageMax}`));
  }
}

async function read(desk: Desk, query: string): Promise<JournalLine[]> {
  return readAnswer(z.array(recordSchema), await askMachine(desk, `journal?${query}`), 'the journal');
}

function journalText(records: readonly JournalLine[]): string {
  if (records.length === 0) return 'The journal is empty.';
  const rows = records.map((record) => [
    String(record.seq),
    new Date(record.at ?? record.atMs ?? 0).toISOString(),
    record.body.kind,
    facts(record.body),
  ]);
  return table(rows, [0]);
}

/** The short facts of a record: ids, amounts, outcomes; lists and texts stay out. */
function facts(body: JournalLine['body']): string {
  const text = Object.entries(body)
    .filter(([key, value]) => key !== 'kind' && ['string', 'number', 'boolean'].includes(typeof value))
    .filter(([key]) => key !== 'receiptLine')
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
  return text.length > factCharactersMax ? `${text.slice(0, factCharactersMax - 1)}…` : text;
}
