import { blockAddress, Edit, EditableInput, EditValue, NetworkModel, Override, Reread } from "../../model";
import { azureEdits } from "../arm/azure-edits";
import { isJsonObject } from "../json";
import { resourcesOf } from "../loaded-input";
import { plainValue, TerraformResource } from "../terraform/value";
import type { TerraformInput } from "../terraform-input";
import { editedResources, withProviders } from "./edited-resources";
import { stepsOf } from "./edited-value";
import { namedEdits } from "./named-edits";

/** Builds the model from resources of an input. */
type ReadModel = (input: TerraformInput, resources: readonly TerraformResource[]) => NetworkModel;

/** What a pair's repair is proved by, a finding's is too; each is a whole network. */
const FEW_REREADS = 8;

/** A configuration, plan or state that can be read again with edits in it. */
export class EditableTerraform implements EditableInput {
  public readonly form: EditableInput["form"];
  public readonly addresses: ReadonlySet<string>;
  private readonly byAddress: ReadonlyMap<string, TerraformResource>;
  private blocks: ReadonlySet<string> | undefined;
  private lazyOutputs: ReadonlyMap<string, string> | undefined;
  private inside: ReadonlyMap<string, string> | undefined;
  private readonly rereads = new Map<string, Reread>();
  private part?: { readonly leftOut: ReadonlySet<string>; readonly resources: readonly TerraformResource[] };

  public constructor(
    private readonly input: TerraformInput,
    private readonly resources: readonly TerraformResource[],
    private readonly model: NetworkModel,
    private readonly read: ReadModel,
    public readonly forWords = false,
  ) {
    this.form = input.edited !== undefined ? "configuration" : input.changes !== undefined ? "plan" : "state";
    this.byAddress = new Map(resources.map((resource) => [resource.address, resource]));
    this.addresses = new Set(this.byAddress.keys());
  }

  public inWords(): EditableInput {
    return new EditableTerraform(this.input, this.resources, this.model, this.read, true);
  }

  public hasBlock(address: string): boolean {
    this.blocks ??= new Set([...this.addresses].map(blockAddress));
    return this.blocks.has(address) || this.input.written?.([], address) !== undefined;
  }

  public canReferTo(address: string): boolean {
    const resource = this.byAddress.get(address);
    return resource !== undefined && (this.forWords || this.canBeNamed(address, resource));
  }

  private canBeNamed(address: string, resource: TerraformResource): boolean {
    return (
      this.input.joined?.referable.has(resource) !== false &&
      resource.identity.module === "" &&
      blockAddress(address).replace(/^data\./, "") === `${resource.identity.type}.${resource.identity.name}`
    );
  }

  public outputOf(address: string, attribute: string): string | undefined {
    const output = this.outputs.get(`${address}.${attribute}`);
    return output === undefined ? undefined : `\${${output}}`;
  }

  private get outputs(): ReadonlyMap<string, string> {
    this.lazyOutputs ??= this.input.moduleOutputs?.() ?? new Map();
    return this.lazyOutputs;
  }

  /** Edits that name outputs of modules, by what these give out: of decoded resources there are no outputs. */
  private decoded(edits: readonly Edit[]): readonly Edit[] {
    this.inside ??= new Map(
      [...this.outputs].map(([attribute, output]) => [`\${${output}}`, `\${${attribute}}`]),
    );
    return this.inside.size === 0 ? edits : edits.map((edit) => replaced(edit, this.inside!) as Edit);
  }

  public written(address: string, argument: string): unknown {
    return this.input.written?.([], blockAddress(address))?.[argument];
  }

  public named(edits: readonly Edit[]): readonly Edit[] {
    if (this.forWords) {
      return azureEdits(edits, this.resources);
    }
    const whole = withProviders(this.resources, edits);
    return namedEdits(whole, (address, earlier, argument) => this.argumentsOf(address, earlier)(argument));
  }

  public constructOf(address: string): string | undefined {
    const comment = this.input.written?.([], blockAddress(address))?.["//"];
    const metadata = isJsonObject(comment) ? comment.metadata : undefined;
    const path = isJsonObject(metadata) ? metadata.path : undefined;
    return typeof path === "string" ? path : undefined;
  }

  public edited(edits: readonly Edit[], leftOut?: ReadonlySet<string>): NetworkModel {
    if (edits.length === 0 && leftOut === undefined) {
      return this.model;
    }
    const kept = leftOut === undefined ? this.resources : this.without(leftOut);
    return this.read(this.input, editedResources(kept, this.decoded(edits), this.byAddress));
  }

  public overrides(edits: readonly Edit[]): readonly Override[] {
    const touched = new Map<string, Set<string>>();
    for (const edit of edits) {
      const path = edit.op === "set" ? edit.argument : edit.op === "create" ? undefined : edit.block;
      // Terraform takes no override of what waits for what.
      const isOverridable = path !== undefined && path !== "depends_on";
      if (edit.op !== "create" && isOverridable && !edit.address.startsWith("module.")) {
        const names = touched.get(edit.address) ?? new Set();
        touched.set(edit.address, names.add(String(stepsOf(path)[0])));
      }
    }
    return [...touched].map(([address, names]) => {
      const [type, name] = address.split(".");
      const after = this.argumentsOf(address, edits);
      return { type, name, arguments: Object.fromEntries([...names].map((one) => [one, after(one)])) };
    });
  }

  /** A search asks for the same part each time. */
  private without(leftOut: ReadonlySet<string>): readonly TerraformResource[] {
    if (this.part?.leftOut !== leftOut) {
      this.part = { leftOut, resources: this.resources.filter(({ address }) => !leftOut.has(address)) };
    }
    return this.part.resources;
  }

  public reread(edits: readonly Edit[]): Reread {
    const key = JSON.stringify(edits);
    const known = this.rereads.get(key) ?? this.readAnew(edits);
    this.rereads.delete(key);
    this.rereads.set(key, known);
    const [oldest] = this.rereads.keys();
    if (this.rereads.size > FEW_REREADS) {
      this.rereads.delete(oldest);
    }
    return known;
  }

  private readAnew(edits: readonly Edit[]): Reread {
    // A configuration knows nothing of azurerm's arguments of azapi's resources.
    const again = this.forWords ? undefined : this.input.edited?.(withProviders(this.resources, edits));
    return again === undefined
      ? { model: this.edited(edits), from: "resources" }
      : {
          model: this.read(again, resourcesOf(again)),
          from: "configuration",
        };
  }

  /** As the configuration writes them; as they are known where it isn't at hand. */
  private argumentsOf(address: string, edits: readonly Edit[]): (name: string) => EditValue {
    const written = this.input.written?.(edits, address);
    const resource = editedResources(this.resources, edits).find(
      (one) => one.address === address || blockAddress(one.address) === address,
    );
    return (name) => (written?.[name] ?? plainValue(resource?.attribute(name)) ?? null) as EditValue;
  }
}

/** A value in which some texts are others. */
function replaced(value: unknown, others: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") {
    return others.get(value) ?? value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => replaced(item, others));
  }
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replaced(member, others)]))
    : value;
}
