import t from 'tap';
import { Fault, faultChain, faultCodeOf } from '../../../src/domain/fault.ts';
import { type FaultCode, faultCatalogue } from '../../../src/domain/fault-catalogue.ts';

const cjk = /[\u4e00-\u9fff]/;

t.test('every fault has a code, two languages for the shopper and a sentence for the technician', (t) => {
  const entries = Object.entries(faultCatalogue);
  t.ok(entries.length > 50);
  for (const [code, { shopper, technician }] of entries) {
    t.match(code, /^[A-Z]+(_[A-Z0-9]+)+$/, `${code} is AREA_REASON`);
    t.match(shopper.zh, cjk, `${code} speaks Chinese`);
    t.match(shopper.zh, /[。！？]$/, `${code} ends its Chinese sentence`);
    t.match(shopper.en, /^[A-Z].*[.!?]$/, `${code} speaks English in a sentence`);
    t.notMatch(shopper.en, cjk, `${code} speaks English only`);
    t.notMatch(shopper.zh, /[A-Za-z]{2,}/, `${code} has no English word in its Chinese`);
    t.match(technician, /^[A-Z].{9,}[.!?]$/, `${code} tells the technician a sentence`);
    t.notMatch(technician, cjk);
  }
  t.end();
});

t.test('texts for shoppers hold no code and no jargon', (t) => {
  for (const [code, { shopper }] of Object.entries(faultCatalogue)) {
    t.notMatch(shopper.en, /[A-Z]{2,}_|\b(error|exception|timeout|null|undefined)\b/i, code);
    t.ok(shopper.zh.length <= 60 && shopper.en.length <= 160, `${code} can be read at a glance`);
  }
  t.end();
});

t.test('a fault knows whether trying again can help', (t) => {
  const cause = new Error('the cable is out');
  const fault = new Fault('PRINTER_OFFLINE', 'print a receipt', { cause, facts: { attempts: 3 } });
  t.equal(fault.retryable, true);
  t.equal(fault.code, 'PRINTER_OFFLINE' satisfies FaultCode);
  t.same(fault.facts, { attempts: 3 });
  t.equal(faultChain(fault), 'PRINTER_OFFLINE: print a receipt <- the cable is out');
  t.equal(faultCodeOf(fault), 'PRINTER_OFFLINE');
  t.equal(faultCodeOf(cause), 'INTERNAL_DEFECT');
  t.equal(faultCodeOf(undefined), 'INTERNAL_DEFECT');
  t.end();
});
