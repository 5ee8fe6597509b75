import { groupBy } from "../../../collections/group-by";
import { ModelProblem } from "../../model";
import { isDeployed } from "../input-kind";
import { LoadedInput, resourcesOf } from "../loaded-input";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/value";
import { TerraformInput } from "../terraform-input";
import { insideParts } from "./inside-parts";
import { JoinedPart } from "./joined-part";
import { connectStates } from "./remote-states";
import { Twin, twinsIn } from "./same-resources";

/** Several inputs as one network. Each Azure resource is in it once, and each address means one resource. */
export function joinInputs(inputs: readonly LoadedInput[], name?: string): LoadedInput {
  if (inputs.length === 1) {
    return inputs[0];
  }
  connectStates(inputs);
  const called = name ?? inputs.map((one) => one.name).join(" + ");
  const parts = inputs.flatMap((input, index) =>
    resourcesOf(input.input).map((resource): JoinedPart => ({ resource, input, index })),
  );
  const deleted = new Set(inputs.flatMap(({ input }) => [...(input.deletes ?? [])]));
  const isThere = ({ resource, input }: JoinedPart): boolean =>
    input.input.deletes !== undefined || !deleted.has(idOf(resource));
  const own = parts.filter(isThere);
  const there = [...own, ...insideParts(twinsIn(own), own).filter(isThere)];
  const twins = twinsIn(there);
  twins.forEach(({ kept, dropped }) =>
    kept.resource.supplement((argument, value) =>
      value === undefined && LEARNED.has(argument) ? dropped.resource.attribute(argument) : value,
    ),
  );
  const gone = new Set([...twins.map(({ dropped }) => dropped), ...answeredHalves(there)]);
  const left = there.filter((part) => !gone.has(part));
  left.forEach((part) => part.resource.belongTo(part.input));
  const renamed = withOwnAddresses(left, labelsOf(inputs));
  const changes = inputs.flatMap(({ input }, index) =>
    (input.changes ?? []).map((change) => ({
      ...change,
      address: renamed(index, change.address),
    })),
  );
  const problems = inputs.flatMap(({ input }, index) =>
    input.problems.map((problem) => ({ ...problem, resource: renamed(index, problem.resource) })),
  );
  const input: TerraformInput = {
    kind: inputs[0].input.kind,
    resources: left.map(({ resource }) => resource),
    problems: [...problems, ...saidOf(twins)],
    comments: inputs.flatMap((one) => one.input.comments),
    learned: inputs.flatMap((one) => one.input.learned ?? []),
    takesValues: inputs.some((one) => one.input.takesValues),
    unreadModules: inputs.flatMap((one) => one.input.unreadModules ?? []),
    secrets: inputs.flatMap((one) => one.input.secrets ?? []),
    ...(inputs.some((one) => one.input.changes) && { changes }),
    joined: {
      sources: inputs.flatMap(sourcesOf),
      referable: referableOf(left),
      standIns: new Map(twins.map(({ kept, dropped }) => [dropped.resource, kept.resource])),
    },
  };
  return { name: called, source: inputs.map(({ source }) => source).join(", "), input };
}

/** What a resource has without being told so: its id, and what associations of others bind to it. */
const LEARNED: ReadonlySet<string> = new Set([
  "id",
  "route_table_id",
  "network_security_group_id",
  "nat_gateway_id",
]);

function referableOf(parts: readonly JoinedPart[]): ReadonlySet<TerraformResource> {
  const declared = parts.filter(({ input }) => !isDeployed(input.input.kind));
  const isOne = declared.every(({ index }) => index === declared[0].index);
  return new Set(isOne ? declared.map(({ resource }) => resource) : []);
}

function sourcesOf({ source, input }: LoadedInput): NonNullable<TerraformInput["joined"]>["sources"] {
  return input.joined?.sources ?? [{ source, kind: input.kind }];
}

/**
 * Halves of peerings of which another input says more. What Azure reports of one half tells that the other is there, but not
 * how it is set: where another input has it, that counts. And a half that waits for the other is connected once that comes.
 */
function answeredHalves(parts: readonly JoinedPart[]): JoinedPart[] {
  const halves = parts.filter(
    ({ resource }) => resource.type === "azurerm_virtual_network_peering" && !resource.isData,
  );
  const byEnds = groupBy(halves, ({ resource }) => `${networkNameOf(resource)} ${remoteNameOf(resource)}`);
  const elsewhere = (half: JoinedPart, ends: string): readonly JoinedPart[] =>
    (byEnds.get(ends) ?? []).filter(({ index }) => index !== half.index);
  for (const half of halves) {
    const { resource } = half;
    const opposite = elsewhere(half, `${remoteNameOf(resource)} ${networkNameOf(resource)}`);
    const isKnown = networkNameOf(resource) !== undefined && remoteNameOf(resource) !== undefined;
    const isWaiting = isKnown && /^initiated$/i.test(Block.of(resource).text("peering_state") ?? "");
    if (isWaiting && opposite.some((other) => !Block.of(other.resource).has("peering_state"))) {
      resource.forget("peering_state");
    }
  }
  return halves.filter((half) => {
    const { resource, input } = half;
    const ends = `${networkNameOf(resource)} ${remoteNameOf(resource)}`;
    return input.input.implied?.has(resource) === true && elsewhere(half, ends).length > 0;
  });
}

function networkNameOf(half: TerraformResource): string | undefined {
  return Block.of(half).text("virtual_network_name")?.toLowerCase();
}

function remoteNameOf(half: TerraformResource): string | undefined {
  return Block.of(half).text("remote_virtual_network_id")?.split("/").at(-1)?.toLowerCase();
}

/** Gives what has the address of something in an earlier input one of its own: `spoke:azurerm_subnet.default`. */
function withOwnAddresses(
  parts: readonly JoinedPart[],
  labels: readonly string[],
): (index: number, address: string) => string {
  const users = groupBy(parts, ({ resource }) => resource.address);
  const taken = new Map<string, string>();
  for (const [address, some] of users) {
    if (some.some(({ index }) => index !== some[0].index)) {
      for (const { resource, index } of some) {
        const own = `${labels[index]}:${address}`;
        taken.set(`${index} ${address}`, own);
        resource.rename(own);
      }
    }
  }
  return (index, address) => taken.get(`${index} ${address}`) ?? address;
}

/** The inputs' names, or their paths where names don't tell them apart. */
function labelsOf(inputs: readonly LoadedInput[]): string[] {
  const uses = groupBy(inputs, ({ name }) => name);
  return inputs.map(({ name, source }) => (uses.get(name)?.length === 1 ? name : source));
}

/** What is in two inputs is one resource, and whoever reads the answer should know as which. */
function saidOf(twins: readonly Twin[]): ModelProblem[] {
  const pairs = groupBy(
    twins.filter(({ kept }) => !isPart(kept.resource)),
    ({ kept, dropped }) => `${kept.index} ${dropped.index}`,
  );
  return [...pairs.values()].map((some): ModelProblem => {
    const [{ kept, dropped }] = some;
    const names = some.slice(0, SHOWN).map((twin) => twin.kept.resource.address);
    const more = some.length > SHOWN ? ` +${some.length - SHOWN}` : "";
    return {
      code: "IN_TWO_INPUTS",
      resource: kept.input.source,
      attribute: dropped.input.source,
      text: `${names.join(", ")}${more}`,
    };
  });
}

const SHOWN = 5;

/** Written inside of another resource, which is said already. */
function isPart({ identity, address }: TerraformResource): boolean {
  return /\.\w+\[[^\]]*\]$/.test(address) && identity.key === undefined;
}

function idOf(resource: TerraformResource): string {
  return Block.of(resource).text("id")?.toLowerCase() ?? "";
}
