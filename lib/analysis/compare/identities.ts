import { NetworkModel } from "../model";

/** A part of a model that has an address, and may have a name. */
interface Part {
  readonly address: string;
  readonly name?: string;
  readonly resourceGroup?: string;
  readonly virtualNetwork?: string;
}

/**
 * What is the same in two inputs. Where both call things alike (two plans), that is an address; where they don't (Azure
 * itself and a plan), it is what Azure calls a thing: its kind, its name, and the network around it.
 */
export class Identities {
  private readonly byModel = new Map<NetworkModel, ReadonlyMap<string, string>>();
  private readonly shown = new Map<string, string>();

  public constructor(base: NetworkModel, head: NetworkModel) {
    const known = new Set(base.resources.map(({ address }) => address));
    const speakAlike =
      base.resources.length === 0 ||
      head.resources.length === 0 ||
      head.resources.some(({ address }) => known.has(address));
    for (const model of [base, head]) {
      const names = speakAlike ? new Map<string, string>() : namesIn(model);
      this.byModel.set(model, names);
      names.forEach((identity, address) => this.shown.set(identity, address));
    }
    this.areAddresses = speakAlike;
  }

  /** Whether an address says what a thing is. */
  public readonly areAddresses: boolean;

  /** What an address of a model means. */
  public of(model: NetworkModel, address: string): string {
    return this.byModel.get(model)?.get(address) ?? address;
  }

  /** The address by which a thing is shown: the head's, where it has it. */
  public addressOf(identity: string): string {
    return this.shown.get(identity) ?? identity;
  }

  /** The same for what a model calls by an address. */
  public shownAddress(model: NetworkModel, address: string): string {
    return this.addressOf(this.of(model, address));
  }
}

/** Names by address; a name that several have means none of them. */
function namesIn(model: NetworkModel): Map<string, string> {
  const networks = new Map(model.virtualNetworks.map(({ address, name }) => [address, name]));
  const found = new Map<string, string>();
  const uses = new Map<string, number>();
  for (const [kind, parts] of Object.entries(model) as [string, unknown][]) {
    for (const part of Array.isArray(parts) && !NO_PARTS.has(kind) ? (parts as Partial<Part>[]) : []) {
      if (typeof part.address === "string" && part.name !== undefined) {
        const around =
          part.virtualNetwork === undefined ? "" : `${networks.get(part.virtualNetwork) ?? "?"}/`;
        const name = `${kind} ${around}${part.name}`.toLowerCase();
        found.set(part.address, name);
        uses.set(name, (uses.get(name) ?? 0) + 1);
      }
    }
  }
  return new Map([...found].filter(([, name]) => uses.get(name) === 1));
}

/** Keys of a model's parts that say how an input is written, not what Azure does. */
const WORDS: ReadonlySet<string> = new Set([
  "address",
  "origin",
  "name",
  "text",
  "attribute",
  "remoteText",
  "region",
  "resourceGroup",
  "subscription",
  "routeTableAssociation",
  "hasTriggers",
  "publicIpPrefixes",
  "allocation",
  "type",
  "zones",
  "size",
  "state",
  "primary",
  "external",
]);

/** Whether a value is that of an argument which nobody sets. */
function isDefault(key: string, value: unknown): boolean {
  return value === undefined || value === "Disabled" || value === (key === "defaultOutboundAccess");
}

/** Lists of a model that don't hold what Azure has. */
const NO_PARTS: ReadonlySet<string> = new Set(["resources", "changes"]);

/** What each thing of a model does, by identity: comparable with a model of another input. */
export function factsOf(model: NetworkModel, identities: Identities): ReadonlyMap<string, string> {
  const owners = addressOwners(model);
  const plain = (value: unknown): unknown => {
    if (typeof value === "string") {
      return identities.of(model, owners.get(value) ?? value);
    }
    if (Array.isArray(value)) {
      return value
        .map(plain)
        .map((item) => JSON.stringify(item))
        .sort();
    }
    if (typeof value !== "object" || value === null) {
      return value;
    }
    const { ip, resource } = value as { readonly ip?: unknown; readonly resource?: unknown };
    if ("text" in value && (ip !== undefined || resource !== undefined)) {
      return plain(resource ?? ip);
    }
    const kept = Object.entries(value).filter(([key, member]) => !WORDS.has(key) && !isDefault(key, member));
    return Object.fromEntries(
      kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, plain(member)]),
    );
  };
  const facts = new Map<string, string>();
  for (const [kind, parts] of Object.entries(model) as [string, unknown][]) {
    for (const part of Array.isArray(parts) && !NO_PARTS.has(kind) ? (parts as Partial<Part>[]) : []) {
      if (typeof part.address === "string") {
        facts.set(identities.of(model, part.address), JSON.stringify(plain(part)));
      }
    }
  }
  return facts;
}

/** Who has an address that routes lead to: Azure writes the address where a plan names the resource. */
function addressOwners(model: NetworkModel): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  const add = (ip: string | undefined, address: string): void => {
    if (ip !== undefined) {
      owners.set(ip, address);
    }
  };
  model.networkInterfaces.forEach(({ address, ipConfigurations }) =>
    ipConfigurations.forEach(({ privateIp }) => add(privateIp, address)),
  );
  model.loadBalancers.forEach(({ address, frontends }) =>
    frontends.forEach(({ privateIp }) => add(privateIp, address)),
  );
  [...model.firewalls, ...model.routingAppliances].forEach(({ address, privateIp }) =>
    add(privateIp, address),
  );
  return owners;
}
