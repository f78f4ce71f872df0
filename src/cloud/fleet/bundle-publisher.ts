/**
 * Publishes to machines what they shall sell from: packs the merchant's catalogue, builds the bundle that
 * names it, stores it under the next version if anything changed, and sends it retained. What the broker did
 * not take goes out again when the machine is next heard to be behind.
 */
import type { Bundle } from '../../domain/bundle.ts';
import type { CodeFormat } from '../../domain/code-pattern.ts';
import { Fault, faultCodeOf } from '../../domain/fault.ts';
import type { GiftPolicy } from '../../domain/gift.ts';
import { machineRules } from '../../domain/verification-rule.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Link } from '../../platform/mqtt-link.ts';
import { type Desired, enclosedBytesMax } from '../../wire/messages.ts';
import { downTopic, type MachineAddress } from '../../wire/topics.ts';
import { readBenefits } from '../database/benefit-policy-rows.ts';
import { readRules, readSelections } from '../database/catalogue-rows.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';
import { readPublishedRules } from '../database/verification-rows.ts';
import { type BundleContent, contentHash, type PackedBundle, packBundle } from './bundle-text.ts';
import { catalogueParts, forgetCatalogues, type PackedCatalogue, packCatalogue } from './catalogue-packer.ts';

/** What follows from a merchant's accounts with platforms. */
export interface PaymentWays {
  /** The published formats of codes that can be paid with. */
  readonly codeFormats: readonly CodeFormat[];
  /** Platforms that make codes for machines to show. */
  readonly shown: readonly string[];
}

import { goodsInContent } from './goods-in-content.ts';

export interface BundlePublisherPorts {
  readonly db: CloudDatabase;
  readonly link: Link;
  readonly clock: Clock;
  readonly log: Log;
  /** Where receipts are shown, without a slash at the end; asked at each publication. */
  readonly receiptUrlBase: () => string;
  /** How the merchant's accounts take money; its own table of code formats comes before the formats here. */
  readonly paymentWays: (merchantId: string) => PaymentWays;
  /** The key under which the merchant's machines hash what members show, base64. */
  readonly memberKey: (merchantId: string) => string;
  /** The keys about a merchant's stored-value cards; undefined where it has none. */
  readonly cardKeys: (merchantId: string) => Bundle['cards'];
  /** The public key by which a merchant's coupons are signed. */
  readonly couponKey: (merchantId: string) => string;
  readonly giftPolicy?: (merchantId: string) => GiftPolicy | undefined;
}

export interface Published {
  readonly machineId: string;
  readonly version: number;
  readonly sha256: string;
  /** Whether the broker took it now. */
  readonly sent: boolean;
}

/** Older versions are kept this far back, to see what a machine sold from. */
const versionsKept = 20;

export class BundlePublisher {
  #ports: BundlePublisherPorts;

  constructor(ports: BundlePublisherPorts) {
    this.#ports = ports;
  }

  /** Throws `NOT_FOUND` if the merchant has no such machine. */
  async publish(merchantId: string, machineId: string): Promise<Published> {
    const { db, clock } = this.#ports;
    const published = await this.#publish(merchantId, machineId, await packCatalogue(db, clock, merchantId));
    await forgetCatalogues(db, clock, merchantId);
    return published;
  }

  async publishAll(merchantId: string): Promise<Published[]> {
    const { db, clock } = this.#ports;
    const machines = await db
      .selectFrom('machines')
      .select('machine_id')
      .where('merchant_id', '=', merchantId)
      .orderBy('machine_id')
      .execute();
    const catalogue = await packCatalogue(db, clock, merchantId);
    const published: Published[] = [];
    for (const { machine_id } of machines) {
      published.push(await this.#publish(merchantId, machine_id, catalogue));
    }
    await forgetCatalogues(db, clock, merchantId);
    return published;
  }

  /** Sends the newest stored bundle again if `version` is older. */
  async catchUp(machine: MachineAddress, version: number): Promise<void> {
    const latest = await latestBundle(this.#ports.db, machine.machineId);
    if (!latest || latest.version <= version) return;
    await this.#send(machine, storedBundle(latest));
  }

  async #publish(merchantId: string, machineId: string, catalogue: PackedCatalogue): Promise<Published> {
    const { machine, bundle } = await this.#ports.db
      .transaction()
      .execute((tx) => this.#store(tx, merchantId, machineId, catalogue));
    return this.#send(machine, bundle);
  }

  async #store(
    tx: CloudTransaction,
    merchantId: string,
    machineId: string,
    catalogue: PackedCatalogue,
  ): Promise<{ machine: MachineAddress; bundle: StoredBundle }> {
    const { shard, content } = await this.#content(tx, merchantId, machineId, catalogue);
    const machine = { merchantId, machineId, shard };
    const reported = await tx
      .selectFrom('machine_presence')
      .select('bundle_version')
      .where('machine_id', '=', machineId)
      .executeTakeFirst();
    const latest = await latestBundle(tx, machineId);
    const hash = contentHash(content);
    const ahead = reported?.bundle_version ?? 0;
    if (latest && latest.content_sha256 === hash && latest.version >= ahead) {
      return { machine, bundle: storedBundle(latest) };
    }
    // A cloud put back from a backup must not publish below what the machine already has.
    const bundle = await packBundle(content, Math.max(latest?.version ?? 0, ahead) + 1);
    await tx
      .insertInto('bundles')
      .values({
        machine_id: machineId,
        merchant_id: merchantId,
        version: bundle.version,
        sha256: bundle.sha256,
        content_sha256: hash,
        catalogue_sha256: catalogue.ref.sha256,
        packed: bundle.body,
        published_at_ms: this.#ports.clock.now(),
      })
      .execute();
    await tx
      .deleteFrom('bundles')
      .where('machine_id', '=', machineId)
      .where('version', '<=', bundle.version - versionsKept)
      .execute();
    return { machine, bundle: { ...bundle, catalogueSha256: catalogue.ref.sha256 } };
  }

  /** Locks the machine, so that two publications come one after the other. */
  async #content(
    tx: CloudTransaction,
    merchantId: string,
    machineId: string,
    { ref: catalogue, withGoodsIn }: PackedCatalogue,
  ): Promise<{ shard: number; content: BundleContent }> {
    const machine = await tx
      .selectFrom('machines')
      .selectAll()
      .where('machine_id', '=', machineId)
      .where('merchant_id', '=', merchantId)
      .forUpdate()
      .executeTakeFirst();
    if (!machine) throw new Fault('NOT_FOUND', 'publish to a machine');
    const merchant = await tx
      .selectFrom('merchants')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .executeTakeFirstOrThrow();
    const rules = await readRules(tx, merchantId);
    const ways = this.#ports.paymentWays(merchantId);
    const checks = await readPublishedRules(tx, merchantId);
    const cards = this.#ports.cardKeys(merchantId);
    const gifts = this.#ports.giftPolicy?.(merchantId);
    const content: BundleContent = {
      merchantId,
      machineId,
      merchantName: merchant.name,
      machineName: machine.name,
      helpPhone: machine.help_phone || merchant.help_phone,
      currency: merchant.currency as BundleContent['currency'],
      timeZone: machine.time_zone,
      selections: await readSelections(tx, merchantId, machineId),
      catalogue,
      promotions: [...rules.promotions],
      patterns: [...rules.patterns],
      codeFormats: [...(rules.codeFormats.length > 0 ? rules.codeFormats : ways.codeFormats)],
      ...(ways.shown.length > 0 ? { shownPlatforms: [...ways.shown] } : {}),
      ...(checks ? { verification: machineRules(checks.base) } : {}),
      tenders: machine.tenders,
      receiptUrlBase: this.#ports.receiptUrlBase(),
      receiptFooter: merchant.receipt_footer,
      ...(cards ? { cards } : {}),
      ...(gifts ? { gifts } : {}),
      ...(await readBenefits(tx, merchantId, this.#ports.couponKey(merchantId))),
      ...(machine.parking === null ? {} : { parking: machine.parking }),
      ...(machine.shelf_life === null ? {} : { shelfLife: machine.shelf_life }),
      ...(await goodsInContent(tx, this.#ports.clock, merchantId, withGoodsIn)),
      ...(machine.members === null
        ? {}
        : { members: { ...machine.members, hashKey: this.#ports.memberKey(merchantId) } }),
      ...(machine.faces === null ? {} : { faces: machine.faces }),
      ...(machine.display === null ? {} : { display: machine.display }),
    };
    return { shard: machine.shard, content };
  }

  async #send(machine: MachineAddress, bundle: StoredBundle): Promise<Published> {
    const { link, log } = this.#ports;
    const { version, sha256, body } = bundle;
    const enclosed = await this.#enclosed(machine.merchantId, bundle.catalogueSha256);
    const desired: Desired = { version, sha256, body, ...(enclosed && { catalogue: enclosed }) };
    const { machineId } = machine;
    try {
      await link.publish(downTopic(machine, 'desired'), JSON.stringify(desired), { retain: true });
      return { machineId, version, sha256, sent: true };
    } catch (error) {
      log.info('a bundle waits for the broker', { machine: machineId, version, reason: faultCodeOf(error) });
      return { machineId, version, sha256, sent: false };
    }
  }

  /** A catalogue so small that it travels with its bundle; it is one part, whole. */
  async #enclosed(merchantId: string, sha256: string): Promise<string | undefined> {
    const { db } = this.#ports;
    const kept = await db
      .selectFrom('catalogues')
      .select('packed_bytes')
      .where('merchant_id', '=', merchantId)
      .where('sha256', '=', sha256)
      .executeTakeFirst();
    if (!kept || kept.packed_bytes > enclosedBytesMax) return undefined;
    const [whole] = await catalogueParts(db, merchantId, { sha256, firstPart: 0, parts: 1 });
    return whole?.body;
  }
}

interface StoredBundle extends PackedBundle {
  readonly catalogueSha256: string;
}

function storedBundle(row: NonNullable<Awaited<ReturnType<typeof latestBundle>>>): StoredBundle {
  const { version, sha256, packed, catalogue_sha256 } = row;
  return { version, sha256, body: packed, catalogueSha256: catalogue_sha256 };
}

function latestBundle(db: CloudDatabase, machineId: string) {
  return db
    .selectFrom('bundles')
    .selectAll()
    .where('machine_id', '=', machineId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}
