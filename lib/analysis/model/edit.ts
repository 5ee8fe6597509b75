import { NetworkModel } from "./network-model";

/** A value as Terraform's JSON writes it: expressions stand as `${…}`. */
export type EditValue =
  string | number | boolean | null | readonly EditValue[] | { readonly [argument: string]: EditValue };

/** Arguments of a resource or block, as Terraform's JSON writes them. */
export interface EditArguments {
  readonly [argument: string]: EditValue;
}

/** What tells people which nested block an edit is about. */
export interface InBlock {
  /** The blocks that it is in, or the one that is taken out, by name, outermost first: `route "to-web"`. */
  readonly within?: readonly string[];
  /** Where the files of the module are in which it stands, from the root module's: `modules/spoke`. */
  readonly folder?: string;
  /** The id of the resource at Azure, where that is deployed. */
  readonly id?: string;
}

/**
 * Gives an argument another value; `argument` may be a path, `route[1].next_hop_type`. Of `module.spoke` it is the call's, of
 * `local.routes` a path in that local, of `variable.routes` one that begins with `default`.
 */
export interface SetArgument extends InBlock {
  readonly op: "set";
  readonly address: string;
  readonly argument: string;
  readonly value: EditValue;
}

/** Adds a resource to the root module. */
export interface CreateResource {
  readonly op: "create";
  readonly type: string;
  readonly name: string;
  readonly arguments: EditArguments;
  /** The resource beside which it is to be written, where that is in no template's root. */
  readonly beside?: string;
}

/**
 * Adds a nested block to a resource, after those that it has; `block` may be a path too. To a module, `module.spoke`, it adds an
 * `output` or a `variable`, which `name` names.
 */
export interface AppendBlock extends InBlock {
  readonly op: "append";
  readonly address: string;
  readonly block: string;
  readonly value: EditArguments;
}

/** Takes a resource out, or one of its nested blocks: `route[1]`. */
export interface Remove extends InBlock {
  readonly op: "remove";
  readonly address: string;
  readonly block?: string;
}

/**
 * One change of an input, as a person would write it. Addresses are those of the input's blocks: a block with `count`
 * or `for_each` has no key, since whoever changes it changes all its instances. What is inside of a module is named as in a
 * plan, `module.spoke["a"].azurerm_route_table.x`, while a search looks for edits; where it is written, no key is left.
 */
export type Edit = SetArgument | CreateResource | AppendBlock | Remove;

/** The expression that makes what an edit is about. */
export interface Feed {
  /** `dynamic "route"`, `for_each`, or the argument. */
  readonly by: string;
  readonly expression: string;
  /** What the entry is called that makes it, where there are several. */
  readonly entry?: string;
  /** Where that is written out, if it is certain: `variable.routes.default.stop`. */
  readonly place?: string;
  /** What the edit changes of the entry, as steps; of a block or an instance that goes, none. Not told where an expression makes more of it. */
  readonly taken?: readonly (string | number)[];
}

export type EditForm = "terraform" | "template" | "deployed";

/** An input that can be read again with edits in it. */
export interface EditableInput {
  /** What its edits are of: Terraform, a template of Azure's, or what is deployed, which commands change. */
  readonly form: EditForm;
  /** Addresses as the input has them. */
  readonly addresses: ReadonlySet<string>;
  /** Whether the root module has a block of that address, be it one that makes nothing today (`count = 0`). */
  hasBlock(address: string): boolean;
  /** Whether its edits are for words alone: of resources that aren't written here too. */
  readonly forWords?: boolean;
  /** Whether edits may be of whatever the input has: it is Azure's own JSON, or they are for words alone. */
  readonly takesAll?: boolean;
  /** The same, whose edits are for words alone. */
  inWords(): EditableInput;
  /** Whether the root module may write `${address.attribute}`: not of what is inside a module or a resource. */
  canReferTo(address: string): boolean;
  /** What the root module may write instead: `${module.spoke["a"].id}`, where a module puts the attribute out. */
  outputOf(address: string, attribute: string): string | undefined;
  /** The same with an output that the module is yet to get; its edit is added to those that name it. */
  newOutputOf(address: string, attribute: string): string | undefined;
  /** An argument as a block of the root module writes it, Terraform's own (`depends_on`) too. */
  written(address: string, argument: string): unknown;
  /** The same edits as files get them: at a module's source, with the outputs that they need; they say in which blocks they are. */
  named(edits: readonly Edit[]): readonly Edit[];
  /** The expression that makes what an edit is about, where one does. */
  feedOf(edit: Edit): Feed | undefined;
  /** The same edits where locals and defaults feed what they are about; `undefined` where one has no such place. */
  atFeeds(edits: readonly Edit[]): readonly Edit[] | undefined;
  /** What is written once with it, by a loop of a template: an edit of one is one of all. */
  copiesOf(address: string): readonly string[];
  /** Path of the construct that made a resource, `lab/Network/Spoke-web/Peering/Local`, where CDK for Terraform synthesized the input. */
  constructOf(address: string): string | undefined;
  /** The network with edits in it, from resources that are decoded already; some may be left out. Fast. */
  edited(edits: readonly Edit[], leftOut?: ReadonlySet<string>): NetworkModel;
  /** What override files write for edits of resources in the root module. */
  overrides(edits: readonly Edit[]): readonly Override[];
  /** The same from as far back as the input allows. */
  reread(edits: readonly Edit[]): Reread;
}

/**
 * What an override file has to write of a resource, or of a module's call (of type `module`): each changed argument whole, and every
 * block of a changed kind.
 */
export interface Override {
  readonly type: string;
  readonly name: string;
  /** Of the module whose file it is; the root's, where none is named. */
  readonly folder?: string;
  readonly arguments: EditArguments;
}

/** A network that was read again, and what was read. */
export interface Reread {
  readonly model: NetworkModel;
  /** `configuration`: every expression of it; `resources`: what the plan, the state or a module made of it. */
  readonly from: "configuration" | "resources";
}

/** The address of the block that makes a resource: without the key of the instance. */
export function blockAddress(address: string): string {
  return address.replace(/\[(\d+|"([^"\\]|\\.)*")\]$/, "");
}
