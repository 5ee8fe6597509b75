import { longestClientPool, SSTP_RETIRED } from "../../azure/gateway-addresses";
import { Arguments, VirtualNetworkGateway } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { listOf, nameOf } from "./words";

/** How clients of point-to-site log in. */
export const VPN_CLIENT_CHECKS: readonly Check[] = [
  {
    code: "VPN_CLIENT_PROTOCOL",
    severity: "error",
    what: {
      en: "VPN clients log in by Entra ID, and the gateway offers SSTP or IKEv2, which Entra ID doesn't go with (W42)",
      ja: "VPN クライアントは Entra ID で認証しますが、ゲートウェイに SSTP または IKEv2 が指定されています。Entra ID とは併用できません（W42）",
    },
    source: SOURCES.virtualNetworkGateway,
    fix: {
      en: 'Set vpn_client_protocols = ["OpenVPN"].',
      ja: 'vpn_client_protocols = ["OpenVPN"] にしてください。',
    },
    *find(network) {
      for (const { gateway, clients } of withClients(network)) {
        const others = clients
          .texts("vpn_client_protocols")
          .known.filter((protocol) => protocol.toLowerCase() !== "openvpn");
        if (clients.isSet("aad_tenant") && others.length > 0) {
          const list = listOf(others);
          yield problemAt(gateway.address, {
            en: `Clients of gateway ${nameOf(gateway)} log in by Entra ID, and it offers ${list.en}.`,
            ja: `ゲートウェイ ${nameOf(gateway)} のクライアントは Entra ID で認証しますが、${list.ja} が指定されています。`,
          });
        }
      }
    },
  },
  {
    code: "VPN_CLIENT_SSTP_RETIRED",
    severity: "warning",
    what: {
      en: `VPN clients connect by SSTP, which Azure enables no more since ${SSTP_RETIRED.enabled} and stops on ${SSTP_RETIRED.stopped}`,
      ja: `VPN クライアントが SSTP で接続します。SSTP は ${SSTP_RETIRED.enabled} から新たに有効にできず、${SSTP_RETIRED.stopped} に停止します`,
    },
    source: SOURCES.clientSstp,
    fix: {
      en: "Leave SSTP out of vpn_client_protocols; Windows clients connect by IKEv2, all by OpenVPN, after a new download of their profile.",
      ja: "vpn_client_protocols から SSTP を外してください。Windows は IKEv2、それ以外も OpenVPN で接続できます（プロファイルの再ダウンロードが必要です）。",
    },
    *find(network) {
      for (const { gateway, clients } of withClients(network)) {
        const protocols = clients.texts("vpn_client_protocols").known;
        if (protocols.some((protocol) => protocol.toLowerCase() === "sstp")) {
          yield problemAt(gateway.address, {
            en: `Gateway ${nameOf(gateway)} offers its clients SSTP, which Azure enables no more and stops on ${SSTP_RETIRED.stopped}.`,
            ja: `ゲートウェイ ${nameOf(gateway)} のクライアント プロトコルに SSTP があります。新たに有効にできず、${SSTP_RETIRED.stopped} に停止します。`,
          });
        }
      }
    },
  },
  {
    code: "VPN_CLIENT_AUTH_TYPES",
    severity: "error",
    what: {
      en: "VPN clients log in in several ways, and vpn_auth_types doesn't list them (W42)",
      ja: "VPN クライアントの認証方法が複数ありますが、vpn_auth_types に指定されていません（W42）",
    },
    source: SOURCES.virtualNetworkGateway,
    fix: {
      en: "List each way in vpn_auth_types.",
      ja: "vpn_auth_types にすべての認証方法を指定してください。",
    },
    *find(network) {
      for (const { gateway, clients } of withClients(network)) {
        const ways = [
          ["AAD", clients.isSet("aad_tenant")],
          ["Certificate", clients.items("root_certificate").length > 0],
          ["Radius", clients.isSet("radius_server_address") || clients.items("radius_server").length > 0],
        ]
          .filter(([, isUsed]) => isUsed)
          .map(([way]) => String(way));
        if (ways.length > 1 && !clients.isSet("vpn_auth_types")) {
          const list = listOf(ways);
          yield problemAt(gateway.address, {
            en: `Clients of gateway ${nameOf(gateway)} log in by ${list.en}, and vpn_auth_types is left out.`,
            ja: `ゲートウェイ ${nameOf(gateway)} のクライアントの認証方法は ${list.ja} ですが、vpn_auth_types が指定されていません。`,
          });
        }
      }
    },
  },
  {
    code: "CLIENT_POOL_SMALL",
    severity: "error",
    what: {
      en: `The address pool of VPN clients is longer than /${longestClientPool(false)}, or than /${longestClientPool(true)} at an active-active gateway`,
      ja: `VPN クライアントのアドレス プールが /${longestClientPool(false)}（アクティブ/アクティブのゲートウェイでは /${longestClientPool(true)}）より小さい範囲です`,
    },
    source: SOURCES.clientPool,
    fix: {
      en: "Give clients a larger prefix that nothing else has.",
      ja: "他と重ならない、より大きなアドレス範囲を指定してください。",
    },
    *find(network) {
      for (const { gateway, clients } of withClients(network)) {
        const values = network.argumentsOf(gateway.address);
        const isActive = ["active_active", "active_active_enabled"].some(
          (name) => values.boolean(name) === true,
        );
        const longest = longestClientPool(isActive);
        for (const prefix of network.prefixesIn(clients.texts("address_space").known)) {
          if (prefix.length > longest) {
            yield {
              resource: gateway.address,
              message: {
                en: `Gateway ${nameOf(gateway)} gives VPN clients addresses of ${prefix}; it needs /${longest} or larger.`,
                ja: `ゲートウェイ ${nameOf(gateway)} の VPN クライアントのアドレス プール ${prefix} は小さすぎます。/${longest} 以上が必要です。`,
              },
            };
          }
        }
      }
    },
  },
];

function* withClients(network: CheckedNetwork): Generator<{
  readonly gateway: VirtualNetworkGateway;
  readonly clients: Arguments;
}> {
  for (const gateway of network.model.virtualNetworkGateways) {
    const [clients] = network.argumentsOf(gateway.address).blocks("vpn_client_configuration");
    if (clients) {
      yield { gateway, clients };
    }
  }
}
