import { CheckedNetwork } from "../../findings/checked-network";
import { RACES } from "../../findings/creation-order";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { blockAddress, ConfiguredResource, Edit } from "../../model";
import { Candidate } from "../candidate";
import { toSet } from "../writing/edits";
import { editable } from "../writing/references";
import { FindingDraft } from "./finding-cure";

/** What comes too early waits: `depends_on` names what it needs, beside what it names already. */
export function* awaited(draft: FindingDraft): Iterable<Candidate> {
  const { code, resource } = draft.finding;
  const network = CheckedNetwork.of(draft.context.network);
  const all = RACES.get(code)!(network);
  // One line stands for all peerings.
  const races =
    code === "PEERING_RACES_SUBNETS" ? all : all.filter(({ later }) => later.address === resource);
  const byBlock = new Map<string, Set<string>>();
  const later = new Set<string>();
  for (const { later: part, earlier } of races) {
    const block = editable(draft, part.address);
    if (block === undefined || block.startsWith("module.")) {
      return;
    }
    later.add(block);
    const names = byBlock.get(block) ?? new Set(namesAwaited(draft, block));
    for (const address of earlier) {
      const module = blockOrModule(address);
      if (address.startsWith("module.")) {
        // A whole module is waited for: nothing in it may wait for what waits.
        const parts = names.has(module) ? [] : network.model.resources.filter(isIn(module));
        if (!parts.every((inside) => network.waitsFor(inside.address, block) === false)) {
          return;
        }
        names.add(module);
        continue;
      }
      const other = blockAddress(address);
      if (other === block) {
        return;
      }
      if (network.waitsFor(other, block) === true) {
        // Terraform refuses a circle: the other has to stop waiting.
        const others = namesAwaited(draft, other).filter((name) => name !== block);
        if (others.some((name) => network.waitsFor(name, block) === true)) {
          return;
        }
        byBlock.set(other, new Set(others));
      }
      names.add(other);
    }
    byBlock.set(block, names);
  }
  const edits = [...byBlock].map(([address, names]): Edit => toSet(address, "depends_on", [...names]));
  if (edits.length > 0) {
    yield {
      edits,
      what: REPAIR_STEPS.AWAITED({
        later: few([...later]),
        earlier: few([...new Set(races.flatMap(({ earlier }) => earlier.map(blockOrModule)))]),
      }),
    };
  }
}

/** Subnets by azapi that lock their network: one waits for the other. */
export function* lockedSubnets(draft: FindingDraft): Iterable<Candidate> {
  const { subnets } = draft.context.network.model;
  const network = subnets.find(({ address }) => address === draft.finding.resource)?.virtualNetwork;
  const own = subnets.filter(
    ({ address, virtualNetwork }) => virtualNetwork === network && /(^|\.)azapi_resource\./.test(address),
  );
  // `locks` is azapi's own, whatever the body says, which is read and not written.
  const blocks = [...new Set(own.map(({ address }) => blockAddress(address)))];
  const edits = blocks.flatMap((address): Edit[] => {
    const parent = draft.input.written(address, "parent_id");
    const isHere = !address.startsWith("module.") && typeof parent === "string";
    return isHere ? [toSet(address, "locks", [parent])] : [];
  });
  if (edits.length > 0 && edits.length === blocks.length) {
    yield { edits, what: REPAIR_STEPS.LOCKED({ what: few(blocks), network: network ?? "" }) };
  }
}

/** What a resource of the root module names in `depends_on`. */
function blockOrModule(address: string): string {
  return /^module\.[^.[]+/.exec(address)?.[0] ?? blockAddress(address);
}

const isIn =
  (module: string) =>
  ({ address }: ConfiguredResource): boolean =>
    blockOrModule(address) === module;

/** What a block's `depends_on` names. */
export function namesAwaited(draft: FindingDraft, address: string): string[] {
  return [draft.input.written(address, "depends_on") ?? []]
    .flat()
    .map((name) => String(name).replace(/^\$\{|\}$/g, ""));
}

/** The edits name them all. */
function few(addresses: readonly string[]): string {
  return `${addresses.slice(0, 3).join(", ")}${addresses.length > 3 ? ", …" : ""}`;
}
