/** The way to the cloud: the link, what is published and fetched over it, and what the machine says of itself. */
import type { Link } from '../../platform/mqtt-link.ts';
import { upTopic } from '../../wire/topics.ts';
import { BundleFlow } from '../sync/bundle-flow.ts';
import { CloudLink } from '../sync/cloud-link.ts';
import { CloudTime } from '../sync/cloud-time.ts';
import { JournalSyncFlow } from '../sync/journal-sync-flow.ts';
import { PresenceFlow } from '../sync/presence-flow.ts';
import type { CorePart } from './core-part.ts';

export type CloudParts = ReturnType<typeof openCloudParts>;

export function openCloudParts({ ports, turns, machine, journal, common }: CorePart) {
  const link: Link = ports.openLink(() => presence.will());
  const cloudTime = new CloudTime(common.clock, ports.confirmClock);
  const bundles: BundleFlow = new BundleFlow({
    ...common,
    file: ports.bundleFile,
    catalogues: ports.catalogues,
    machine,
    ask: (parts) => cloudLink.fetch(parts),
    applied: turns.bundleApplied,
    changed: turns.changed,
  });
  const sync = new JournalSyncFlow({ ...common, journal, link, topic: upTopic(machine, 'journal') });
  const cloudLink = new CloudLink({
    ...common,
    link,
    machine,
    cloudTime,
    acknowledged: (ack) => sync.take(ack),
    bundlePublished: (payload) => bundles.take(payload),
    partArrived: (part) => bundles.takePart(part),
  });
  const presence: PresenceFlow = new PresenceFlow({
    ...common,
    link,
    topic: upTopic(machine, 'state'),
    describe: turns.describe,
    firstSession: () => turns.startedSeq() * 1000,
  });
  return { link, cloudTime, bundles, sync, cloudLink, presence };
}
