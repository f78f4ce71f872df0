/**
 * Alipay's statement of business (业务明细): GBK, frames of lines that begin with `#`, 25 columns, tabs behind ids. Rows
 * are trades and refunds; a refund names its trade and its own request. Amounts of refunds come with either sign. The
 * text is taken byte for byte, as no byte of a GBK character is a comma, a quote or a line's end.
 */
import iconv from 'iconv-lite';
import {
  type ExpectedStatement,
  type StatementEnd,
  type StatementLines,
  type StatementRow,
  StatementSums,
  statementFault,
} from './statement.ts';
import { chinaDayStartMs, dayAfter, decimalUnits, idCell, instantOf } from './statement-cells.ts';

const alipayColumns = [
  ...['支付宝交易号', '商户订单号', '业务类型', '商品名称', '创建时间', '完成时间', '门店编号', '门店名称'],
  ...['操作员', '终端号', '对方账户', '订单金额（元）', '商家实收（元）', '支付宝红包（元）', '集分宝（元）'],
  ...['支付宝优惠（元）', '商家优惠（元）', '券核销金额（元）', '券名称', '商家红包消费金额（元）'],
  ...['卡消费金额（元）', '退款批次号/请求号', '服务费（元）', '分润（元）', '备注'],
] as const;

/** The bytes of a text in GBK, one character for each. */
const gbk = (text: string) => iconv.encode(text, 'gbk').toString('latin1');
const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const unGbk = (text: string) => iconv.decode(Buffer.from(text, 'latin1'), 'gbk');

const title = '#支付宝业务明细查询';
const header = gbk(alipayColumns.join(','));
const opening = gbk('业务明细列表-');
const closing = gbk('业务明细列表结束-');
const trade = gbk('交易');
const refund = gbk('退款');

type Step = 'title' | 'account' | 'dates' | 'opening' | 'header' | 'rows' | 'summary';
const [tradeNoAt, orderNoAt, kindAt, openedAt, doneAt] = [0, 1, 2, 4, 5];
const [receivedAt, refAt, feeAt] = [12, 21, 22];
const moneyAt = [11, 12, 13, 14, 15, 16, 17, 19, 20, 22, 23] as const;
const column = (at: number): string => alipayColumns[at] ?? '';

interface Summary {
  readonly rows: number;
  readonly receivedMinor: number;
}

export class AlipayStatementLines implements StatementLines {
  #expected: ExpectedStatement;
  #dayStartMs: number;
  #step: Step = 'title';
  #line = 0;
  #account = '';
  #sums = new StatementSums();
  #trades: Summary | undefined;
  #refunds: Summary | undefined;

  constructor(expected: ExpectedStatement) {
    const dayStartMs = chinaDayStartMs(expected.day);
    if (dayStartMs === undefined) throw statementFault('STATEMENT_OTHER_DAY', 'is asked for as no day');
    this.#expected = expected;
    this.#dayStartMs = dayStartMs;
  }

  take(text: string): StatementRow | undefined {
    this.#line += 1;
    if (this.#step === 'rows' && text.charCodeAt(0) !== 35) return this.#row(text);
    this.#frame(text);
    return undefined;
  }

  end(): StatementEnd {
    if (this.#step !== 'summary' || !this.#trades) {
      throw statementFault('STATEMENT_TRUNCATED', 'ends before its summary', { line: this.#line });
    }
    const totals = this.#sums.totals;
    this.#check();
    return { account: this.#account, totals };
  }

  #wrong(reason: string) {
    return statementFault('STATEMENT_LAYOUT', reason, { line: this.#line });
  }

  #frame(text: string): void {
    switch (this.#step) {
      case 'title':
        if (text === gbk(title)) break;
        if (text.includes(utf8(title.slice(1))) || text.startsWith('\xef\xbb\xbf')) {
          throw statementFault('STATEMENT_ENCODING', 'is UTF-8 and not GBK', { line: this.#line });
        }
        throw this.#wrong('does not begin as a statement of business');
      case 'account':
        this.#readAccount(text);
        break;
      case 'dates':
        this.#readDates(text);
        break;
      case 'opening':
        if (text.startsWith('#') && text.includes(opening)) break;
        throw this.#wrong('has no line that opens the list');
      case 'header':
        if (text !== header) throw this.#wrong('does not have the 25 columns of a statement of business');
        break;
      case 'rows':
        if (!text.includes(closing)) throw this.#wrong('has an unknown line among its rows');
        break;
      case 'summary':
        this.#readSummary(unGbk(text));
        return;
    }
    this.#step = next[this.#step];
  }

  #readAccount(text: string): void {
    const account = /^#账号：\[(\d{8,32})\]$/.exec(unGbk(text))?.[1];
    if (account === undefined) throw this.#wrong('does not name its account');
    const { account: known } = this.#expected;
    if (known !== undefined && known !== account) {
      throw statementFault('STATEMENT_OTHER_ACCOUNT', `is of account ${account}`, { line: this.#line });
    }
    this.#account = account;
  }

  #readDates(text: string): void {
    const dates = datesPattern.exec(unGbk(text));
    if (!dates) throw this.#wrong('does not name its dates');
    const [from, to] = [dates.slice(1, 5), dates.slice(5, 9)].map(
      ([year, month, day, time]) => `${year}-${month}-${day} ${time}`,
    );
    const { day } = this.#expected;
    const ends = [`${dayAfter(day)} 00:00:00`, `${day} 23:59:59`];
    if (from !== `${day} 00:00:00` || !ends.includes(to ?? '')) {
      throw statementFault('STATEMENT_OTHER_DAY', `is from ${from} to ${to}`, { line: this.#line });
    }
  }

  #readSummary(text: string): void {
    if (text === '' || text.startsWith('#导出时间')) return;
    const found = summaryPattern.exec(text);
    const of = found?.[1] === '交易' ? 'trades' : 'refunds';
    const minor = found && decimalUnits(found[3] ?? '', 2);
    if (!found || minor === undefined || minor === null || (of === 'trades' ? this.#trades : this.#refunds)) {
      throw this.#wrong('has an unknown line in its summary');
    }
    const summary = { rows: Number(found[2]), receivedMinor: Math.abs(minor) };
    if (of === 'trades') this.#trades = { ...summary, receivedMinor: minor };
    else this.#refunds = summary;
  }

  /** Without a sum of refunds, the sum of trades is over everything. */
  #check(): void {
    const { payments, paidMinor, refunds, refundedMinor } = this.#sums.totals;
    const trades = this.#trades as Summary;
    const wanted = this.#refunds
      ? [payments, paidMinor, refunds, refundedMinor]
      : [payments + refunds, paidMinor - refundedMinor];
    const said = this.#refunds
      ? [trades.rows, trades.receivedMinor, this.#refunds.rows, this.#refunds.receivedMinor]
      : [trades.rows, trades.receivedMinor];
    if (wanted.every((value, at) => value === said[at])) return;
    const reason = `rows say ${wanted.join(', ')} and the summary ${said.join(', ')}`;
    throw statementFault('STATEMENT_TOTALS', reason, { line: this.#line });
  }

  #row(text: string): StatementRow {
    const line = this.#line;
    const cells = cellsOf(text);
    if (cells.length !== alipayColumns.length) {
      throw statementFault('STATEMENT_LAYOUT', `has ${cells.length} cells and not 25`, { line });
    }
    if (!time.test(cells[openedAt] ?? '')) {
      throw statementFault('STATEMENT_CELL', 'is no time', { line, column: column(openedAt) });
    }
    for (const at of moneyAt) {
      if (decimalUnits(cells[at] ?? '', 2) === undefined) {
        throw statementFault('STATEMENT_CELL', 'is no amount', { line, column: column(at) });
      }
    }
    const kind = cells[kindAt] === trade ? 'payment' : cells[kindAt] === refund ? 'refund' : undefined;
    if (!kind)
      throw statementFault('STATEMENT_CELL', 'is no kind of business', { line, column: column(kindAt) });
    const id = (at: number) => idCell(untab(cells[at] ?? ''), { line, column: column(at) });
    const received = decimalUnits(cells[receivedAt] ?? '', 2) as number;
    if (kind === 'payment' && received < 0) {
      throw statementFault('STATEMENT_CELL', 'is below nothing', { line, column: column(receivedAt) });
    }
    const row: StatementRow = {
      ...{ kind, orderNo: id(orderNoAt), tradeNo: id(tradeNoAt) },
      ref: kind === 'refund' ? id(refAt) : '',
      amountMinor: Math.abs(received),
      currency: 'CNY',
      // What is charged stands below nothing in the file.
      feeE5: (0 - (decimalUnits(cells[feeAt] ?? '', 2) as number)) * 1000,
      atMs: instantOf(cells[doneAt] ?? '', this.#expected.day, this.#dayStartMs, {
        ...{ line, column: column(doneAt) },
      }),
      line,
    };
    this.#sums.add(row);
    return row;
  }
}

const next: Readonly<Record<Exclude<Step, 'summary'>, Step>> = {
  title: 'account',
  account: 'dates',
  dates: 'opening',
  opening: 'header',
  header: 'rows',
  rows: 'summary',
};
const date = '\\[(\\d{4})年(\\d{2})月(\\d{2})日 (\\d{2}:\\d{2}:\\d{2})\\]';
const datesPattern = new RegExp(`^#起始日期：${date}\\s+终止日期：${date}$`);
const summaryPattern =
  /^#(交易|退款)合计：(\d{1,9})笔，商家实收(?:退款)?共(-?[\d.]{1,16})元，商家优惠(?:退款)?共-?[\d.]{1,16}元$/;

const time = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** Nothing is quoted: commas of a name of goods, which stands before two times, are its own. */
function cellsOf(text: string): string[] {
  const cells = text.split(',');
  const surplus = cells.length - alipayColumns.length;
  if (surplus <= 0 || surplus > 20) return cells;
  const isName = time.test(cells[4 + surplus] ?? '') && time.test(cells[5 + surplus] ?? '');
  return isName
    ? [...cells.slice(0, 3), cells.slice(3, 4 + surplus).join(), ...cells.slice(4 + surplus)]
    : cells;
}

/** Ids carry a tab, so that spreadsheets leave them alone. */
function untab(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 9) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}
