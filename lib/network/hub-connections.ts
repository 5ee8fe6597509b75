import { TerraformResource, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { quote } from "../core/azure-names";
import { addressOf, identityOf } from "../core/references";
import { IVirtualNetwork } from "./i-virtual-network";

/** A gateway or Route Server that is created in a network. */
interface RouteGiver {
  readonly owner: IConstruct;
  readonly network: IVirtualNetwork;
}

const byStack = new WeakMap<TerraformStack, RouteGiver[]>();

/**
 * Notes a gateway or Route Server, and refuses a resource of the program's own that connects its network with a hub of Virtual WAN.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#w139
 */
export function refuseHubConnections(giver: RouteGiver): void {
  const stack = TerraformStack.of(giver.owner);
  const known = byStack.get(stack);
  if (known) {
    known.push(giver);
    return;
  }
  const givers = [giver];
  byStack.set(stack, givers);
  // All at once, or each gateway would look through the whole stack.
  stack.node.addValidation({ validate: () => connectionProblems(stack, givers) });
}

function connectionProblems(stack: TerraformStack, givers: readonly RouteGiver[]): string[] {
  const connections = stack.node
    .findAll()
    .filter((each): each is HubConnection => TerraformResource.isTerraformResource(each))
    .filter(({ terraformResourceType: type }) => type === "azurerm_virtual_hub_connection");
  if (connections.length === 0) {
    return [];
  }
  const byNetwork = new Map(
    givers.map((giver) => [identityOf(stack, giver.network.virtualNetworkId), giver]),
  );
  return connections.flatMap((connection) => {
    const giver = byNetwork.get(identityOf(connection, connection.remoteVirtualNetworkIdInput));
    return giver
      ? [
          `${addressOf(connection)} [${connection.node.path}] connects virtual network ${quote(giver.network.name)} with a hub of ` +
            `Virtual WAN, and ${giver.owner.node.path} is in it, which Azure refuses: leave one of the two out, or connect the ` +
            "network with the hub by a VPN connection",
        ]
      : [];
  });
}

interface HubConnection extends TerraformResource {
  readonly remoteVirtualNetworkIdInput: string;
}
