import { Recent } from "../../../collections/recent";
import {
  blockAddress,
  Edit,
  EditableInput,
  EditValue,
  Feed,
  InputKind,
  NetworkModel,
  Override,
  Reread,
} from "../../model";
import { ArmObject } from "../arm/arm-object";
import { azureEdits } from "../arm/azure-edits";
import { AzureReferences } from "../arm/azure-references";
import { asText, isJsonObject, JsonObject } from "../json";
import { resourcesOf } from "../loaded-input";
import { fromJson, plainValue, TerraformResource } from "../terraform/value";
import type { TerraformInput } from "../terraform-input";
import { editedResources, withProviders } from "./edited-resources";
import { stepsOf } from "./edited-value";
import { editAtFeed } from "./feeds";
import { InsideModules } from "./inside-modules";
import { namedEdits } from "./named-edits";
import { NewOutputs } from "./new-outputs";

/** Builds the model from resources of an input. */
type ReadModel = (input: TerraformInput, resources: readonly TerraformResource[]) => NetworkModel;

/** What a pair's repair is proved by, a finding's is too; each is a whole network. */
const FEW_REREADS = 8;

/** A configuration, plan or state that can be read again with edits in it. */
export class EditableTerraform implements EditableInput {
  public readonly form: EditableInput["form"];
  public readonly addresses: ReadonlySet<string>;
  public readonly takesAll: boolean;
  /** Its edits are of Azure's JSON. */
  private readonly isAzures: boolean;
  private readonly byAddress: ReadonlyMap<string, TerraformResource>;
  private blocks: ReadonlySet<string> | undefined;
  private lazyOutputs: ReadonlyMap<string, string> | undefined;
  private inside: ReadonlyMap<string, string> | undefined;
  private lazyNewOutputs: NewOutputs | undefined;
  private readonly rereads = new Recent<Reread>(FEW_REREADS);
  private part?: { readonly leftOut: ReadonlySet<string>; readonly resources: readonly TerraformResource[] };

  public constructor(
    private readonly input: TerraformInput,
    private readonly resources: readonly TerraformResource[],
    private readonly model: NetworkModel,
    private readonly read: ReadModel,
    public readonly forWords = false,
  ) {
    this.byAddress = new Map(resources.map((resource) => [resource.address, resource]));
    this.addresses = new Set(this.byAddress.keys());
    this.isAzures = AZURES.has(input.kind) && input.edited !== undefined;
    this.takesAll = forWords || this.isAzures;
    this.form = !this.isAzures ? "terraform" : input.kind === "azure" ? "deployed" : "template";
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
    return resource !== undefined && (this.takesAll || this.canBeNamed(address, resource));
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

  public newOutputOf(address: string, attribute: string): string | undefined {
    const resource = this.byAddress.get(address);
    return this.forWords ? undefined : resource && this.newOutputs?.referenceTo(resource, attribute);
  }

  private get newOutputs(): NewOutputs | undefined {
    const { moduleSources } = this.input;
    this.lazyNewOutputs ??= moduleSources && new NewOutputs(moduleSources);
    return this.lazyNewOutputs;
  }

  private get outputs(): ReadonlyMap<string, string> {
    this.lazyOutputs ??= this.input.moduleOutputs?.() ?? new Map();
    return this.lazyOutputs;
  }

  /** What outputs of modules give out, of those too that are yet to come. */
  private attributesOfOutputs(): ReadonlyMap<string, string> {
    this.inside ??= new Map(
      [...this.outputs].map(([attribute, output]) => [`\${${output}}`, `\${${attribute}}`]),
    );
    const added = [...(this.newOutputs?.attributes() ?? [])];
    return added.length === 0 ? this.inside : new Map([...this.inside, ...added]);
  }

  /** Edits that name outputs of modules, by what these give out: of decoded resources there are no outputs. */
  private decoded(edits: readonly Edit[]): readonly Edit[] {
    const inside = this.attributesOfOutputs();
    return inside.size === 0 ? edits : edits.map((edit) => replaced(edit, inside) as Edit);
  }

  /** Edits as the configuration's files get them. */
  private inFiles(edits: readonly Edit[]): readonly Edit[] {
    const whole = withProviders(this.resources, edits);
    const { moduleSources } = this.input;
    if (moduleSources === undefined) {
      return whole;
    }
    const modules = new InsideModules(moduleSources, this.attributesOfOutputs());
    // Those that name a folder were placed before, and those of a call aren't inside.
    const placed = whole.flatMap((edit) =>
      edit.op === "create" || edit.folder !== undefined || isCall(edit.address)
        ? [edit]
        : (modules.atSource(edit) ?? [edit]),
    );
    const needed = (this.newOutputs?.neededBy(placed) ?? []).filter(
      ({ address, value }) =>
        !placed.some(
          (edit) => edit.op === "append" && edit.address === address && edit.value.name === value.name,
        ),
    );
    return [...needed, ...placed];
  }

  public written(address: string, argument: string): unknown {
    if (address.startsWith("module.")) {
      return undefined;
    }
    return this.input.written?.([], blockAddress(address))?.[argument];
  }

  public named(edits: readonly Edit[]): readonly Edit[] {
    const isAzures = this.forWords && this.resources.some(({ identity }) => /\/|^azapi_/.test(identity.type));
    if (isAzures || this.isAzures) {
      return this.inAzure(edits);
    }
    if (this.forWords) {
      return this.withBlocks(edits);
    }
    return this.withBlocks(this.inFiles(edits));
  }

  private inAzure(edits: readonly Edit[]): readonly Edit[] {
    const { kind, sources, completed } = this.input;
    const references = new AzureReferences(edits, this.byAddress, kind, (address) => sources?.get(address));
    const uses = azureEdits(edits, this.byAddress, references);
    const written = [...uses.keys()];
    return (
      completed?.(written, (edit) => uses.get(edit)!) ??
      written.map((edit) => {
        const source = edit.op === "create" ? undefined : sources?.get(edit.address);
        return source === undefined ? edit : { ...edit, id: idAt(source, edit) };
      })
    );
  }

  private withBlocks(edits: readonly Edit[]): readonly Edit[] {
    return namedEdits(edits, (address, earlier, argument) => {
      const resource = this.forWords
        ? editedResources(this.resources, earlier).find((one) => one.address === address)
        : undefined;
      // What an expression makes of an argument is in no file.
      return resource === undefined
        ? this.argumentsOf(address, earlier)(argument)
        : plainValue(resource.attribute(argument));
    });
  }

  public feedOf(edit: Edit): Feed | undefined {
    const [outermost] = edit.op === "create" ? [] : (edit.within ?? []);
    const [, label] = /^\w+ (".*")$/.exec(outermost ?? "") ?? [];
    const own =
      edit.op === "create" ? undefined : plainValue(this.byAddress.get(edit.address)?.attribute("name"));
    const name: unknown = outermost === undefined ? own : label && JSON.parse(label);
    return this.input.feedOf?.(edit, typeof name === "string" ? name : undefined);
  }

  public atFeeds(edits: readonly Edit[]): readonly Edit[] | undefined {
    const placed = edits.map((edit) => {
      const feed = this.feedOf(edit);
      return feed === undefined || isItself(edit, feed)
        ? edit
        : editAtFeed(edit, feed, (value) => this.literalOf(value));
    });
    const all = placed.filter((edit) => edit !== undefined);
    return all.length < edits.length || all.every((edit, index) => edit === edits[index]) ? undefined : all;
  }

  /** What a reference stands for, where the input writes it out: a static address of an interface. */
  private literalOf(value: EditValue): EditValue {
    const [, address, attribute] = /^\$\{([^{}]+)\.(\w+)\}$/.exec(String(value)) ?? [];
    const resource = this.byAddress.get(address);
    const own: unknown = resource && plainValue(resource.attribute(attribute));
    const inner: unknown = resource && plainValue(resource.attribute("ip_configuration"));
    const [first]: unknown[] = [inner].flat();
    const known = own ?? (isJsonObject(first) ? first[attribute] : undefined);
    return typeof known === "string" && !known.includes("${") ? known : value;
  }

  public copiesOf(address: string): readonly string[] {
    const { sources } = this.input;
    const source = this.isAzures ? sources?.get(address) : undefined;
    const typeOf = (one: string): string | undefined => this.byAddress.get(one)?.identity.type;
    // What is written inside of it has its source, too.
    const isCopy = ([one, its]: [string, JsonObject]): boolean =>
      its === source && typeOf(one) === typeOf(address);
    return source === undefined ? [] : [...sources!].filter(isCopy).map(([one]) => one);
  }

  public constructOf(address: string): string | undefined {
    const comment = this.written(address, "//");
    const metadata = isJsonObject(comment) ? comment.metadata : undefined;
    const path = isJsonObject(metadata) ? metadata.path : undefined;
    return typeof path === "string" ? path : undefined;
  }

  public edited(edits: readonly Edit[], leftOut?: ReadonlySet<string>): NetworkModel {
    if (edits.length === 0 && leftOut === undefined) {
      return this.model;
    }
    // Of a module's files nothing is decoded.
    if (edits.some(isInModulesFile)) {
      return this.reread(edits).model;
    }
    const kept = leftOut === undefined ? this.resources : this.without(leftOut);
    return this.read(this.input, editedResources(kept, this.decoded(edits), this.byAddress));
  }

  public overrides(edits: readonly Edit[]): readonly Override[] {
    const touched = new Map<string, { readonly folder?: string; readonly names: Set<string> }>();
    for (const edit of edits) {
      const path = edit.op === "set" ? edit.argument : edit.op === "create" ? undefined : edit.block;
      // Terraform takes no override of what waits for what.
      const isOverridable = path !== undefined && path !== "depends_on";
      if (edit.op !== "create" && isOverridable && isInFile(edit)) {
        const { folder } = edit;
        const one = touched.get(edit.address) ?? {
          ...(folder !== undefined && { folder }),
          names: new Set(),
        };
        touched.set(edit.address, one);
        one.names.add(String(stepsOf(path)[0]));
      }
    }
    return [...touched].map(([address, { folder, names }]) => {
      const [type, name] = address.split(".").slice(-2);
      const isLocal = address === `local.${name}`;
      if (isLocal) {
        const local = this.input.written?.(edits, address) as EditValue | undefined;
        return { type: "locals", name: "", arguments: { [name]: local ?? null } };
      }
      const after = this.argumentsOf(address, edits);
      const written = repeatedBlocks(names, (one) => this.input.written?.(edits, address)?.[one]);
      const values = written.map((one) => [one, after(one)] as const);
      return { type, name, ...(folder !== undefined && { folder }), arguments: Object.fromEntries(values) };
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
    return this.rereads.get(JSON.stringify(edits), () => this.readAnew(edits));
  }

  private readAnew(edits: readonly Edit[]): Reread {
    if (!this.forWords && edits.some((edit) => isMadeBy(edit, this.feedOf(edit)))) {
      // No file has the block that is to be changed: nothing comes of it.
      return { model: this.model, from: "configuration" };
    }
    if (this.isAzures && !this.forWords) {
      const written = this.inAzure(edits);
      const again = written.length === 0 ? undefined : this.input.edited!(written);
      const model = again && this.read(again, resourcesOf(again));
      // What can't be written changes nothing.
      return { model: model ?? this.model, from: "configuration" };
    }
    // A configuration knows nothing of azurerm's arguments of azapi's resources.
    const again = this.forWords ? undefined : this.input.edited?.(this.inFiles(edits));
    if (again === undefined && edits.some(isInModulesFile)) {
      // Some of the edits have no place in the files, and nothing is decoded of those that have: nothing comes of them together.
      return { model: this.model, from: "configuration" };
    }
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

/** Whether an edit is about a block that an expression makes: one of a `dynamic` block, or of a list. */
function isMadeBy(edit: Edit, feed: Feed | undefined): boolean {
  return feed !== undefined && feed.by !== "for_each" && !isItself(edit, feed);
}

/** Whether an edit puts something else in the place of the expression. */
function isItself(edit: Edit, { by }: Feed): boolean {
  return edit.op === "set" && edit.argument === by;
}

function isCall(address: string): boolean {
  return /^module\.[\w-]+$/.test(address);
}

/** Whether an edit is one of a module's own file. */
function isInModulesFile(edit: Edit): boolean {
  return edit.op !== "create" && edit.folder !== undefined;
}

/** The id of the innermost resource that an edit is about: of a subnet, where it is about that of a network. */
function idAt(source: JsonObject, edit: Edit): string {
  const path = edit.op === "set" ? edit.argument : edit.op === "create" ? "" : (edit.block ?? "");
  const [, list, index] = CHILD.exec(path) ?? [];
  const item =
    list === undefined
      ? undefined
      : new ArmObject(fromJson(source, String)).objects(`properties.${list}`)[Number(index)];
  const name = item && plainValue(item.at("name"));
  return typeof name === "string" ? `${asText(source.id)}/${list}/${name}` : asText(source.id);
}

/** What is a resource of Azure's too. */
const CHILD = /^properties\.(subnets|virtualNetworkPeerings|routes|securityRules)\[(\d+)\](?=\.|$)/;

/** Forms of Azure's own JSON. */
const AZURES: ReadonlySet<InputKind> = new Set(["template", "bicep-snapshot", "azure"]);

/** Whether an edit says in which file it is made: in the root module's, or in one of a module that is named without keys. */
function isInFile({ address, folder, ...edit }: Exclude<Edit, { readonly op: "create" }>): boolean {
  return edit.op === "append" && /^(?:.*\.)?module\.[\w-]+$/.test(address)
    ? false
    : folder !== undefined ||
        !address.startsWith("module.") ||
        (edit.op === "set" && /^module\.[\w-]+$/.test(address));
}

/** What an override has to repeat: it replaces blocks of a name together with what `dynamic` makes of that name, and the other way round. */
function repeatedBlocks(names: ReadonlySet<string>, written: (name: string) => unknown): readonly string[] {
  const labels = [written("dynamic") ?? []].flat().filter(isJsonObject).flatMap(Object.keys);
  const dynamic = names.has("dynamic") || labels.some((label) => names.has(label)) ? ["dynamic"] : [];
  const beside = dynamic.length === 0 ? [] : labels.filter((label) => written(label) !== undefined);
  return [...new Set([...names, ...dynamic, ...beside])];
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
