/** What JSON and Terraform share as simple values. */
export type Scalar = string | number | boolean | null;

/** A place in a resource that an expression names: `azurerm_firewall.fw`, `["ip_configuration", 0, "private_ip_address"]`. */
export interface Reference {
  readonly resource: TerraformResource;
  readonly path: readonly (string | number)[];
}

/**
 * A simple value that came from an expression: what it is, as far as it is known before apply, and what it refers to.
 *
 * Literals are plain scalars and need no such box.
 */
export class Leaf {
  public constructor(
    /** The value, or `undefined` where only apply can tell. */
    public readonly value: Scalar | undefined,
    /** The resources that it was made of, the nearest first. */
    public readonly references: readonly Reference[],
    /** As it should be printed: an expression, or a text in which the unknown parts stand as `${…}`. */
    public readonly text: string,
    /** Marked as sensitive: it counts, but is never printed. */
    public readonly sensitive = false,
  ) {}
}

/** A value of Terraform's: a scalar, a box around one, a list or an object. */
export type TerraformValue = Scalar | Leaf | TerraformValue[] | TerraformObject;

/**
 * An object of Terraform's, whose own keys alone count: made by {@link newObject}, so that a key such as `__proto__` is a
 * key, or one of JSON that holds no expression.
 */
export interface TerraformObject {
  [key: string]: TerraformValue;
}

/** An empty object without prototype. */
export function newObject(): TerraformObject {
  // What Object.create(null) makes is a hash table, of four times the size; there may be a million of them.
  return Object.setPrototypeOf({}, null) as TerraformObject;
}

/** What an object itself has under a key: one of JSON inherits others. */
export function memberOf(object: TerraformObject, key: string): TerraformValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Whether a value is an object, rather than a list, a box or a scalar. */
export function isObject(value: unknown): value is TerraformObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Leaf);
}

/** The scalar in a value; `undefined` for unknown values, lists and objects. */
export function scalarOf(value: TerraformValue | undefined): Scalar | undefined {
  if (value instanceof Leaf) {
    return value.value;
  }
  return typeof value === "object" && value !== null ? undefined : value;
}

/** Every reference in a value, however deep. */
export function referencesOf(value: TerraformValue | undefined): Reference[] {
  if (value instanceof Leaf) {
    return [...value.references];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.values(value).flatMap(referencesOf);
}

/** How a reference is printed: `azurerm_firewall.fw.ip_configuration[0].private_ip_address`. */
export function printReference(reference: Reference): string {
  return (
    reference.resource.address +
    reference.path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("")
  );
}

/** What stands for a sensitive value, as in Terraform's own output. */
const SENSITIVE = "(sensitive value)";

/** A value with what Terraform marks in it as sensitive. */
export function withSensitive(value: TerraformValue, marks: unknown): TerraformValue {
  if (marks === true && (value === null || typeof value !== "object" || value instanceof Leaf)) {
    const { references, text } = value instanceof Leaf ? value : { references: [], text: SENSITIVE };
    return new Leaf(scalarOf(value), references, text, true);
  }
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      withSensitive(item, Array.isArray(marks) ? (marks as unknown[])[index] : marks),
    );
  }
  if (isObject(value) && (marks === true || (typeof marks === "object" && marks !== null))) {
    const result = newObject();
    for (const [name, one] of Object.entries(value)) {
      const mark = marks === true || (marks as { [name: string]: unknown })[name];
      result[name] = withSensitive(one, mark);
    }
    return result;
  }
  return value;
}

/** As written: a known scalar as text, an unknown one as `${…}`. */
export function printValue(value: TerraformValue | undefined): string {
  if (value instanceof Leaf && value.value === undefined) {
    return value.text.includes("${") ? value.text : `\${${value.text}}`;
  }
  if (value instanceof Leaf && value.sensitive) {
    return SENSITIVE;
  }
  const scalar = scalarOf(value);
  return scalar === undefined ? (JSON.stringify(plainValue(value)) ?? "") : String(scalar);
}

/** A value in which what is sensitive is like what only apply tells. */
export function withoutSecrets(value: TerraformValue): TerraformValue;
export function withoutSecrets(value: TerraformValue | undefined): TerraformValue | undefined;
export function withoutSecrets(value: TerraformValue | undefined): TerraformValue | undefined {
  if (value instanceof Leaf) {
    return value.sensitive && value.value !== null
      ? new Leaf(undefined, value.references, `\${${SENSITIVE}}`)
      : value;
  }
  if (Array.isArray(value)) {
    return value.map((member) => withoutSecrets(member));
  }
  if (isObject(value)) {
    const told = newObject();
    for (const [key, member] of Object.entries(value)) {
      told[key] = withoutSecrets(member);
    }
    return told;
  }
  return value;
}

/** A value without boxes: unknown parts stay texts such as `${azurerm_subnet.x.id}`. */
export function plainValue(value: TerraformValue | undefined): unknown {
  if (value instanceof Leaf) {
    if (value.sensitive && value.value !== null) {
      return `\${${SENSITIVE}}`;
    }
    return value.value === undefined ? printValue(value) : value.value;
  }
  if (Array.isArray(value)) {
    return value.map(plainValue);
  }
  if (isObject(value)) {
    const plain: { [key: string]: unknown } = newObject();
    for (const [key, member] of Object.entries(value)) {
      plain[key] = plainValue(member);
    }
    return plain;
  }
  return value;
}

/** A value as JSON has it, with the expressions in it evaluated by `evaluate`. */
export function fromJson(value: unknown, evaluate: (text: string) => TerraformValue): TerraformValue {
  if (typeof value === "string") {
    return evaluate(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => fromJson(item, evaluate));
  }
  if (typeof value === "object" && value !== null) {
    const object = newObject();
    for (const [key, member] of Object.entries(value)) {
      object[key] = fromJson(member, evaluate);
    }
    return object;
  }
  return value as TerraformValue;
}

/** A value that is written down and never evaluated: in HCL, `$${` and `%%{` stand in it for `${` and `%{`. */
export function fromLiteral(value: unknown): TerraformValue {
  return fromJson(value, (text) => text.replace(/([$%])\1(?=\{)/g, "$1"));
}

/** That only apply tells how many there are of something, or whether there is any: one stands for all. */
export interface OpenInstances {
  /** Address of the resource or module that is written once. */
  readonly of: string;
  /** `count`, `for_each`, `condition`, `copy`. */
  readonly argument: string;
  readonly text: string;
}

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
  /** Whether it is there at all is open: by its own `count`, or by that of a module around it. */
  readonly open?: OpenInstances;
}

/** Where a resource's arguments come from: a body in a configuration, a plan, or a state. */
export interface ArgumentSource {
  /** Names of the arguments and attributes that it has. */
  names(): readonly string[];
  /** One of them. */
  read(name: string): TerraformValue | undefined;
  /** The type whose arguments these are, where the resource is written as one of another type. */
  readonly type?: string;
  /** Resources that are written inside of this one. */
  parts?(self: TerraformResource): readonly TerraformResource[];
  /** Blocks that are created before it, where the source tells: see `ConfiguredResource.waitsFor`. */
  waitsFor?(): readonly string[];
  /** Whether nested blocks are written in it, where the source tells: see `ConfiguredResource.hasBlocks`. */
  hasBlocks?(name: string): boolean;
  /** Whether Terraform leaves an argument to others, where the source tells. */
  ignores?(name: string): boolean;
}

/** One instance of a resource or data source, with its arguments read when somebody asks. */
export class TerraformResource {
  private readonly read = new Map<string, TerraformValue | undefined>();
  private ownAddress?: string;
  private ownInput?: object;
  private more?: Supplement;

  public constructor(
    public readonly identity: ResourceIdentity,
    private readonly source: ArgumentSource,
  ) {}

  public get address(): string {
    return this.ownAddress ?? this.identity.address;
  }

  /** Gives it another address, where several inputs have this one. */
  public rename(address: string): void {
    this.ownAddress = address;
  }

  /** Which of several inputs has it; undefined where there is one. */
  public get input(): object | undefined {
    return this.ownInput;
  }

  /** Says which input has it. Of inputs that are joined themselves it is the innermost, which is said first. */
  public belongTo(input: object): void {
    this.ownInput ??= input;
  }

  /** Lets another input say what this one leaves open. */
  public supplement(more: Supplement): void {
    this.more = more;
    // Whoever compared the two has asked before.
    this.read.clear();
  }

  public get type(): string {
    return this.source.type ?? this.identity.type;
  }

  public get isData(): boolean {
    return this.identity.mode === "data";
  }

  /** This resource and those that are written inside of it. */
  public withParts(): readonly TerraformResource[] {
    const parts = this.source.parts?.(this) ?? [];
    return [this, ...parts.flatMap((part) => part.withParts())];
  }

  public get waitsFor(): readonly string[] | undefined {
    return this.source.waitsFor?.();
  }

  public hasBlocks(name: string): boolean {
    return this.source.hasBlocks?.(name) ?? false;
  }

  public ignores(name: string): boolean | undefined {
    return this.source.ignores?.(name);
  }

  /** Leaves out what another input says will be otherwise. */
  public forget(name: string): void {
    this.read.set(name, null);
  }

  /** Lets a resource that changes this one say an argument of it. */
  public overwrite(name: string, value: TerraformValue): void {
    this.read.set(name, value);
  }

  /** Names of what the input says about it. */
  public attributeNames(): readonly string[] {
    return this.source.names();
  }

  /** An argument or computed attribute; `undefined` where the input says nothing about it. */
  public attribute(name: string): TerraformValue | undefined {
    const known = this.read.get(name);
    if (known !== undefined || this.read.has(name)) {
      return known;
    }
    // Stands while the argument is being read, so that a circle of references ends here.
    this.read.set(name, undefined);
    const own = this.source.read(name);
    const value = this.more === undefined ? own : this.more(name, own);
    if (value !== undefined) {
      this.read.set(name, value);
    }
    return value;
  }
}

/** An argument of a resource, from what its own input says of it. */
export type Supplement = (name: string, own: TerraformValue | undefined) => TerraformValue | undefined;
