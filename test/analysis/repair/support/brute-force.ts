import { analyze, Edit, EditableInput, PairResult } from "../../../../lib/analysis";
import { editSpace } from "./edit-space";
import { RandomNetwork } from "./random-network";

type Resource = RandomNetwork["document"]["resource"];
type Step = readonly Edit[];

/**
 * The first set of edits, so many at most, after which a pair is reachable, by trying every set that could be one.
 *
 * What may be left out: a trace is decided by what stands in the networks that it comes to, by the peerings that these
 * have, and by the services that routes come from. Edits of anything else leave it as it is. So of a set that cures,
 * one at least is about what the trace meets before any is done, another about what it meets after that one, and so on:
 * a set that can't be done in such an order is no cure, or does with fewer.
 */
export function cureByForce(
  { document }: RandomNetwork,
  input: EditableInput,
  [from, to]: readonly [string, string],
  deepest: number,
): { readonly cure?: readonly Edit[]; readonly tried: number } {
  const whole = analyze(input.edited([]));
  const ends = [from, to].map((id) => whole.endpoints.find((one) => one.id === id)!);
  const steps = editSpace(document, ends);
  const endsAt = ends.map(({ id }) => (id.includes("on-premises/") ? "hub" : id.split("/")[0]));
  let tried = 0;
  const search = (
    edits: readonly Edit[],
    chosen: readonly number[],
    met: PairResult,
    most: number,
    seen: Set<string>,
  ): Step | undefined => {
    const visited = visitedBy(met, document.resource, endsAt);
    for (const [index, step] of steps.entries()) {
      const set = [...chosen, index].sort((a, b) => a - b);
      const all = [...edits, ...step];
      const networks = networksOf(step, edits, document.resource);
      const isAbout =
        visited === undefined || networks === undefined || networks.some((one) => visited.has(one));
      if (!isAbout || chosen.includes(index) || all.length > most || seen.has(set.join())) {
        continue;
      }
      seen.add(set.join());
      tried++;
      const result = analyze(input.edited(all)).explain(from, to);
      const cure = result.verdict === "REACHABLE" ? all : search(all, set, result, most, seen);
      if (cure !== undefined) {
        return cure;
      }
    }
    return undefined;
  };
  // The smallest first.
  for (let most = 1; most <= deepest; most++) {
    const cure = search([], [], whole.explain(from, to), most, new Set());
    if (cure !== undefined) {
      return { cure, tried };
    }
  }
  return { tried };
}

/** Networks that either way comes to; `undefined` where that isn't known. */
function visitedBy(
  { forward, return: back }: PairResult,
  resource: Resource,
  ends: readonly string[],
): ReadonlySet<string> | undefined {
  const places = [...forward, ...back].map(({ at, resource: address }) =>
    address === undefined && at.startsWith("on-premises/") ? "hub" : networkOf(address ?? "", resource),
  );
  // Whoever takes a packet next may stand elsewhere than the last hop.
  const next = [...forward, ...back].flatMap(({ via }) =>
    via?.at === undefined ? [] : [via.at.split("/")[0]],
  );
  const all = [...ends, ...places, ...next];
  return all.every((one): one is string => one !== undefined) ? new Set(all) : undefined;
}

/** Networks that a step after others is about; `undefined` where it may be about all. */
function networksOf(step: Step, done: readonly Edit[], resource: Resource): readonly string[] | undefined {
  const found = step.map((edit): readonly string[] | undefined => {
    const [type, name] = edit.op === "create" ? [edit.type, edit.name] : edit.address.split(".");
    const block = edit.op === "create" ? edit.arguments : (resource[type]?.[name] ?? {});
    switch (type) {
      case "azurerm_virtual_network_peering":
        return [block.virtual_network_name, block.remote_virtual_network_id].map(nameIn);
      case "azurerm_subnet_route_table_association":
        return [networkOf(`azurerm_subnet.${nameIn(block.subnet_id)}`, resource)!];
      case "azurerm_route":
        return boundTo(nameIn(block.route_table_name), "route_table", done, resource);
      case "azurerm_route_table":
        // One that is made here is bound by another edit of the step, or to nothing.
        return edit.op === "create" ? [] : boundTo(name, "route_table", done, resource);
      case "azurerm_network_security_group":
        return boundTo(name, "network_security_group", done, resource);
      default:
        return undefined;
    }
  });
  return found.every((one) => one !== undefined) ? found.flat() : undefined;
}

/** Networks of the subnets that a table or group is bound to, by edits too. */
function boundTo(name: string, kind: string, done: readonly Edit[], resource: Resource): readonly string[] {
  const type = `azurerm_subnet_${kind}_association`;
  const made = done.flatMap((edit) => (edit.op === "create" && edit.type === type ? [edit.arguments] : []));
  return [...Object.values(resource[type] ?? {}), ...made]
    .filter((association) => nameIn(association[`${kind}_id`]) === name)
    .map(({ subnet_id: subnet }) => networkOf(`azurerm_subnet.${nameIn(subnet)}`, resource)!);
}

/** The network in which a subnet, or a machine's interface, is. */
function networkOf(address: string, resource: Resource): string | undefined {
  const [type, name] = address.split(".");
  const block = resource[type]?.[name];
  return type === "azurerm_subnet" && block !== undefined ? nameIn(block.virtual_network_name) : undefined;
}

/** `spoke0` of `${azurerm_virtual_network.spoke0.name}`. */
function nameIn(reference: unknown): string {
  return /^\$\{\w+\.(\w+)\.\w+\}$/.exec(String(reference))?.[1] ?? "";
}
