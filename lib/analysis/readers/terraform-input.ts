import { Edit, EditValue, Feed, InputKind, InputSource, ModelProblem, PlannedChange } from "../model";
import { BgpAnswer } from "./azure/bgp-answers";
import { Evaluated } from "./expression/evaluated";
import { JsonObject } from "./json";
import { ModuleOutputs } from "./module-outputs";
import { ModuleSources } from "./module-sources";
import { TerraformResource } from "./terraform/value";
import { UnreadModule } from "./unread-module";

/** What an input says, whatever its form: resources whose references lead to resources. */
export interface TerraformInput {
  readonly kind: InputKind;
  readonly resources: readonly TerraformResource[];
  readonly problems: readonly ModelProblem[];
  /** What a plan does to resources. */
  readonly changes?: readonly PlannedChange[];
  /** The comment keys (`//`) at the top of a configuration: our constructs declare assumptions there. */
  readonly comments: readonly unknown[];
  /** What gateways and Route Servers have learned over BGP, where somebody asked Azure. */
  readonly learned?: readonly BgpAnswer[];
  /** What a root module puts out, and the state that keeps it. */
  readonly outputs?: Evaluated;
  readonly state?: StateLocation;
  /** Its variables or parameters can be given values. */
  readonly takesValues?: boolean;
  /** Azure ids, in lower case, of what a plan takes away. */
  readonly deletes?: ReadonlySet<string>;
  /** Resources that others only imply: halves of peerings with networks that the input doesn't have. */
  readonly implied?: ReadonlySet<TerraformResource>;
  /** What is known where several inputs are one: its resources are whole, with those that are written inside of them. */
  readonly joined?: {
    readonly sources: readonly InputSource[];
    /** What counts in the place of resources that other inputs have too. */
    readonly standIns: ReadonlyMap<TerraformResource, TerraformResource>;
    /** Resources of the only input that somebody declares: one configuration can't refer to what is in another. */
    readonly referable: ReadonlySet<TerraformResource>;
  };
  /** Modules that aren't there. */
  readonly unreadModules?: readonly UnreadModule[];
  /** Addresses and prefixes that are marked as sensitive; those of a configuration are found while it is read. */
  readonly secrets?: readonly ReadonlySet<string>[];
  /** A configuration with edits in its files; `undefined` where one is about a single instance of a module. */
  readonly edited?: (edits: readonly Edit[]) => TerraformInput | undefined;
  /** Where resources are written in Azure's JSON, by address. */
  readonly sources?: ReadonlyMap<string, JsonObject>;
  /** Edits of a template, with what Azure wants said besides, and the template with them. */
  readonly completed?: (edits: readonly Edit[], usesOf: UsesOf) => readonly Edit[];
  readonly document?: (edits: readonly Edit[]) => JsonObject | undefined;
  /** What its root module may write for what is inside of modules. */
  readonly moduleOutputs?: () => ModuleOutputs;
  /** Modules whose files are the input's own. */
  readonly moduleSources?: ModuleSources;
  /** A block with edits in it, as it is written. */
  readonly written?: (edits: readonly Edit[], address: string) => JsonObject | undefined;
  /** The expression that makes what an edit is about; the name is that of the entry. */
  readonly feedOf?: (edit: Edit, name?: string) => Feed | undefined;
}

/** A resource to which an edit refers, and how a template writes its id. */
export interface Use {
  readonly address: string;
  readonly id?: EditValue;
}

export type UsesOf = (edit: Edit) => readonly Use[];

/** Where the state of a root module is kept. */
export interface StateLocation {
  /** Absolute path of the module, which a local state lies in. */
  readonly directory?: string;
  readonly type: string;
  readonly settings: JsonObject;
}
