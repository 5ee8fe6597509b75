import { GatewayNode } from "../network/gateway-node";
import { VirtualNetworkNode } from "../network/virtual-network-node";
import { TraceState } from "./question";
import { TraceSteps } from "./trace-steps";

/** R32: Microsoft documents gateway transit for each SKU of VPN gateways but Basic, and nowhere that it is refused. */
export function throughBasic(
  steps: TraceSteps,
  state: TraceState,
  gateway: GatewayNode,
  network: VirtualNetworkNode | undefined,
): TraceState {
  const { model, hub, clients, name, address } = gateway;
  const isBasic = hub === undefined && model.type === "Vpn" && model.sku?.toLowerCase() === "basic";
  return isBasic && network !== undefined && clients.includes(network)
    ? steps.uncertainly(
        state,
        steps.reason("GATEWAY_BASIC_TRANSIT", { gateway: name, network: network.name }, address),
      )
    : state;
}
