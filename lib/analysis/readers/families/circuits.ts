import { CircuitLink } from "../../model";
import { Block } from "../terraform/block";
import { scalarOf } from "../terraform/value";
import { ModelContext } from "./context";

const CIRCUIT = "azurerm_express_route_circuit";
const PEERING = "azurerm_express_route_circuit_peering";

/** What follows the id of a circuit in that of its private peering. */
const PEERING_PART = /\/peerings\/[^/]*$/i;

/** Reads what joins circuits with each other: Global Reach. */
export function readCircuitLinks(context: ModelContext): CircuitLink[] {
  return context.resources.managed("azurerm_express_route_circuit_connection").map((resource) => {
    const block = Block.of(resource);
    return {
      ...context.resource(resource),
      circuits: [circuitOf(context, block, "peering_id"), circuitOf(context, block, "peer_peering_id")],
    };
  });
}

/** The circuit that an argument names, itself or by its private peering; as printed, where the input doesn't hold it. */
export function circuitOf(context: ModelContext, block: Block, argument: string): string | undefined {
  const id = scalarOf(block.value(argument));
  const written = typeof id === "string" ? context.find(id.replace(PEERING_PART, ""), [CIRCUIT]) : undefined;
  if (written !== undefined) {
    return written.address;
  }
  const peering = context.find(block.value(argument), [PEERING]);
  const [owner, name] = peering ? [Block.of(peering), "express_route_circuit_name"] : [block, argument];
  const circuit = context.find(owner.value(name), [CIRCUIT]);
  return circuit?.address ?? owner.printed(name)?.replace(PEERING_PART, "");
}
