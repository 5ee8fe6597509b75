import { Ipv4Prefix, parseIpv4 } from "../../cidr";
import { OnPremisesSite, prefixesOfSite } from "../network/gateway-node";
import { RoutedCheck } from "./routed-network";
import { SOURCES } from "./sources";

/** Sites that claim the same addresses, by what is configured and what is declared (D16). */
export const OVERLAPPING_SITE_CHECKS: readonly RoutedCheck[] = [
  {
    code: "SITES_OVERLAP",
    severity: "warning",
    what: {
      en: "Two sites claim overlapping prefixes: the longer one, or either of two equal ones, gets the packets",
      ja: "2 つのサイトのプレフィックスが重なっています。長い方、同じ長さならどちらか一方にパケットが送られます",
    },
    source: SOURCES.gatewayFaq,
    fix: {
      en: "Give each site prefixes of its own.",
      ja: "サイトごとに重ならないプレフィックスを指定してください。",
    },
    *find({ context }) {
      const { sites } = context.tables.gateways;
      const claims = sites.map(claimsOf);
      for (const [index, one] of sites.entries()) {
        for (const [offset, other] of sites.slice(index + 1).entries()) {
          const overlap = firstOverlap(claims[index], claims[index + 1 + offset]);
          if (overlap !== undefined) {
            const [a, b] = overlap;
            const [longer, owner] = a.length > b.length ? [a, one] : [b, other];
            const isEqual = a.length === b.length;
            yield {
              resource: other.address,
              message: {
                en: `Sites ${one.id} (${a}) and ${other.id} (${b}) overlap: ${isEqual ? `packets for ${a} go to one of the two, as BGP or Azure decides` : `packets for ${longer} go to ${owner.id} only`}.`,
                ja: `サイト ${one.id}（${a}）と ${other.id}（${b}）が重なっています。${isEqual ? `${a} 宛てのパケットは BGP または Azure の選択により、どちらか一方に送られます` : `${longer} 宛てのパケットは ${owner.id} だけに送られます`}。`,
              },
              fix: isEqual
                ? {
                    en: "Give each site prefixes of its own; two devices of one site are two connections with BGP, of which one announces a longer path.",
                    ja: "サイトごとに重ならないプレフィックスを指定してください。1 つのサイトの 2 台の装置なら BGP を使い、片方の AS パスを長くしてください。",
                  }
                : {
                    en: `Take ${longer} out of ${(owner === one ? b : a).toString()} of ${(owner === one ? other : one).id}, or leave it to one of them.`,
                    ja: `${(owner === one ? other : one).id} の ${(owner === one ? b : a).toString()} から ${longer} を除くか、どちらか一方だけにしてください。`,
                  },
            };
          }
        }
      }
    },
  },
];

/** What a site claims; the address of its own BGP speaker is none of it (D16). */
function claimsOf(site: OnPremisesSite): readonly Ipv4Prefix[] {
  const speaker = site.bgpPeeringAddress === undefined ? undefined : parseIpv4(site.bgpPeeringAddress);
  return prefixesOfSite(site).filter(
    ({ first, length }) => length > 1 && !(length === 32 && first === speaker),
  );
}

function firstOverlap(
  one: readonly Ipv4Prefix[],
  other: readonly Ipv4Prefix[],
): readonly [Ipv4Prefix, Ipv4Prefix] | undefined {
  for (const a of one) {
    const b = other.find((prefix) => prefix.overlaps(a));
    if (b) {
      return [a, b];
    }
  }
  return undefined;
}
