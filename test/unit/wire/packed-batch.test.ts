/** Batches that travel packed: what comes out is what went in, and what is no such batch is refused. */
import { zstdCompressSync } from 'node:zlib';
import t from 'tap';
import { payloadBytesMax } from '../../../src/wire/messages.ts';
import { isPacked, packBatch, unpackBatch } from '../../../src/wire/packed-batch.ts';
import { CloudJournal, saleRecords } from '../../support/cloud-journal.ts';

const journal = new CloudJournal('jnl_1').append(...saleRecords('ord_1'), ...saleRecords('ord_2'));

t.test('a batch comes out as it went in, a good deal smaller', async (t) => {
  const packed = journal.packed(3);
  t.ok(isPacked(packed));
  t.strictSame(unpackBatch(packed), journal.batch(3));
  t.ok(packed.byteLength < JSON.stringify(journal.batch(3)).length / 2);
  t.notOk(isPacked(Buffer.from(JSON.stringify(journal.batch()))));
});

t.test('what is no packed batch is refused and nothing else happens', async (t) => {
  const hash = 'a'.repeat(64);
  const head = '{"journalId":"jnl_1","firstSeq":1}';
  const refused: Record<string, string> = {
    'no head': 'no line at all',
    'a head of another kind': `{"firstSeq":0}\n${hash}\n{}\n${hash}`,
    'no record': `${head}\n${hash}`,
    'nothing behind the head': `${head}\n`,
    'a record without its hash': `${head}\n${hash}\n{}`,
    'a hash that is too short': `${head}\n${hash}\n{}\nabc`,
    'a text that is too short': `${head}\n${hash}\n1\n${hash}`,
    'a text that is too long': `${head}\n${hash}\n"${'x'.repeat(3_000_000)}"\n${hash}`,
    'too many records': `${head}\n${hash}${`\n{}\n${hash}`.repeat(501)}`,
    'something behind the last hash': `${head}\n${hash}\n{}\n${hash}\n`,
  };
  for (const [name, text] of Object.entries(refused)) {
    t.throws(() => unpackBatch(zstdCompressSync(text)), { code: 'INPUT_MALFORMED' }, name);
  }
  const odd = Buffer.from(`${head}\n${hash}\n{"\xff"}\n${hash}`, 'latin1');
  t.throws(() => unpackBatch(zstdCompressSync(odd)), { code: 'INPUT_MALFORMED' }, 'no UTF-8');
  const torn = journal.packed().slice(0, -9);
  t.throws(() => unpackBatch(torn), { code: 'INPUT_MALFORMED' }, 'torn');
  const bomb = zstdCompressSync(Buffer.alloc(payloadBytesMax + 1, 32));
  t.throws(() => unpackBatch(bomb), { code: 'INPUT_MALFORMED' }, 'far larger than it looks');
  const large = new Uint8Array(payloadBytesMax + 1);
  t.throws(() => unpackBatch(large), { code: 'INPUT_TOO_LARGE' });
});

t.test('a batch of one record can be packed', async (t) => {
  const { text, hash } = journal.records[0] as { text: string; hash: string };
  const packed = packBatch(
    { journalId: 'jnl_1', firstSeq: 1 },
    Buffer.from(`${'0'.repeat(64)}\n${text}\n${hash}`),
  );
  t.strictSame(unpackBatch(packed), journal.batch(1, 1));
});
