import { asnFault, AZURE_ASN, LAST_16_BIT_ASN, LAST_ASN, PROPOSED_ASN } from "../../azure/autonomous-systems";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { vnetConnections } from "./gateway-connections";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

const PROPOSAL = {
  en: `Take another, such as ${PROPOSED_ASN}.`,
  ja: `${PROPOSED_ASN} など別の番号を使ってください。`,
};

/** Autonomous system numbers. */
export const AUTONOMOUS_SYSTEM_CHECKS: readonly Check[] = [
  {
    code: "ASN_RESERVED",
    severity: "error",
    what: {
      en: "An autonomous system number is reserved by Azure or IANA, or is none",
      ja: "自律システム番号（ASN）が Azure または IANA によって予約されているか、有効な番号ではありません",
    },
    source: SOURCES.gatewayBgp,
    fix: PROPOSAL,
    *find(network) {
      for (const { owner, asn, azure } of autonomousSystems(network)) {
        if (azure && asn === AZURE_ASN) {
          continue;
        }
        const fault = asnFault(asn);
        if (fault !== undefined) {
          yield problemAt(owner.address, {
            en:
              fault === "not a number"
                ? `The ASN ${asn} of ${nameOf(owner)} is not a number from 1 to ${LAST_ASN}.`
                : `The ASN ${asn} of ${nameOf(owner)} is ${fault}.`,
            ja:
              fault === "not a number"
                ? `${nameOf(owner)} の ASN ${asn} は 1 から ${LAST_ASN} の番号ではありません。`
                : `${nameOf(owner)} の ASN ${asn} は ${fault === "reserved by Azure" ? "Azure" : "IANA"} により予約されています。`,
          });
        }
      }
    },
  },
  {
    code: "ASN_ROUTE_SERVER_16_BIT",
    severity: "error",
    what: {
      en: "A peer of a Route Server has a 32-bit autonomous system number (R50)",
      ja: "Route Server のピアの ASN が 32 ビットです（R50）",
    },
    source: SOURCES.routeServerFaq,
    fix: PROPOSAL,
    *find({ model }) {
      for (const connection of model.routeServerBgpConnections) {
        if (connection.peerAsn !== undefined && asnFault(connection.peerAsn, "16-bit") === "too long") {
          yield problemAt(connection.address, {
            en: `The ASN ${connection.peerAsn} of peer ${nameOf(connection)} has more than 16 bits; Route Server takes 1 to ${LAST_16_BIT_ASN}.`,
            ja: `ピア ${nameOf(connection)} の ASN ${connection.peerAsn} は 16 ビットを超えています。Route Server で使えるのは 1 から ${LAST_16_BIT_ASN} です。`,
          });
        }
      }
    },
  },
  {
    code: "ASN_SAME_AT_BOTH_ENDS",
    severity: "error",
    what: {
      en: "Both ends of a connection with BGP have the same autonomous system number (R44)",
      ja: "BGP を使う接続の両端の ASN が同じです（R44）",
    },
    source: SOURCES.gatewayBgp,
    fix: {
      en: "Give one end another ASN in bgp_settings.",
      ja: "片方の bgp_settings に別の ASN を指定してください。",
    },
    *find(network) {
      const told = new Set<string>();
      for (const connection of vnetConnections(network).values()) {
        const [one, other] = [connection.gateway!, connection.peerGateway!].sort();
        if (connection.bgpEnabled && one !== other && !told.has(`${one} ${other}`)) {
          told.add(`${one} ${other}`);
          yield* sameAsn(network, connection, one, other);
        }
      }
      for (const connection of network.model.gatewayConnections) {
        const { gateway, localNetworkGateway, bgpEnabled } = connection;
        if (bgpEnabled && gateway !== undefined && localNetworkGateway !== undefined) {
          yield* sameAsn(network, connection, gateway, localNetworkGateway);
        }
      }
    },
  },
];

function* sameAsn(
  network: CheckedNetwork,
  connection: { readonly address: string; readonly name?: string },
  one: string,
  other: string,
) {
  const asns = [one, other].map((address) => asnOf(network, address));
  if (asns[0] !== undefined && asns[0] === asns[1]) {
    yield problemAt(connection.address, {
      en: `Both ends of connection ${nameOf(connection)} have the ASN ${asns[0]}; BGP needs two different ones.`,
      ja: `接続 ${nameOf(connection)} の両端の ASN がどちらも ${asns[0]} です。BGP では別の番号が必要です。`,
    });
  }
}

/** The number at an end of a connection; undefined where only apply can tell. */
function asnOf(network: CheckedNetwork, address: string): number | undefined {
  const gateway = network.gateways.get(address);
  if (!gateway) {
    return network.localNetworkGateways.get(address)?.asn;
  }
  const unknown = network
    .argumentsOf(address)
    .blocks("bgp_settings")
    .some((settings) => settings.isUnknown("asn"));
  return unknown || !network.isManaged(address) ? gateway.asn : (gateway.asn ?? AZURE_ASN);
}

interface AutonomousSystem {
  readonly owner: { readonly address: string; readonly name?: string };
  readonly asn: number;
  /** A gateway of Azure's, which may keep 65515. */
  readonly azure: boolean;
}

function* autonomousSystems({ model }: CheckedNetwork): Iterable<AutonomousSystem> {
  for (const owner of model.virtualNetworkGateways) {
    if (owner.asn !== undefined) {
      yield { owner, asn: owner.asn, azure: true };
    }
  }
  // A gateway in a hub of Virtual WAN has Azure's own number, and networks outside meet it as a site.
  const meetsVirtualWan = model.virtualWan.gateways.some(({ type }) => type === "Vpn");
  for (const owner of model.localNetworkGateways) {
    if (owner.asn !== undefined) {
      yield { owner, asn: owner.asn, azure: meetsVirtualWan };
    }
  }
  for (const owner of model.routeServerBgpConnections) {
    if (owner.peerAsn !== undefined) {
      yield { owner, asn: owner.peerAsn, azure: false };
    }
  }
}
