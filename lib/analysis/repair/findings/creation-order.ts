import { CheckedNetwork } from "../../findings/checked-network";
import { RACES } from "../../findings/creation-order";
import { REPAIR_STEPS } from "../../messages/repairs";
import { blockAddress, Edit } from "../../model";
import { Candidate } from "../candidate";
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
    if (block === undefined || [block, ...earlier].some((address) => address.startsWith("module."))) {
      return;
    }
    later.add(block);
    const names = byBlock.get(block) ?? new Set(namesIn(draft, block));
    for (const other of earlier.map(blockAddress)) {
      if (other === block) {
        return;
      }
      if (network.waitsFor(other, block) === true) {
        // Terraform refuses a circle: the other has to stop waiting.
        const others = namesIn(draft, other).filter((name) => name !== block);
        if (others.some((name) => network.waitsFor(name, block) === true)) {
          return;
        }
        byBlock.set(other, new Set(others));
      }
      names.add(other);
    }
    byBlock.set(block, names);
  }
  const edits = [...byBlock].map(([address, names]): Edit => ({
    op: "set",
    address,
    argument: "depends_on",
    value: [...names],
  }));
  if (edits.length > 0) {
    yield {
      edits,
      what: REPAIR_STEPS.AWAITED({
        later: few([...later]),
        earlier: few([...new Set(races.flatMap(({ earlier }) => earlier.map(blockAddress)))]),
      }),
    };
  }
}

function namesIn(draft: FindingDraft, address: string): string[] {
  return [draft.input.written(address, "depends_on") ?? []]
    .flat()
    .map((name) => String(name).replace(/^\$\{|\}$/g, ""));
}

/** The edits name them all. */
function few(addresses: readonly string[]): string {
  return `${addresses.slice(0, 3).join(", ")}${addresses.length > 3 ? ", …" : ""}`;
}
