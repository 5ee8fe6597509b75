import { Block } from "../terraform/block";
import { ModelContext } from "./context";

/** What forwards or has machines' addresses, and where it says in which subnet. */
const PLACED = [
  ["azurerm_network_interface", "ip_configuration"],
  ["azurerm_lb", "frontend_ip_configuration"],
  ["azurerm_firewall", "ip_configuration"],
  ["azurerm_virtual_network_gateway", "ip_configuration"],
] as const;

/** Something that a data source reads stands somewhere, with some address: a plan or a state tells, a configuration doesn't. */
export function openPlacesOfData(context: ModelContext): void {
  for (const [type, block] of PLACED) {
    for (const resource of context.ofType(type)) {
      if (resource.isData && !Block.of(resource).has(block)) {
        const text = `\${${resource.address}.${block}}`;
        const place = { resource: resource.address, argument: "ip_configuration", text, candidates: [] };
        context.unknownArguments.push(place);
      }
    }
  }
}
