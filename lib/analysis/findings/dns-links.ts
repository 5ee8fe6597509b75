import { groupBy } from "../../collections/group-by";
import { Check, problemAt } from "./check";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** Links of private zones with networks. */
export const DNS_LINK_CHECKS: readonly Check[] = [
  {
    code: "DNS_ZONE_LINKED_TWICE",
    severity: "error",
    what: {
      en: "A network is linked to one private zone twice, or to two zones of one name (W133)",
      ja: "仮想ネットワークが、1 つのプライベート ゾーンに 2 回、または同じ名前の 2 つのゾーンにリンクされています（W133）",
    },
    source: SOURCES.dnsZoneLinks,
    fix: {
      en: "Keep one zone of that name for the network, with one link, and its records in that zone.",
      ja: "その名前のゾーンとリンクは仮想ネットワークごとに 1 つにし、レコードをまとめてください。",
    },
    *find(network) {
      const links = network.model.dns.zones.flatMap((zone) =>
        zone.networks.map((home) => ({ zone, home, place: `${home} ${zone.name?.toLowerCase()}` })),
      );
      for (const [{ zone, home }, second] of groupBy(links, ({ place }) => place).values()) {
        const asking = network.virtualNetworks.get(home);
        if (second && asking && zone.name !== undefined && network.isOne(home)) {
          const isSame = second.zone === zone;
          yield problemAt(second.zone.address, {
            en: isSame
              ? `Zone ${nameOf(zone)} is linked to ${nameOf(asking)} twice.`
              : `${nameOf(asking)} is linked to two zones named ${nameOf(zone)}, ${zone.address} and ${second.zone.address}; Azure allows one.`,
            ja: isSame
              ? `ゾーン ${nameOf(zone)} は ${nameOf(asking)} に 2 回リンクされています。`
              : `${nameOf(asking)} に同じ名前 ${nameOf(zone)} のゾーンが 2 つリンクされています（${zone.address}、${second.zone.address}）。許されるのは 1 つです。`,
          });
        }
      }
    },
  },
  {
    code: "DNS_REGISTRATION_TWICE",
    severity: "error",
    what: {
      en: "A network registers its machines in two private zones (W134)",
      ja: "仮想ネットワークが、2 つのプライベート ゾーンで仮想マシンの自動登録を有効にしています（W134）",
    },
    source: SOURCES.dnsRegistration,
    fix: {
      en: "Set registration_enabled = false on all links of the network but one.",
      ja: "その仮想ネットワークのリンクのうち、registration_enabled = true は 1 つだけにしてください。",
    },
    *find(network) {
      const links = network.model.dns.zones.flatMap(({ registrations }) => registrations);
      for (const [home, [first, second]] of groupBy(links, (link) => link.network)) {
        const asking = network.virtualNetworks.get(home);
        if (second && asking && network.isOne(home)) {
          yield problemAt(second.address, {
            en: `${nameOf(asking)} registers its machines by ${first.address} and ${second.address}; Azure allows one zone.`,
            ja: `${nameOf(asking)} は ${first.address} と ${second.address} の両方で自動登録を有効にしています。自動登録できるゾーンは 1 つです。`,
          });
        }
      }
    },
  },
];
