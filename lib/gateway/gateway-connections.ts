import { TerraformResource } from "cdktf";
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
