import { ConfiguredResource, NetworkModel, PublicIp } from "../model";
import { Identities } from "./identities";

/**
 * Which public addresses stand behind what passes packets between a network and the Internet. They are facts of their
 * own: lists elsewhere that allow one, or DNS that names it, don't follow.
 */
export class ComparedAddresses {
  private readonly sides: ReadonlyMap<NetworkModel, Side>;
  private readonly replaced: ReadonlySet<string>;

  public constructor(
    base: NetworkModel,
    head: NetworkModel,
    private readonly identities: Identities,
  ) {
    const sides = [base, head].map((model, index) => ({ model, side: sideOf(model, index) }));
    this.sides = new Map(sides.map(({ model, side }) => [model, side]));
    const [{ side: baseSide }, { side: headSide }] = sides;
    const before = new Map(base.publicIps.map((ip) => [identities.of(base, ip.address), ip]));
    this.replaced = new Set(
      head.publicIps
        .map((after) => [identities.of(head, after.address), after] as const)
        .filter(([identity, after]) =>
          isAnother([baseSide, before.get(identity)], [headSide, after], identities),
        )
        .map(([identity]) => identity),
    );
  }

  /** What tells the addresses of some resources from those of the other side. */
  public keyOf(model: NetworkModel, resources: readonly string[]): readonly string[] {
    const side = this.sides.get(model)!;
    return this.resourcesOf(model, resources)
      .map((address) => this.identities.of(model, address))
      .map((identity) => (this.replaced.has(identity) ? `${identity} ${side.index}` : identity))
      .sort();
  }

  /** Their names, with the address itself where the input has it. */
  public namesOf(model: NetworkModel, resources: readonly string[]): readonly string[] {
    const { ips } = this.sides.get(model)!;
    return this.resourcesOf(model, resources).map((address) => {
      const ip = ips.get(address);
      const [name, value] = [ip?.name ?? address, ip?.ip];
      return value === undefined ? name : name === value ? value : `${name} (${value})`;
    });
  }

  /** Their Terraform addresses. */
  private resourcesOf(model: NetworkModel, resources: readonly string[]): readonly string[] {
    const { addresses } = this.sides.get(model)!;
    const all = resources.flatMap((resource) => addresses.get(resource) ?? []);
    // What only one language of inputs names isn't comparable.
    const known = this.identities.areAddresses ? all : all.filter((one) => this.isPublicIp(model, one));
    return [...new Set(known)];
  }

  private isPublicIp(model: NetworkModel, address: string): boolean {
    return this.sides.get(model)!.ips.has(address);
  }
}

interface Side {
  readonly index: number;
  readonly ips: ReadonlyMap<string, PublicIp>;
  readonly resources: ReadonlyMap<string, ConfiguredResource>;
  /** Public addresses and prefixes by what has them. */
  readonly addresses: ReadonlyMap<string, readonly string[]>;
}

function sideOf(model: NetworkModel, index: number): Side {
  return {
    index,
    ips: new Map(model.publicIps.map((ip) => [ip.address, ip])),
    resources: new Map(model.resources.map((resource) => [resource.address, resource])),
    addresses: new Map<string, readonly string[]>([
      ...model.publicIps.map(({ address }): [string, string[]] => [address, [address]]),
      ...model.natGateways.map(({ address, publicIps, publicIpPrefixes = [] }): [string, string[]] => [
        address,
        [...publicIps, ...publicIpPrefixes],
      ]),
      ...model.firewalls.map(({ address, publicIps }): [string, readonly string[]] => [address, publicIps]),
      ...model.loadBalancers.map(({ address, frontends }): [string, string[]] => [
        address,
        frontends.flatMap(({ publicIp }) => publicIp ?? []),
      ]),
    ]),
  };
}

/** What azurerm replaces a public address for. */
const FIXED = [
  "name",
  "resource_group_name",
  "location",
  "sku",
  "sku_tier",
  "ip_version",
  "public_ip_prefix_id",
];

/** Whether one thing of Terraform's is another address of Azure's: both sides know that it differs. */
function isAnother(
  [base, before]: readonly [Side, PublicIp | undefined],
  [head, after]: readonly [Side, PublicIp],
  { areAddresses }: Identities,
): boolean {
  if (before === undefined) {
    return false;
  }
  const differ = (one: unknown, other: unknown): boolean =>
    typeof one === "string" && typeof other === "string" && one.toLowerCase() !== other.toLowerCase();
  const [written, rewritten] = [base.resources.get(before.address), head.resources.get(after.address)];
  return (
    differ(before.ip, after.ip) ||
    (areAddresses && FIXED.some((name) => differ(written?.values[name], rewritten?.values[name])))
  );
}
