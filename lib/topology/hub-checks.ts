import { IConstruct } from "constructs";
import { Bastion } from "../bastion/bastion";
import { quote } from "../core/azure-names";
import { HubSpokeError } from "../core/validation-error";
import { WarningCode } from "../core/warning-code";
import { warnAtSynth } from "../core/warnings";
import { ExpressRouteConnection } from "../gateway/express-route-connection";
import { besideVpnProblem } from "../gateway/express-route-gateway";
import { IExpressRouteGateway } from "../gateway/i-express-route-gateway";
import { IVpnGateway } from "../gateway/i-vpn-gateway";
import { poolOverlaps } from "../gateway/point-to-site";
import { isInside, prefixProblem } from "../network/addressing";
import { HubAttachmentsOptions, HubBastionOptions } from "./hub-options";

/** What is wrong with the prefixes in which spokes of other states are, beside the hub's own. */
export function attachmentsProblems(
  attachments: HubAttachmentsOptions | undefined,
  hubSpace: readonly string[],
): (string | undefined)[] {
  const space = attachments?.addressSpace ?? [];
  return [
    ...space.map((text) => prefixProblem("addressSpace of attachments", text)),
    ...space
      .filter((prefix) => isInside(prefix, [...hubSpace]))
      .map(
        (prefix) =>
          `addressSpace of attachments has ${prefix}, which is the hub's own: give prefixes that the spokes are in`,
      ),
    attachments?.addressSpace.length === 0
      ? "addressSpace of attachments is empty: give prefixes that all spokes are in, such as 10.0.0.0/8"
      : undefined,
  ];
}

/** Refuses a second one of what a virtual network takes one of. */
export function refuseSecond(hub: IConstruct, what: string, existing: IConstruct | undefined): void {
  if (existing) {
    throw new HubSpokeError(
      hub,
      `the hub has ${what} already, and a virtual network takes one; leave out one of the two`,
    );
  }
}

/** What gateways that exist already can't be asked; those that the hub creates compare themselves. */
export function coexistenceProblems(
  hub: IConstruct,
  vpnGateway: IVpnGateway | undefined,
  expressRouteGateway: IExpressRouteGateway | undefined,
): (string | undefined)[] {
  if (!vpnGateway || !expressRouteGateway) {
    return [];
  }
  const isExisting = (gateway: IConstruct): boolean => gateway.node.scope !== hub;
  return isExisting(vpnGateway) || isExisting(expressRouteGateway) ? [besideVpnProblem(vpnGateway)] : [];
}

/** Clients' addresses against those behind circuits and of spokes elsewhere; the gateway and sites compare the others. */
export function clientPoolProblems(
  vpnGateway: IVpnGateway | undefined,
  circuits: readonly ExpressRouteConnection[],
  attachableSpace: readonly string[],
): string[] {
  const behindCircuits = circuits.flatMap(({ name, addressSpace }) =>
    addressSpace.map((text) => ({ owner: `circuit ${quote(name)}`, text })),
  );
  const ofSpokes = attachableSpace.map((text) => ({ owner: "attachments", text }));
  return poolOverlaps(vpnGateway?.clientAddressPool ?? [], [...behindCircuits, ...ofSpokes]);
}

/** Warns of a Bastion host without public address that nobody outside comes to, or only by machines' addresses. */
export function warnOfPrivateBastion(
  bastion: Bastion,
  { privateOnly, ipConnect }: Pick<HubBastionOptions, "privateOnly" | "ipConnect">,
  hasGateway: () => boolean,
): void {
  warnAtSynth(bastion, WarningCode.BASTION_PRIVATE_UNREACHED, () =>
    privateOnly && !hasGateway()
      ? "Bastion has no public address and the hub no gateway, so nobody reaches it from outside: give the hub a " +
        "vpnGateway, or leave privateOnly out"
      : undefined,
  );
  warnAtSynth(bastion, WarningCode.BASTION_PRIVATE_BY_PORTAL, () =>
    privateOnly && hasGateway() && !ipConnect
      ? "Bastion has no public address, and from on-premises it connects to machines by address only: set ipConnect"
      : undefined,
  );
}
