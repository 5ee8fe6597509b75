import { keptWith } from "../../collections/kept-with";
import { Recent } from "../../collections/recent";
import { remember } from "../../collections/remember";
import { Edit, EditableInput, NetworkModel } from "../model";
import { EndpointNode } from "../network/endpoints";
import { Network } from "../network/network";
import { besideTheWay } from "./beside-the-way";
import { keyOf } from "./edit-set";
import { EditedNetwork } from "./edited-network";
import { ExaminedNetwork } from "./examined-network";
import { RepairQuestion } from "./question";
import { TryEdits } from "./search";
import { Trial } from "./trial";

/** As many resources, in all networks of a part together, are kept. */
const MOST_RESOURCES = 6000;
const FEW_PARTS = 4;

/**
 * A network with edits in it, each made once: for both directions of a pair, and for pairs beside it, mostly the same
 * edits are tried.
 */
export class TriedNetworks {
  private static readonly known = keptWith<ExaminedNetwork, Map<EditableInput, TriedNetworks>>(
    () => new Map(),
  );
  private readonly parts = new Recent<Part>(FEW_PARTS);
  private readonly proofs: Recent<EditedNetwork>;

  public static of(whole: ExaminedNetwork, input: EditableInput): TriedNetworks {
    return remember(TriedNetworks.known(whole), input, () => new TriedNetworks(whole, input));
  }

  private constructor(
    private readonly whole: ExaminedNetwork,
    private readonly input: EditableInput,
  ) {
    this.proofs = new Recent(sizeFor(input.addresses.size));
  }

  /** Without any edit. */
  public get network(): Network {
    return this.whole.context.network;
  }

  /** What the pair of a question meets, in what may be on its way; nothing where an end is no more. */
  public trials(question: RepairQuestion): TryEdits {
    const ends = [this.whole.endpoint(question.from)!, this.whole.endpoint(question.to)!];
    const networks = ends.map(({ subnet }) => subnet?.virtualNetwork.address ?? "");
    const { leftOut, tried } = this.parts.get(networks.sort().join("\n"), () => this.part(ends));
    return (edits) => {
      const network = tried.get(keyOf(edits), () => this.networkOf(this.input.edited(edits, leftOut)));
      const [from, to] = ends.map((end) => network.same(end));
      return from && to && new Trial(question, edits, network, from, to);
    };
  }

  /** In the whole, read anew. */
  public proof(edits: readonly Edit[]): EditedNetwork {
    return this.proofs.get(keyOf(edits), () => {
      const { model, from } = this.input.reread(edits);
      return new EditedNetwork(this.whole, this.networkOf(model), from);
    });
  }

  private part(ends: readonly EndpointNode[]): Part {
    const leftOut = besideTheWay(this.whole.context, ends);
    const size = this.input.addresses.size - (leftOut?.size ?? 0);
    return { leftOut, tried: new Recent(sizeFor(size)) };
  }

  private networkOf(model: NetworkModel): ExaminedNetwork {
    return new ExaminedNetwork(model, this.whole.context.options);
  }
}

/** What a search looks at. */
interface Part {
  readonly leftOut: ReadonlySet<string> | undefined;
  readonly tried: Recent<ExaminedNetwork>;
}

function sizeFor(resources: number): number {
  return Math.max(1, Math.floor(MOST_RESOURCES / Math.max(1, resources)));
}
