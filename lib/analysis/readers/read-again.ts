import { Body } from "./configuration-body";
import { ArgumentSource, printValue, TerraformResource, TerraformValue } from "./terraform/value";

/** What a data source is found by, and which of what it tells is written where a resource makes the same. */
const KINDS: {
  readonly [type: string]: { readonly keys: readonly string[]; readonly told: readonly string[] };
} = {
  azurerm_resource_group: { keys: ["name"], told: ["location"] },
  azurerm_virtual_network: {
    keys: ["name", "resource_group_name"],
    told: ["address_space", "location"],
  },
  azurerm_subnet: {
    keys: ["name", "virtual_network_name", "resource_group_name"],
    told: ["address_prefix", "address_prefixes"],
  },
};

/** A data source that may read what its own module makes: then it tells what is written there. */
export class ReadAgain implements ArgumentSource {
  private made?: { readonly resource: TerraformResource | undefined };

  public constructor(
    private readonly body: Body,
    private readonly kind: string,
    /** What the module makes of a type, for the same provider. */
    private readonly makes: (type: string) => readonly TerraformResource[],
  ) {}

  public names(): readonly string[] {
    return this.body.names();
  }

  public waitsFor(): readonly string[] {
    return this.body.waitsFor();
  }

  public hasBlocks(name: string): boolean {
    return this.body.hasBlocks(name);
  }

  public ignores(name: string): boolean {
    return this.body.ignores(name);
  }

  public read(name: string): TerraformValue | undefined {
    const own = this.body.read(name);
    if (own !== undefined || KINDS[this.kind]?.told.includes(name) !== true) {
      return own;
    }
    const resource = this.resource();
    if (name !== "address_prefix") {
      return resource?.attribute(name);
    }
    const prefixes = resource?.attribute("address_prefixes");
    return Array.isArray(prefixes) && prefixes.length === 1 ? (prefixes as TerraformValue[])[0] : undefined;
  }

  /** The one resource that has all that this is found by. */
  private resource(): TerraformResource | undefined {
    if (this.made === undefined) {
      // Stands while others are looked at, whose names may be made of what this tells.
      this.made = { resource: undefined };
      const { keys } = KINDS[this.kind];
      const own = keys.map((key) => keyText(this.body.read(key)));
      const found = this.makes(this.kind).filter(
        (one) =>
          one.identity.open === undefined &&
          keys.every((key, i) => own[i] !== undefined && own[i] === keyText(one.attribute(key))),
      );
      this.made = { resource: found.length === 1 ? found[0] : undefined };
    }
    return this.made.resource;
  }
}

function keyText(value: TerraformValue | undefined): string | undefined {
  return value === undefined ? undefined : printValue(value).toLowerCase();
}
