import { TerraformResource } from "cdktf";
import { connectionLimit, LIMITS } from "../azure/limits";
import { isDeferred } from "../core/azure-names";
import { waitFor } from "../core/late";
import { sharedInStack } from "../core/noted";
import { addressOf, identityOf } from "../core/references";

interface Connection {
  readonly resource: TerraformResource;
  /** Whether it waits for others. */
  readonly isInTurn: boolean;
}

/** Connections of each stack by their gateway, as far as the program creates them. */
const connectionsAt = sharedInStack<Connection[]>(() => []);

/** Notes that a connection writes to a gateway. */
export function writesGateway(resource: TerraformResource, gatewayId: string): void {
  connectionsAt(resource, identityOf(resource, gatewayId)).push({ resource, isInTurn: false });
}

/** E21: a connection to a site or circuit is created after those that its gateway has already. */
export function connectsInTurn(resource: TerraformResource, gatewayId: string): void {
  const all = connectionsAt(resource, identityOf(resource, gatewayId));
  const before = all.filter(({ isInTurn }) => isInTurn).at(-1);
  all.push({ resource, isInTurn: true });
  if (before) {
    waitFor(resource, () => [before.resource]);
  }
}

/** All connections of a gateway that is created in its stack. */
export function connectionsOf(gateway: TerraformResource): TerraformResource[] {
  return connectionsAt(gateway, addressOf(gateway)).map(({ resource }) => resource);
}

interface GatewayConnection extends TerraformResource {
  readonly virtualNetworkGatewayIdInput: string;
}

/** Why Azure would refuse a gateway's last connections, or `undefined`. */
export function connectionCountProblem(gateway: TerraformResource, sku: string): string | undefined {
  const most = isDeferred(sku) ? undefined : connectionLimit(sku)?.value;
  const all = connectionsOf(gateway);
  if (most === undefined || all.length <= most) {
    return undefined;
  }
  // Those of the other direction write to it, and are the other gateway's.
  const count = all.filter(
    (each) =>
      identityOf(each, (each as GatewayConnection).virtualNetworkGatewayIdInput) === addressOf(gateway),
  ).length;
  const { value: large } = LIMITS.connectionsOfLargeGateway;
  return count > most
    ? `the gateway has ${count} connections, and the size ${sku} takes ${most}: ` +
        (count > large
          ? "leave some out"
          : `take VpnGw4AZ or VpnGw5AZ, which take ${large}, or leave some out`)
    : undefined;
}
