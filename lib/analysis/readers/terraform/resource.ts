import { TerraformValue } from "./value";

/** What identifies a resource of a configuration, plan or state. */
export interface ResourceIdentity {
  /** Whole address with module path and key: `module.hub.azurerm_subnet.spoke["a"]`. */
  readonly address: string;
  readonly mode: "managed" | "data";
  /** `azurerm_subnet`. */
  readonly type: string;
  /** Local name in Terraform. */
  readonly name: string;
  /** Key of this instance where the resource has `count` or `for_each`. */
  readonly key?: string | number;
  /** Address of the module that holds it; empty for the root. */
  readonly module: string;
  /** Provider configuration, `azurerm` or `azurerm.<alias>`: stands for the subscription. */
  readonly provider: string;
}

/** Where a resource's arguments come from: a body in a configuration, a plan, or a state. */
export interface ArgumentSource {
  /** Names of the arguments and attributes that it has. */
  names(): readonly string[];
  /** One of them. */
  read(name: string): TerraformValue | undefined;
}

/** One instance of a resource or data source, with its arguments read when somebody asks. */
export class TerraformResource {
  private readonly read = new Map<string, TerraformValue | undefined>();

  public constructor(
    public readonly identity: ResourceIdentity,
    private readonly source: ArgumentSource,
  ) {}

  public get address(): string {
    return this.identity.address;
  }

  public get type(): string {
    return this.identity.type;
  }

  public get isData(): boolean {
    return this.identity.mode === "data";
  }

  /** Names of what the input says about it. */
  public attributeNames(): readonly string[] {
    return this.source.names();
  }

  /** An argument or computed attribute; `undefined` where the input says nothing about it. */
  public attribute(name: string): TerraformValue | undefined {
    if (!this.read.has(name)) {
      // Stands while the argument is being read, so that a circle of references ends here.
      this.read.set(name, undefined);
      this.read.set(name, this.source.read(name));
    }
    return this.read.get(name);
  }
}
