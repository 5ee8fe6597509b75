import { remember } from "../../collections/remember";
import { EndpointNode } from "../network/endpoints";
import { SubnetNode } from "../network/virtual-network-node";
import { leadText, RouteEntry } from "../routes/route-entry";
import { Selection } from "../routes/subnet-table";
import { AnalysisContext } from "../trace/context";
import { ExaminedNetwork } from "./examined-network";

/**
 * Whether a subnet of which only the route table differs sends packets to an endpoint otherwise than before. Where it
 * doesn't, the packets between the two fare as before.
 */
export class ChangedNextHops {
  private readonly contexts: readonly [AnalysisContext, AnalysisContext];
  private readonly settled = new Map<string, boolean>();
  private readonly texts = new Map<RouteEntry, string>();

  public constructor(
    private readonly before: ExaminedNetwork,
    private readonly after: ExaminedNetwork,
  ) {
    this.contexts = [before.context, after.context];
  }

  public differ(from: EndpointNode, to: EndpointNode): boolean {
    const isSettled = remember(this.settled, from.address, () => this.isDecidedByRows(from));
    if (!isSettled) {
      return true;
    }
    const [was, is] = this.contexts.map(({ tables, network }) =>
      tables.tableOf(network.subnet(from.address)!),
    );
    const addresses = [
      ...this.before.addressesOf(to),
      ...this.after.addressesOf(this.after.endpoint(to.address) ?? to),
    ];
    return addresses.some((address) => this.textOf(was.select(address)) !== this.textOf(is.select(address)));
  }

  /** Whether nothing but the row of its table for an address decides how a subnet sends, in both networks alike. */
  private isDecidedByRows({ address }: EndpointNode): boolean {
    const [was, is] = this.contexts.map(({ network }) => network.subnet(address));
    return (
      was !== undefined &&
      is !== undefined &&
      was.propagation === is.propagation &&
      this.contexts.every((context, i) => isPlain(context, [was, is][i]))
    );
  }

  private textOf(selection: Selection | undefined): string {
    return (selection?.entries ?? [])
      .map((entry) => remember(this.texts, entry, () => `${entry.prefix} ${leadText(entry)}`))
      .join();
  }
}

/** Nothing of its table is open, and no filter asks what is in it (R67). */
function isPlain({ alternatives, tables, filters, network }: AnalysisContext, subnet: SubnetNode): boolean {
  return (
    alternatives.of(subnet).length === 0 &&
    tables.tableOf(subnet).layers.user.unknownPrefixes.length === 0 &&
    subnet.routeTable?.routesUnknown !== true &&
    !network.virtualNetworks.some(({ model }) => model.addressSpaceUnknown !== undefined) &&
    !filters.isOpenAt(subnet) &&
    (["Inbound", "Outbound"] as const).every(
      (direction) => filters.matchesAt(subnet, undefined, direction).length === 0,
    )
  );
}
