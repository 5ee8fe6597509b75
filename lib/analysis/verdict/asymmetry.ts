import { takesRouteTable } from "../../azure/reserved-subnets";
import { EndpointNode } from "../network/endpoints";
import { SubnetNode } from "../network/virtual-network-node";
import { Forwarder, Hop, Reason } from "../result";
import { AnalysisContext } from "../trace/context";
import { keepsFlows } from "../trace/forwarder";
import { TraceEnd, TraceQuestion } from "../trace/question";

/** R81: what is wrong with two ways through different devices, and which route would join them. */
export function asymmetry(
  context: AnalysisContext,
  question: TraceQuestion,
  forward: TraceEnd,
  reply: TraceEnd,
): Reason[] {
  const only = difference(forward.state.devices, reply.state.devices);
  const other = difference(reply.state.devices, forward.state.devices);
  const problem: Reason = {
    code: "ASYMMETRIC_STATEFUL",
    params: {
      from: question.from.id,
      to: question.to.id,
      forwardOnly: only.map((device) => nameOfDevice(device, forward)).join(", "),
      returnOnly: other.map((device) => nameOfDevice(device, reply)).join(", "),
    },
    resource: (only[0] ?? other[0])?.replace(/^device /, "").split(" ")[0],
  };
  const { from, to } = question;
  const cure =
    only.length === 1 && other.length === 0
      ? missingRoute(context, reply, forwarderOf(only[0], forward), { from, to }, from)
      : other.length === 1 && only.length === 0
        ? missingRoute(context, forward, forwarderOf(other[0], reply), { from, to }, to)
        : undefined;
  if (from.kind === "internet" && other.length > 0) {
    const at = reply.state.hops.find(({ route }) => route !== undefined);
    const { from: asker, to: asked, returnOnly: device } = problem.params;
    const by = forward.state.outlet?.name ?? "";
    return [
      problem,
      { code: "INGRESS_WOULD_JOIN", params: { from: asker, to: asked, at: at?.at ?? asked, device, by } },
    ];
  }
  return cure === undefined ? [problem] : [problem, cure];
}

/** A route as long as the row that won where the way first had a choice beats that row (R11). */
function missingRoute(
  { network }: AnalysisContext,
  way: TraceEnd,
  device: Forwarder | undefined,
  question: { readonly from: EndpointNode; readonly to: EndpointNode },
  target: EndpointNode,
): Reason | undefined {
  const hop = way.state.hops.find(({ route }) => route !== undefined);
  const subnetOf = (id: string | undefined): SubnetNode | undefined =>
    network.subnets.find((subnet) => subnet.id === id);
  const [here, there] = [subnetOf(hop?.at), subnetOf(device?.at)];
  if (hop?.route === undefined || device === undefined || here === undefined || there === undefined) {
    return undefined;
  }
  const isNear =
    here.virtualNetwork === there.virtualNetwork || here.virtualNetwork.links.has(there.virtualNetwork);
  // The device's own subnet must keep the row by which it delivers.
  return !isNear || here === there || !takesRouteTable(here.name)
    ? undefined
    : {
        code: "ROUTE_WOULD_JOIN",
        params: {
          from: question.from.id,
          to: question.to.id,
          at: here.id,
          device: device.name,
          prefix: prefixOf(hop, target),
        },
        resource: here.routeTable?.address ?? here.address,
      };
}

/** Within one network the row is for all of it; there the route is for the other subnet alone. */
function prefixOf({ route }: Hop, target: EndpointNode): string {
  return route!.nextHopType === "VnetLocal" ? target.parsedPrefixes.join(", ") : route!.addressPrefix;
}

function nameOfDevice(device: string, end: TraceEnd): string {
  return forwarderOf(device, end)?.name ?? device.replace(/^device /, "");
}

function forwarderOf(device: string, end: TraceEnd): Forwarder | undefined {
  const forwarders = end.state.hops.flatMap(({ via }) => (via === undefined ? [] : [via]));
  const stateful = forwarders.filter(keepsFlows);
  return stateful[end.state.devices.indexOf(device)];
}

function difference(a: readonly string[], b: readonly string[]): string[] {
  const rest = [...b];
  return a.filter((item) => {
    const found = rest.indexOf(item);
    if (found >= 0) {
      rest.splice(found, 1);
    }
    return found < 0;
  });
}
