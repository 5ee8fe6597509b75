import { NetworkModel } from "../analysis";
import { Analysis } from "../analysis/result";
import { PHRASES } from "./phrases";
import { PictureLink, PictureNetwork, PicturePart } from "./picture";

/** Hubs of Virtual WAN, as networks in which their firewalls and gateways stand. */
export function virtualHubs({ virtualWan, firewalls }: NetworkModel): PictureNetwork[] {
  return virtualWan.hubs.map(({ address, name = address, addressPrefix, region }) => {
    const parts = [
      ...firewalls
        .filter(({ virtualHub }) => virtualHub === address)
        .map((firewall) => partOf("firewall", firewall)),
      ...virtualWan.gateways
        .filter(({ hub }) => hub === address)
        .map((gateway) => partOf("gateway", gateway)),
    ];
    return {
      id: address,
      name,
      prefixes: addressPrefix === undefined ? [] : [addressPrefix],
      region,
      // Hops call it as the hub.
      subnets: [{ id: name, name: "Virtual WAN", prefixes: [], parts }],
    };
  });
}

/** What is connected with hubs, and hubs that reach each other. */
export function virtualHubLinks({ model, endpoints }: Analysis): PictureLink[] {
  const { hubs, connections, gateways, branches } = model.virtualWan;
  const known = new Set(hubs.map(({ address }) => address));
  const networks = connections.flatMap(({ address, hub, virtualNetwork, internetSecurity }): PictureLink[] =>
    virtualNetwork === undefined || !known.has(hub)
      ? []
      : [
          {
            from: virtualNetwork,
            to: hub,
            kind: "peering",
            complete: true,
            label: PHRASES.hubConnection,
            details: [internetSecurity ? `${address}: internet_security_enabled` : address],
          },
        ],
  );
  const meshed = hubs.flatMap((hub, i) =>
    hubs
      .slice(i + 1)
      .filter((other) => other.wan === hub.wan && !hub.basic)
      .map((other): PictureLink => ({
        from: hub.address,
        to: other.address,
        kind: "peering",
        complete: true,
        label: PHRASES.hubMesh,
        remark: PHRASES.hubMesh,
        details: [hub.wan],
      })),
  );
  const places = branches.flatMap(({ address, gateway, site, bgpEnabled }): PictureLink[] => {
    const label = site === undefined ? PHRASES.expressRoute : PHRASES.connection;
    const hub = gateways.find((one) => one.address === gateway)?.hub;
    const endpoint = endpoints.find((one) => one.kind === "on-premises" && one.address === (site ?? gateway));
    return endpoint === undefined || hub === undefined || !known.has(hub)
      ? []
      : [
          {
            from: endpoint.id,
            to: hub,
            kind: "connection",
            complete: true,
            label,
            remark: label,
            details: [
              `${address}: ${site === undefined ? "ExpressRoute" : "IPsec"}${bgpEnabled ? " BGP" : ""}`,
            ],
          },
        ];
  });
  return [...networks, ...meshed, ...places];
}

function partOf(
  kind: PicturePart["kind"],
  { address, name = address }: { readonly address: string; readonly name?: string },
): PicturePart {
  return { id: address, kind, name };
}
