import { LocalizedText } from "../../../lib/analysis/result";
import {
  ReviewDocument,
  ReviewEndpoint,
  ReviewExample,
  ReviewHop,
  ReviewPair,
  ReviewTrace,
  VERDICT_LETTERS,
} from "../../../lib/review/document";
import { groupAlike, pairsOfGroups } from "../../../lib/review/grouping";
import { verbatim } from "../../../lib/review/language";
import { PHRASES } from "../../../lib/review/phrases";
import { PictureNetwork, PicturePart } from "../../../lib/review/picture";
import { NEXT_HOP_WORDS, SOURCE_WORDS, STATE_WORDS } from "../../../lib/review/portal-words";

/** Documents written by hand: what renderers are tested with, whatever the engine does. */
export interface LabOptions {
  readonly spokes?: number;
  readonly firewall?: boolean;
  /** Appended to every name, to see that nothing of it becomes markup. */
  readonly suffix?: string;
  /** Each spoke behaves in its own way. */
  readonly alike?: boolean;
  readonly name?: string;
  /** What all rests on. */
  readonly notes?: readonly LocalizedText[];
  /** What was left out. */
  readonly problems?: readonly LocalizedText[];
}

const octet = (spoke: number) => `10.${10 + (spoke % 240)}.${Math.floor(spoke / 240) * 64}`;

export function labDocument({
  spokes = 2,
  firewall = false,
  suffix = "",
  alike = true,
  name = "hub-spoke-lab",
  notes = [],
  problems = [],
}: LabOptions = {}): ReviewDocument {
  const pad = (spoke: number) => String(spoke).padStart(spokes > 99 ? 3 : 2, "0");
  const vnet = (of: string) => `vnet-${of}${suffix}`;
  const hubId = `${vnet("hub01")}/default`;
  const firewallAddress = "azurerm_firewall.hub";
  const endpoints = [
    {
      id: hubId,
      address: "azurerm_subnet.hub_default",
      prefixes: ["10.0.0.0/24"],
    },
    ...Array.from({ length: spokes }, (_, index) => {
      return {
        id: `${vnet(`spoke${pad(index + 1)}`)}/default`,
        address: `azurerm_subnet.spoke${pad(index + 1)}_default`,
        prefixes: [`${octet(index)}.0/24`],
      };
    }),
  ];
  const verdictOf = (from: number, to: number) =>
    from === 0 || to === 0 || firewall ? ("REACHABLE" as const) : ("BLOCKED" as const);
  const letter = (from: number, to: number) => (from === to ? "." : VERDICT_LETTERS[verdictOf(from, to)]);
  const count = endpoints.length;
  const groups = groupAlike(count, letter, (index) =>
    index === 0 ? "hub" : alike ? "spoke" : String(index),
  );

  const hop = (at: number, prefix: string, type: string, more: Partial<ReviewHop> = {}): ReviewHop => {
    return { at: endpoints[at].id, text: verbatim(`${prefix} → ${type}`), ...more };
  };
  const arrive = (at: number): ReviewHop => {
    return { at: endpoints[at].id, text: PHRASES.arrives };
  };
  const trace = (from: number, to: number): ReviewTrace => {
    if (from === 0 || to === 0) {
      return {
        delivered: true,
        hops: [hop(from, endpoints[to].prefixes[0], "VNet peering (Default)"), arrive(to)],
      };
    }
    if (!firewall) {
      return {
        delivered: false,
        hops: [
          {
            at: endpoints[from].id,
            text: {
              en: "10.0.0.0/8 → None (Default): dropped here",
              ja: "10.0.0.0/8 → なし(既定): ここで破棄",
            },
          },
        ],
      };
    }
    return {
      delivered: true,
      hops: [
        hop(
          from,
          `${octet(to - 1)}.0/16`,
          "Virtual appliance azurerm_firewall.hub (User): handed to afw-hub01",
          {
            via: firewallAddress,
            origin: `azurerm_route_table.spoke${pad(from)}`,
          },
        ),
        {
          at: `${vnet("hub01")}/AzureFirewallSubnet`,
          text: verbatim(`${octet(to - 1)}.0/16 → VNet peering (Default)`),
          origin: `azurerm_virtual_network_peering.hub_to_spoke${pad(to)}`,
        },
        arrive(to),
      ],
    };
  };
  const explained =
    count <= 24
      ? endpoints.flatMap((_, from) => endpoints.map((__, to): [number, number] => [from, to]))
      : groups.flatMap((from) =>
          groups.map((to): [number, number] => [from[0], from === to ? from[1] : to[0]]),
        );
  const pairs = explained
    .filter(([from, to]) => to !== undefined && from !== to)
    .map(([from, to]): ReviewPair => {
      const verdict = verdictOf(from, to);
      const forward = trace(from, to);
      return {
        from,
        to,
        verdict,
        through: forward.hops.some((entry) => entry.via) ? ["afw-hub01"] : [],
        reasons:
          verdict === "BLOCKED"
            ? [
                {
                  code: "ROUTE_NONE",
                  message: {
                    en: `${endpoints[from].id} has no route to ${endpoints[to].prefixes[0]}; the system route 10.0.0.0/8 → None matches and the packet is dropped at the source NIC.`,
                    ja: `${endpoints[to].prefixes[0]} 向けの経路がなく、システム ルート 10.0.0.0/8 → なし に一致して送信元 NIC で破棄されます。`,
                  },
                  resource: endpoints[from].address,
                  rules: ["R4", "R24"],
                },
                {
                  code: "PEERING_NOT_TRANSITIVE",
                  message: {
                    en: "Both are peered with vnet-hub01, but peering is not transitive.",
                    ja: "どちらも vnet-hub01 とピアリングされていますが、ピアリングは推移的ではありません。",
                  },
                  rules: ["R5b"],
                },
              ]
            : [],
        forward,
        ...(forward.delivered && { back: trace(to, from) }),
        assumptions: [],
      };
    });

  const part = (kind: PicturePart["kind"], called: string, id = `azurerm_x.${called}`): PicturePart => {
    return { kind, name: called, id };
  };
  const hub: PictureNetwork = {
    id: "azurerm_virtual_network.hub",
    name: vnet("hub01"),
    prefixes: ["10.0.0.0/16"],
    region: "eastasia",
    subnets: [
      {
        id: hubId,
        name: "default",
        prefixes: ["10.0.0.0/24"],
        parts: [part("virtualMachine", "vm-hub01")],
      },
      ...(firewall
        ? [
            {
              id: `${vnet("hub01")}/AzureFirewallSubnet`,
              name: "AzureFirewallSubnet",
              prefixes: ["10.0.1.0/26"],
              parts: [part("firewall", "afw-hub01", firewallAddress)],
            },
          ]
        : []),
      {
        id: `${vnet("hub01")}/GatewaySubnet`,
        name: "GatewaySubnet",
        prefixes: ["10.0.200.0/24"],
        parts: [part("gateway", "vpngw01")],
      },
      {
        id: `${vnet("hub01")}/AzureBastionSubnet`,
        name: "AzureBastionSubnet",
        prefixes: ["10.0.100.0/24"],
        parts: [part("bastion", "bast01")],
      },
    ],
  };
  const spokeNetworks = endpoints.slice(1).map((endpoint, index): PictureNetwork => {
    return {
      id: `azurerm_virtual_network.spoke${pad(index + 1)}`,
      name: vnet(`spoke${pad(index + 1)}`),
      prefixes: [`${octet(index)}.0/16`],
      region: "eastasia",
      subnets: [
        {
          id: endpoint.id,
          name: "default",
          prefixes: endpoint.prefixes,
          parts: [part("virtualMachine", `vm-spoke${pad(index + 1)}`)],
        },
      ],
    };
  });
  const row = (
    prefix: string,
    type: keyof typeof NEXT_HOP_WORDS,
    source: keyof typeof SOURCE_WORDS = "Default",
  ) => {
    return {
      cells: [
        SOURCE_WORDS[source],
        STATE_WORDS.Active,
        verbatim(prefix),
        NEXT_HOP_WORDS[type],
        verbatim("-"),
        verbatim("-"),
      ],
      active: true,
    };
  };
  const placed = endpoints.map((each) => ({ ...each, network: each.id.split("/")[0] }));
  return {
    name: `${name}${suffix}`,
    question: { en: "a TCP connection, any port", ja: "TCP 接続、全ポート" },
    endpoints: placed,
    verdicts: endpoints.flatMap((_, from) => endpoints.map((__, to) => letter(from, to))).join(""),
    groups,
    pairs,
    examples: examplesOf(pairs, groups, placed),
    internet: { outbound: [], inbound: [] },
    picture: {
      networks: [hub, ...spokeNetworks],
      sites: [{ id: "on-premises/dc1", name: "dc1", prefixes: ["192.168.0.0/16"] }],
      links: [
        {
          from: "on-premises/dc1",
          to: hub.id,
          kind: "connection",
          complete: true,
          label: PHRASES.connection,
          remark: PHRASES.connection,
          details: ["azurerm_virtual_network_gateway_connection.dc1: IPsec"],
        },
        ...spokeNetworks.map((network, index) => {
          return {
            from: hub.id,
            to: network.id,
            kind: "peering" as const,
            complete: true,
            label: PHRASES.usesRemoteGateway,
            remark: PHRASES.gatewayOnLine,
            details: [
              `azurerm_virtual_network_peering.hub_to_spoke${pad(index + 1)}: allow_gateway_transit=true`,
              `azurerm_virtual_network_peering.spoke${pad(index + 1)}_to_hub: use_remote_gateways=true`,
            ],
          };
        }),
      ],
    },
    routeRows: [
      row("10.0.0.0/16", "VnetLocal"),
      row("10.10.0.0/16", "VNetPeering"),
      row("0.0.0.0/0", "Internet"),
      row("10.0.0.0/8", "None"),
      {
        ...row("10.20.0.0/16", "VirtualAppliance", "User"),
        active: false,
      },
    ],
    routeOrigins: ["azurerm_route_table.spoke01"],
    routeTables: endpoints.map((endpoint) => {
      return { subnet: endpoint.id, rows: [0, 1, 2, 3, 4], origins: [-1, -1, -1, -1, 0] };
    }),
    findings: [
      {
        code: "PEERING_TRIGGERS_MISSING",
        severity: "warning",
        message: {
          en: "The peering doesn't follow later changes of the remote address space.",
          ja: "リモートのアドレス空間の変更に追従しません。",
        },
        resource: "azurerm_virtual_network_peering.hub_to_spoke01",
      },
    ],
    billable: [
      {
        kind: { en: "VPN gateway", ja: "VPN ゲートウェイ" },
        name: "vpngw01",
        address: "azurerm_virtual_network_gateway.hub",
        sku: "VpnGw1AZ",
      },
      ...endpoints.map((_, index) => {
        return {
          kind: { en: "Virtual machine", ja: "仮想マシン" },
          name: `vm-${index}`,
          address: `azurerm_windows_virtual_machine.vm${index}`,
          sku: "Standard_B2ms",
        };
      }),
    ],
    assumptions: [],
    notes,
    problems,
  };
}

/** Each pair for itself where all are explained, else one for each pair of groups. */
function examplesOf(
  pairs: readonly ReviewPair[],
  groups: readonly (readonly number[])[],
  endpoints: readonly ReviewEndpoint[],
): readonly ReviewExample[] {
  if (pairs.length === endpoints.length * (endpoints.length - 1)) {
    return pairs.map((pair) => ({ pair, count: 1 }));
  }
  return [...pairsOfGroups(groups, endpoints)].flatMap(({ example: [from, to], count }) => {
    const pair = pairs.find((each) => each.from === from && each.to === to);
    return pair === undefined ? [] : [{ pair, count }];
  });
}
