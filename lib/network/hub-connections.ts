import { TerraformResource, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { quote } from "../core/azure-names";
import { notedOf } from "../core/noted";
import { addressOf, identityOf } from "../core/references";
import { overlapsBetweenOwners } from "./addressing";
import { IVirtualNetwork } from "./i-virtual-network";

/** A gateway or Route Server that is created in a network. */
interface RouteGiver {
  readonly owner: IConstruct;
  readonly network: IVirtualNetwork;
}

/** What a program's own connections with hubs of Virtual WAN are looked at for. */
interface Connectable {
  readonly networks: IVirtualNetwork[];
  readonly givers: RouteGiver[];
}

/** Of a stack: all at once, or each network would look through the whole stack. */
const connectableIn = notedOf((stack: TerraformStack) => {
  const connectable: Connectable = { networks: [], givers: [] };
  stack.node.addValidation({ validate: () => connectionProblems(stack, connectable) });
  return connectable;
});

/** Notes a network, and refuses a resource of the program's own that connects it with a hub of Virtual WAN whose addresses it has. */
export function checkHubConnections(network: IVirtualNetwork): void {
  connectableIn(TerraformStack.of(network)).networks.push(network);
}

/**
 * Notes a gateway or Route Server, and refuses a resource of the program's own that connects its network with a hub of Virtual WAN.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#w139
 */
export function refuseHubConnections(giver: RouteGiver): void {
  connectableIn(TerraformStack.of(giver.owner)).givers.push(giver);
}

function connectionProblems(stack: TerraformStack, { networks, givers }: Connectable): string[] {
  const resources = stack.node.findAll().filter(TerraformResource.isTerraformResource);
  const connections = resources.filter(
    ({ terraformResourceType: type }) => type === "azurerm_virtual_hub_connection",
  ) as HubConnection[];
  if (connections.length === 0) {
    return [];
  }
  const giverOf = byNetwork(
    stack,
    givers.map((giver) => [giver.network, giver]),
  );
  const networkOf = byNetwork(
    stack,
    networks.map((network) => [network, network]),
  );
  const hubs = new Map(
    resources
      .filter(({ terraformResourceType: type }) => type === "azurerm_virtual_hub")
      .map((hub) => [addressOf(hub), hub as Hub]),
  );
  const connected = connections.map((connection) => ({
    connection,
    network: identityOf(connection, connection.remoteVirtualNetworkIdInput),
    hub: hubs.get(identityOf(connection, connection.virtualHubIdInput)),
  }));
  return connected.flatMap(({ connection, network, hub }) => {
    const giver = giverOf.get(network);
    const known = networkOf.get(network);
    return [
      ...(giver
        ? [
            `${said(connection, giver.network)}, and ${giver.owner.node.path} is in it, which Azure refuses: leave one of the two out, or ` +
              "connect the network with the hub by a VPN connection",
          ]
        : []),
      ...(known && hub ? hubOverlaps(connection, known, hub) : []),
    ];
  });
}

/** A hub's own addresses can't be those of a network that is connected with it. */
function hubOverlaps(connection: HubConnection, network: IVirtualNetwork, hub: Hub): string[] {
  const own = { owner: "hub", text: hub.addressPrefixInput ?? "" };
  const theirs = network.addressSpace.map((text) => ({ owner: "network", text }));
  const [overlap] = overlapsBetweenOwners([own, ...theirs]);
  if (overlap === undefined) {
    return [];
  }
  const { text } = overlap.first === own ? overlap.second : overlap.first;
  return [
    `${said(connection, network)}, whose address prefix ${own.text} (${addressOf(hub)}) overlaps ${text} of the network, which Azure ` +
      "refuses: give the hub or the network other addresses",
  ];
}

function said(connection: HubConnection, network: IVirtualNetwork): string {
  return (
    `${addressOf(connection)} [${connection.node.path}] connects virtual network ${quote(network.name)} with a hub of ` +
    "Virtual WAN"
  );
}

function byNetwork<T>(
  stack: TerraformStack,
  entries: readonly (readonly [IVirtualNetwork, T])[],
): ReadonlyMap<string, T> {
  return new Map(entries.map(([network, value]) => [identityOf(stack, network.virtualNetworkId), value]));
}

interface HubConnection extends TerraformResource {
  readonly remoteVirtualNetworkIdInput: string;
  readonly virtualHubIdInput: string;
}

interface Hub extends TerraformResource {
  readonly addressPrefixInput?: string;
}
