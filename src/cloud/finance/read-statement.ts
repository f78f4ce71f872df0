/**
 * Reads one statement to its end: bytes become lines, lines rows, rows pages of packed text in a file of their own.
 * Nothing is believed before the last line: whoever called throws the pages away when this throws.
 */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { Fault } from '../../domain/fault.ts';
import {
  type ExpectedStatement,
  rowText,
  type StatementEnd,
  type StatementLines,
  type StatementRow,
  statementFault,
} from '../../domain/statement.ts';
import { AlipayStatementLines } from '../../domain/statement-alipay.ts';
import { WechatStatementLines } from '../../domain/statement-wechat.ts';
import { statementBytes } from './statement-file.ts';

/** Whose statements can be read. */
export const statementChannels = ['alipay', 'wechat'] as const;
export type StatementChannel = (typeof statementChannels)[number];

export const rowsMax = 10_000_000;
const lineCharsMax = 16_384;
const pageRows = 50_000;
const pack = promisify(zstdCompress);

export interface PackedPage {
  readonly rows: number;
  readonly offset: number;
  readonly length: number;
}

export interface ReadStatement extends StatementEnd {
  readonly rows: number;
  readonly pages: readonly PackedPage[];
}

export function linesOf(channel: StatementChannel, expected: ExpectedStatement): StatementLines {
  return channel === 'alipay' ? new AlipayStatementLines(expected) : new WechatStatementLines(expected);
}

/** Hands every row of the bytes to `onRow`. */
export async function readRows(
  bytes: AsyncIterable<Buffer>,
  lines: StatementLines,
  onRow: (row: StatementRow) => void | Promise<void>,
): Promise<StatementEnd> {
  let rest = '';
  let rows = 0;
  for await (const chunk of bytes) {
    const texts = (rest + chunk.toString('latin1')).split('\n');
    rest = texts.pop() ?? '';
    if (rest.length > lineCharsMax) throw statementFault('STATEMENT_LAYOUT', 'has a line without an end');
    for (const text of texts) {
      const row = lines.take(text.endsWith('\r') ? text.slice(0, -1) : text);
      if (!row) continue;
      rows += 1;
      if (rows > rowsMax) throw new Fault('INPUT_TOO_LARGE', 'read a statement');
      const waits = onRow(row);
      if (waits) await waits;
    }
  }
  if (rest !== '') lines.take(rest.endsWith('\r') ? rest.slice(0, -1) : rest);
  return lines.end();
}

/** Gathers rows into pages. */
export class PageWriter {
  readonly pages: PackedPage[] = [];
  #write: (packed: Uint8Array) => Promise<unknown>;
  #texts: string[] = [];
  #offset = 0;

  constructor(write: (packed: Uint8Array) => Promise<unknown>) {
    this.#write = write;
  }

  add(row: StatementRow): Promise<void> | undefined {
    this.#texts.push(rowText(row));
    return this.#texts.length === pageRows ? this.flush() : undefined;
  }

  async flush(): Promise<void> {
    const rows = this.#texts.length;
    if (rows === 0) return;
    const packed = await pack(Buffer.from(this.#texts.join('')), {
      params: { [constants.ZSTD_c_compressionLevel]: 1 },
    });
    this.#texts = [];
    await this.#write(packed);
    this.pages.push({ rows, offset: this.#offset, length: packed.length });
    this.#offset += packed.length;
  }
}

/** Reads the file at `path` and writes its pages to `pagesPath`. `sha1` is of the plain statement, in hex. */
export async function readStatement(asked: {
  readonly path: string;
  readonly pagesPath: string;
  readonly channel: StatementChannel;
  readonly expected: ExpectedStatement;
  readonly sha1?: string | undefined;
}): Promise<ReadStatement> {
  const { path, pagesPath, channel, expected, sha1 } = asked;
  const hash = sha1 === undefined ? undefined : createHash('sha1');
  const file = await open(pagesPath, 'wx', 0o600);
  try {
    const writer = new PageWriter((packed) => file.write(packed));
    const bytes = hash ? hashed(statementBytes(path), hash) : statementBytes(path);
    const read = await readRows(bytes, linesOf(channel, expected), (row) => writer.add(row));
    if (hash && hash.digest('hex') !== sha1?.toLowerCase()) {
      throw statementFault('STATEMENT_HASH', 'has another hash than its platform named');
    }
    await writer.flush();
    const rows = writer.pages.reduce((sum, page) => sum + page.rows, 0);
    return { ...read, rows, pages: writer.pages };
  } finally {
    await file.close();
  }
}

async function* hashed(
  bytes: AsyncIterable<Buffer>,
  hash: { update(chunk: Buffer): unknown },
): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}
