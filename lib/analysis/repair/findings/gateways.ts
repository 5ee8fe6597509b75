import { AZURE_ASN } from "../../../azure/autonomous-systems";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditValue, VirtualNetworkGateway } from "../../model";
import { Candidate } from "../candidate";
import { toAppend, toCreate, toSet } from "../writing/edits";
import { addressEdits, addressesOf, withZones, ZONES } from "../writing/gateways";
import { freeAzureName, freeName, localName } from "../writing/names";
import { argumentOf, attributeOf, editable } from "../writing/references";
import { FindingDraft } from "./finding-cure";

/** The gateway's SKU with AZ, and addresses as that needs them: Standard, static, with zones. */
export function* zonalGateway(draft: FindingDraft): Iterable<Candidate> {
  for (const gateway of gatewaysOf(draft)) {
    yield* withZones(draft, gateway);
  }
}

/** A Standard, static address; with zones where its gateway has them. */
export function* standardAddress(draft: FindingDraft): Iterable<Candidate> {
  const { publicIps } = draft.context.network.model;
  const publicIp = publicIps.find(({ address }) => address === draft.finding.resource);
  const isZonal = gatewaysOf(draft).some(({ sku }) => /AZ$/i.test(sku ?? ""));
  const edits = publicIp === undefined ? [] : addressEdits(draft, publicIp, isZonal);
  if (publicIp !== undefined && edits.length > 0) {
    const address = publicIp.name ?? publicIp.address;
    yield {
      edits,
      what: REPAIR_STEPS.STANDARD_ADDRESS({ address, zones: isZonal ? ZONES.join(", ") : "" }),
      caution: REPAIR_CAUTIONS.REPLACED({ what: address }),
    };
  }
}

/** Azure's own number: a Route Server or an ExpressRoute gateway beside a VPN gateway takes no other. */
export function* azuresNumber(draft: FindingDraft): Iterable<Candidate> {
  for (const { address: resource, name = resource, asn } of gatewaysOf(draft)) {
    const address = editable(draft, resource);
    if (address !== undefined && asn !== undefined && asn !== AZURE_ASN) {
      const written = `bgp_settings[0].asn = ${AZURE_ASN}`;
      yield {
        edits: [toSet(address, "bgp_settings[0].asn", AZURE_ASN)],
        what: REPAIR_STEPS.SETTING({ resource: address, written }),
        caution: REPAIR_CAUTIONS.NUMBER_CHANGED({ gateway: name }),
      };
    }
  }
}

/** One IP configuration less, where that is what the gateway's mode takes. */
export function* withoutLastConfiguration(draft: FindingDraft): Iterable<Candidate> {
  for (const { address: resource, ipConfigurations } of gatewaysOf(draft)) {
    const address = editable(draft, resource);
    if (address !== undefined && ipConfigurations.length > 1) {
      const block = `ip_configuration[${ipConfigurations.length - 1}]`;
      yield {
        edits: [{ op: "remove", address, block }],
        what: REPAIR_STEPS.TAKEN_OUT({ resource: `${address}.${block}` }),
      };
    }
  }
}

/** As many IP configurations, each with an address, as an active-active gateway needs. */
export function* furtherConfigurations(draft: FindingDraft): Iterable<Candidate> {
  for (const gateway of gatewaysOf(draft)) {
    const { address, ipConfigurations, activeActive } = gateway;
    const block = editable(draft, address);
    const hasClients = [argumentOf(draft, address, "vpn_client_configuration") ?? []].flat().length > 0;
    const missing = (hasClients ? 3 : 2) - ipConfigurations.length;
    const place = placeOf(draft, gateway);
    if (block === undefined || place === undefined || missing <= 0) {
      continue;
    }
    const subnetId = subnetIdOf(draft, gateway);
    const name = gateway.name ?? localName(address);
    const made = Array.from({ length: missing }, (_, index) => ipConfigurations.length + index + 1).flatMap(
      (number): Edit[] => {
        const local = freeName(draft, "azurerm_public_ip", `${localName(address)}_${number}`);
        const known = draft.context.network.model.publicIps.map((one) => one.name ?? "");
        const zones = /AZ$/i.test(gateway.sku ?? "") && zonesOf(draft, gateway);
        return [
          toCreate("azurerm_public_ip", local, {
            name: freeAzureName(`pip-${name}-${number}`, known),
            ...place,
            allocation_method: "Static",
            sku: "Standard",
            ...(zones && { zones }),
          }),
          toAppend(block, "ip_configuration", {
            name: `ipconfig${number}`,
            subnet_id: subnetId!,
            public_ip_address_id: `\${azurerm_public_ip.${local}.id}`,
          }),
        ];
      },
    );
    if (subnetId !== undefined) {
      const flag =
        argumentOf(draft, address, "active_active_enabled") === undefined
          ? "active_active"
          : "active_active_enabled";
      yield {
        edits: [...(activeActive ? [] : [toSet(block, flag, true)]), ...made],
        what: REPAIR_STEPS.GATEWAY_ADDRESSES({
          gateway: name,
          count: String(ipConfigurations.length + missing),
        }),
        caution: REPAIR_CAUTIONS.GATEWAY_INTERRUPTED({ gateway: name }),
      };
    }
  }
}

/** Clients connect by what Azure goes on offering, which a Basic gateway doesn't. */
export function* withoutSstp(draft: FindingDraft): Iterable<Candidate> {
  for (const gateway of gatewaysOf(draft)) {
    const address = editable(draft, gateway.address);
    const [clients] = [argumentOf(draft, gateway.address, "vpn_client_configuration") ?? []].flat();
    const { vpn_client_protocols: protocols = [] } = (clients ?? {}) as { vpn_client_protocols?: string[] };
    const left = protocols.filter((one) => one.toLowerCase() !== "sstp");
    const value = left.length > 0 ? left : ["IkeV2", "OpenVPN"];
    const [larger] = gateway.sku?.toLowerCase() === "basic" ? withZones(draft, gateway) : [];
    if (address !== undefined) {
      yield {
        edits: [
          toSet(address, "vpn_client_configuration[0].vpn_client_protocols", value),
          ...(larger?.edits ?? []),
        ],
        what: REPAIR_STEPS.SETTING({
          resource: address,
          written: `vpn_client_protocols = ${JSON.stringify(value)}`,
        }),
        caution: REPAIR_CAUTIONS.GATEWAY_INTERRUPTED({ gateway: gateway.name ?? address }),
      };
    }
  }
}

/** Each way in which a gateway's clients log in is listed. */
export function* loginWays(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const address = editable(draft, resource);
  const [clients] = [argumentOf(draft, resource, "vpn_client_configuration") ?? []].flat() as object[];
  const ways = Object.entries({
    AAD: ["aad_tenant"],
    Certificate: ["root_certificate"],
    Radius: ["radius_server", "radius_server_address"],
  }).flatMap(([way, names]) => (names.some((name) => name in (clients ?? {})) ? [way] : []));
  if (address !== undefined && ways.length > 1) {
    yield {
      edits: [toSet(address, "vpn_client_configuration[0].vpn_auth_types", ways)],
      what: REPAIR_STEPS.SETTING({ resource: address, written: `vpn_auth_types = ${JSON.stringify(ways)}` }),
    };
  }
}

/** Gateways that a finding is about: itself, that of its address, or those beside its Route Server. */
function gatewaysOf({ context, finding }: FindingDraft): readonly VirtualNetworkGateway[] {
  const { network } = context;
  const { virtualNetworkGateways, routeServers } = network.model;
  const server = routeServers.find(({ address }) => address === finding.resource);
  const home = network.subnet(server?.subnet)?.virtualNetwork;
  return virtualNetworkGateways.filter(
    ({ type, address, subnet, ipConfigurations }) =>
      type === "Vpn" &&
      (address === finding.resource ||
        ipConfigurations.some(({ publicIp }) => publicIp !== undefined && publicIp === finding.resource) ||
        (home !== undefined && network.subnet(subnet)?.virtualNetwork === home)),
  );
}

function zonesOf(draft: FindingDraft, gateway: VirtualNetworkGateway): EditValue | undefined {
  const zones = addressesOf(draft, gateway).find((one) => one.zones.length > 0)?.zones;
  return zones && [...zones];
}

function placeOf(draft: FindingDraft, { address }: VirtualNetworkGateway) {
  const location = attributeOf(draft, address, "location");
  const group = attributeOf(draft, address, "resource_group_name");
  return location === undefined || group === undefined ? undefined : { location, resource_group_name: group };
}

function subnetIdOf(draft: FindingDraft, { subnet }: VirtualNetworkGateway): EditValue | undefined {
  return subnet === undefined ? undefined : attributeOf(draft, subnet, "id");
}
