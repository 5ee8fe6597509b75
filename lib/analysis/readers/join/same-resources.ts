import { groupBy } from "../../../collections/group-by";
import { isDeployed, rankOf } from "../input-kind";
import { parentArgument } from "../terraform/azure-id";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/value";
import { JoinedPart } from "./joined-part";

/** A resource that two inputs have, and the one that counts. */
export interface Twin {
  readonly kept: JoinedPart;
  readonly dropped: JoinedPart;
}

/**
 * Resources that several inputs have: of one Azure id, or of one name in one resource group (and network, table or
 * group, where they lie in one). Where one input is deployed from the other, one address in both is enough.
 */
export function twinsIn(parts: readonly JoinedPart[]): Twin[] {
  const managed = parts.filter(({ resource }) => !resource.isData);
  const byName = groupBy(managed, ({ resource }) => nameKeyOf(resource));
  const byAddress = groupBy(managed, ({ resource }) => `${resource.type} ${resource.address}`);
  const dropped = new Map<JoinedPart, JoinedPart>();
  for (const group of [...byName.values(), ...byAddress.values()]) {
    const sorted = [...group].sort(
      (a, b) => rankOf(b.input.input.kind) - rankOf(a.input.input.kind) || b.index - a.index,
    );
    sorted.forEach((kept, position) => {
      if (!dropped.has(kept)) {
        sorted
          .slice(position + 1)
          .filter((other) => !dropped.has(other) && areSame(kept, other))
          .forEach((other) => dropped.set(other, kept));
      }
    });
  }
  return [...dropped].map(([one, kept]) => ({ kept, dropped: one }));
}

function areSame(one: JoinedPart, other: JoinedPart): boolean {
  if (one.index === other.index) {
    return false;
  }
  const [a, b] = [one, other].map(({ resource }) => Block.of(resource));
  const [id, otherId] = [a.text("id"), b.text("id")].map((text) => text?.toLowerCase());
  if (id?.startsWith("/") && otherId?.startsWith("/")) {
    return id === otherId;
  }
  const isOneFromOther = isDeployed(one.input.input.kind) !== isDeployed(other.input.input.kind);
  const names = ["name", "resource_group_name", parentArgument(one.resource.type) ?? ""].filter(
    (name) => name !== "",
  );
  return names.every((argument) => {
    const [first, second] = [a.text(argument), b.text(argument)];
    return first === undefined || second === undefined
      ? isOneFromOther
      : first.toLowerCase() === second.toLowerCase();
  });
}

/** What lies in another resource has its name only there. */
function nameKeyOf(resource: TerraformResource): string | undefined {
  const name = Block.of(resource).text("name");
  return name && `${resource.type.replace(/_(linux|windows)_virtual/, "_virtual")} ${name.toLowerCase()}`;
}
