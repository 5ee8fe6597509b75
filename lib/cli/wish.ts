import { NetworkModel, Wish } from "../analysis";
import { nearestNames } from "../text/nearest";
import { unknownName } from "./context";
import { UsageError } from "./exit-code";
import { WORDS } from "./words";

const PLAIN = ["reachable", "blocked"] as const;
const THROUGH = "through:";

/** What `--want` asks for, in one of the networks. */
export function wishOf(given: string, model: NetworkModel): Wish {
  const kind = PLAIN.find((one) => one === given.toLowerCase());
  if (kind !== undefined) {
    return { kind };
  }
  if (!given.toLowerCase().startsWith(THROUGH) || given.length === THROUGH.length) {
    const [word] = given.split(/(?<=:)/);
    const near = given.length === THROUGH.length ? "" : nearestNames(word, [...PLAIN, THROUGH]).join(", ");
    throw new UsageError(WORDS.wantUnknown({ given: JSON.stringify(given), near }));
  }
  const name = given.slice(THROUGH.length);
  const forwarders = forwardersOf(model);
  const wanted = name.toLowerCase();
  const found = forwarders.find(({ names }) => names.some((one) => one.toLowerCase() === wanted));
  if (found === undefined) {
    const known = forwarders.flatMap(({ names }) => names.slice(-1));
    throw unknownName(WORDS.unknownForwarder, name, known);
  }
  return { kind: "through", resource: found.resource };
}

/** What may stand in a trace, with the names that people have for it. */
function forwardersOf(
  model: NetworkModel,
): { readonly resource: string; readonly names: readonly string[] }[] {
  const machines = new Map(model.virtualMachines.map(({ address, name }) => [address, name]));
  const own = [...model.firewalls, ...model.loadBalancers, ...model.virtualNetworkGateways].map(
    ({ address, name }) => ({ resource: address, names: [address, ...(name === undefined ? [] : [name])] }),
  );
  const nics = model.networkInterfaces
    .filter(({ ipForwarding }) => ipForwarding)
    .map(({ address, name, virtualMachine }) => ({
      resource: address,
      names: [address, virtualMachine, name, machines.get(virtualMachine ?? "")].filter(
        (one) => one !== undefined,
      ),
    }));
  const declared = model.assumptions.forwards.flatMap(({ ip }) =>
    ip === undefined ? [] : [{ resource: ip, names: [ip] }],
  );
  return [...own, ...nics, ...declared];
}
