import t from 'tap';
import { PacketLimit } from '../../../src/demo/packet-limit.ts';

const limits = { firstBytesMax: 10, bytesMax: 300 };

function packet(bodyBytes: number): Uint8Array {
  const length = bodyBytes < 128 ? [bodyBytes] : [(bodyBytes & 0x7f) | 0x80, bodyBytes >> 7];
  return Uint8Array.of(0x30, ...length, ...new Uint8Array(bodyBytes));
}

t.test('packets up to the limits pass, however the bytes are cut', async (t) => {
  const bytes = Uint8Array.of(...packet(10), ...packet(300), ...packet(0), ...packet(5));
  for (const size of [1, 2, 3, 7, 100, bytes.length]) {
    const limit = new PacketLimit(limits);
    for (let at = 0; at < bytes.length; at += size) {
      t.ok(limit.admits(bytes.subarray(at, at + size)), `cut in ${size}, at ${at}`);
    }
  }
});

t.test('the first packet has its own limit, also when its length comes byte by byte', async (t) => {
  const limit = new PacketLimit(limits);
  t.notOk(limit.admits(packet(11)));
  const slow = new PacketLimit(limits);
  t.ok(slow.admits(Uint8Array.of(0x10)));
  t.notOk(slow.admits(Uint8Array.of(11)));
});

t.test('a larger packet is seen from its header, before its body', async (t) => {
  const limit = new PacketLimit(limits);
  t.ok(limit.admits(packet(1)));
  t.notOk(limit.admits(packet(301).subarray(0, 3)));
});

t.test('a length of more than four bytes is refused', async (t) => {
  t.notOk(new PacketLimit(limits).admits(Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0xff)));
});
