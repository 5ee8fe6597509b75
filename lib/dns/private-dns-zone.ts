import { isIPv6 } from "net";
import { PrivateDnsARecord } from "@cdktf/provider-azurerm/lib/private-dns-a-record";
import { PrivateDnsZone as AzurermPrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone";
import { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link";
import { TerraformProvider, TerraformResource } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { isAtLeast } from "../azure/azurerm-versions";
import { LIMITS } from "../azure/limits";
import { NAME_RULES } from "../azure/names";
import { isReservedZone, LABELS_OF_ZONE } from "../azure/private-dns";
import { isKeptByDns } from "../azure/tags";
import { parseIpv4 } from "../cidr";
import { isDeferred, isReference, quote } from "../core/azure-names";
import { azurermOf } from "../core/azurerm-version";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { checked, checkedNamed } from "../core/input-check";
import { late } from "../core/late";
import { checkName } from "../core/name-check";
import { checkGroup, fewTagsProblem } from "../core/placement";
import { reference } from "../core/references";
import { literalTexts } from "../core/text";
import { IVirtualNetwork } from "../network/i-virtual-network";
import { contentsOf } from "../network/network-contents";
import { domainProblem, keptName } from "./domain-names";
import {
  aaaaRecord,
  addressListProblems,
  cnameRecord,
  mxRecord,
  PrivateDnsCnameRecordOptions,
  PrivateDnsMxRecordOptions,
  PrivateDnsPtrRecordOptions,
  PrivateDnsRecordBase,
  PrivateDnsRecordOptions,
  PrivateDnsSrvRecordOptions,
  PrivateDnsTxtRecordOptions,
  ptrRecord,
  srvRecord,
  txtRecord,
} from "./private-dns-records";

/** A link of a private zone with a virtual network. */
export interface PrivateDnsLinkOptions {
  /**
   * Whether machines of the network get a record of their own in the zone. A network registers in one zone.
   * @default false
   */
  readonly registration?: boolean;

  /**
   * Whether names that the zone doesn't have are looked up on the Internet, for zones of Private Link.
   * @default false
   */
  readonly fallbackToInternet?: boolean;
}

/** What a private zone is made of, apart from its name. */
export interface PrivateDnsZoneOptions {
  /**
   * Tags: at most 15, of keys without spaces, parentheses and colons that don't start with a digit. Of a network's, the others are left
   * out, as Azure does.
   * @default - none
   */
  readonly tags?: { [key: string]: string };
}

/** Props of a {@link PrivateDnsZone}. */
export interface PrivateDnsZoneProps extends PrivateDnsZoneOptions {
  /** Its domain, such as `corp.example.com` or `privatelink.blob.core.windows.net`. */
  readonly zoneName: string;

  /** Resource group. A zone has no region. */
  readonly resourceGroupName: string;

  /**
   * Provider configuration.
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** Since this version azurerm's links and records name a zone by its id. */
const ZONE_ID_SINCE = "5.0";

/**
 * A private DNS zone (`azurerm_private_dns_zone`) with its links and records. Machines see its names where their DNS is
 * Azure's own and their network is linked, or where the DNS server that they ask stands in such a network.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#w58
 */
export class PrivateDnsZone extends Construct {
  /** Its domain. */
  public readonly zoneName: string;

  private readonly resource: AzurermPrivateDnsZone;
  private readonly props: PrivateDnsZoneProps;
  private readonly records = new Map<string, readonly string[]>();
  /** Networks that register their machines elsewhere, by that zone. */
  private readonly registered = new Map<string, string[]>();
  private readonly linked: { readonly network: IVirtualNetwork; readonly owner: IConstruct }[] = [];

  public constructor(scope: Construct, id: string, props: PrivateDnsZoneProps) {
    super(scope, id);
    this.props = checked(this, "PrivateDnsZoneProps", props);
    this.zoneName = keptName(props.zoneName);
    checkGroup(this, props);
    this.resource = new AzurermPrivateDnsZone(this, "Resource", {
      name: this.zoneName,
      resourceGroupName: props.resourceGroupName,
      tags: props.tags && literalTexts(props.tags),
      provider: props.provider,
    });
    checkAtSynth(this, () => [
      props.zoneName.endsWith(".")
        ? `the private DNS zone ${quote(props.zoneName)} ends with a dot, which Azure refuses; write ${quote(props.zoneName.slice(0, -1))}`
        : (domainProblem("the private DNS zone", props.zoneName, "corp.example.com") ??
          zoneProblem(this.zoneName)),
      fewTagsProblem(`the private DNS zone ${quote(props.zoneName)}`, props.tags),
      ...Object.keys(props.tags ?? {})
        .filter((key) => !isKeptByDns(key))
        .map(
          (key) =>
            `the private DNS zone ${quote(props.zoneName)} has the tag ${quote(key)}, which Azure leaves out there without a word, so ` +
            "every plan would add it again: take a key without spaces, parentheses and colons that doesn't start with a digit",
        ),
      this.linked.length > LIMITS.linksOfPrivateDnsZone.value
        ? `the zone ${quote(props.zoneName)} has ${this.linked.length} links; Azure takes ${LIMITS.linksOfPrivateDnsZone.value}: ` +
          "link the hub alone, and let spokes ask a resolver there"
        : undefined,
      ...[...this.registered].map(
        ([zone, [first, ...others]]) =>
          (others.length > 0
            ? `virtual networks ${[first, ...others].map(quote).join(", ")} register their machines`
            : `virtual network ${quote(first)} registers its machines`) +
          ` in ${quote(zone)} already, and Azure takes one zone: leave registration out`,
      ),
    ]);
  }

  /** Azure resource id. */
  public get privateDnsZoneId(): string {
    return this.resource.id;
  }

  /** Lets machines of a network see the zone's names. */
  public addLink(name: string, virtualNetwork: IVirtualNetwork, options: PrivateDnsLinkOptions = {}): void {
    checkedNamed(this, "PrivateDnsLinkOptions", name, options);
    checked(this, "IVirtualNetwork", virtualNetwork, "the network");
    checkName(this, { ...NAME_RULES.subnet, what: "link of a private DNS zone" }, name);
    const link = new PrivateDnsZoneVirtualNetworkLink(this, childId(this, "Link", name), {
      name,
      ...this.place,
      virtualNetworkId: reference(virtualNetwork, "id", () => virtualNetwork.virtualNetworkId, this),
      registrationEnabled: options.registration,
      resolutionPolicy: options.fallbackToInternet ? "NxDomainRedirect" : undefined,
      provider: this.props.provider,
    });
    this.writePlace(link, "private_dns_zone_name");
    const earlier = this.linked.find(({ network }) => network.creationOrder === virtualNetwork.creationOrder);
    this.linked.push({ network: virtualNetwork, owner: link });
    const { zones } = contentsOf(virtualNetwork);
    const twin = zones.find(({ zoneName }) => zoneName.toLowerCase() === this.zoneName.toLowerCase());
    const registered = zones.find(({ registration }) => registration);
    if (options.registration && registered && !earlier && !twin) {
      const names = this.registered.get(registered.zoneName) ?? [];
      this.registered.set(registered.zoneName, [...names, virtualNetwork.name]);
    }
    zones.push({ zoneName: this.zoneName, registration: options.registration ?? false });
    checkAtSynth(this, () => [
      earlier || twin
        ? `virtual network ${quote(virtualNetwork.name)} is linked to ${earlier ? "this" : "another"} zone ` +
          `${quote(this.zoneName)} already; Azure takes one of that name for a network`
        : undefined,
      options.fallbackToInternet && !/^privatelink\./i.test(this.zoneName)
        ? `fallbackToInternet is for zones of Private Link (privatelink.…), and this is ${quote(this.zoneName)}: leave it out`
        : undefined,
    ]);
  }

  /** Adds an address record, such as `db01`; `@` is the zone itself. */
  public addARecord(name: string, options: PrivateDnsRecordOptions): void {
    const { addresses, ttl = 300 } = checkedNamed(this, "PrivateDnsRecordOptions", name, options);
    const record = new PrivateDnsARecord(this, childId(this, "Record", name), {
      name: keptName(name),
      ...this.place,
      records: addresses,
      ttl,
      provider: this.props.provider,
    });
    this.writePlace(record, "zone_name");
    this.noteRecord("A", name);
    checkAtSynth(this, () => [
      this.recordNameProblem(name),
      ...addresses
        .filter((text) => !isDeferred(text) && !isReference(text) && parseIpv4(text) === undefined)
        .map(
          (text) =>
            `the record ${quote(name)} has ${quote(text)}, which is no IPv4 address such as "10.0.0.4"` +
            (isIPv6(text) ? "; IPv6 addresses go into addAaaaRecord" : ""),
        ),
      ...addressListProblems({ name }, addresses),
      ttlProblem(name, ttl),
    ]);
  }

  /** Adds a record of IPv6 addresses; `@` is the zone itself. */
  public addAaaaRecord(name: string, options: PrivateDnsRecordOptions): void {
    this.addRecord(
      "Aaaa",
      name,
      checkedNamed(this, "PrivateDnsRecordOptions", name, options),
      aaaaRecord(options),
    );
  }

  /** Adds another name for a name, such as `www`: the only record of its name. */
  public addCnameRecord(name: string, options: PrivateDnsCnameRecordOptions): void {
    this.addRecord(
      "Cname",
      name,
      checkedNamed(this, "PrivateDnsCnameRecordOptions", name, options),
      cnameRecord(options),
    );
  }

  /** Adds a record of texts; `@` is the zone itself. */
  public addTxtRecord(name: string, options: PrivateDnsTxtRecordOptions): void {
    this.addRecord(
      "Txt",
      name,
      checkedNamed(this, "PrivateDnsTxtRecordOptions", name, options),
      txtRecord(options),
    );
  }

  /** Adds the names of an address, to a zone such as `10.in-addr.arpa`. */
  public addPtrRecord(name: string, options: PrivateDnsPtrRecordOptions): void {
    this.addRecord(
      "Ptr",
      name,
      checkedNamed(this, "PrivateDnsPtrRecordOptions", name, options),
      ptrRecord(options),
    );
  }

  /** Adds the servers that take mail; `@` is the zone itself. */
  public addMxRecord(name: string, options: PrivateDnsMxRecordOptions): void {
    this.addRecord(
      "Mx",
      name,
      checkedNamed(this, "PrivateDnsMxRecordOptions", name, options),
      mxRecord(options),
    );
  }

  /** Adds the servers of a service, such as `_ldap._tcp`. */
  public addSrvRecord(name: string, options: PrivateDnsSrvRecordOptions): void {
    this.addRecord(
      "Srv",
      name,
      checkedNamed(this, "PrivateDnsSrvRecordOptions", name, options),
      srvRecord(options),
    );
  }

  private addRecord(
    kind: string,
    name: string,
    { ttl = 300 }: PrivateDnsRecordBase,
    write: ReturnType<typeof cnameRecord>,
  ): void {
    const { provider } = this.props;
    const { resource, problems } = write(this, childId(this, `${kind}Record`, name), {
      name: keptName(name),
      ttl,
      ...this.place,
      provider,
    });
    this.writePlace(resource, "zone_name");
    this.noteRecord(kind, name);
    checkAtSynth(this, () => [...problems, this.recordNameProblem(name), ttlProblem(name, ttl)]);
  }

  private recordNameProblem(name: string): string | undefined {
    const tail = `.${this.zoneName}`.toLowerCase();
    if (name.toLowerCase().endsWith(tail)) {
      return (
        `the record ${quote(name)} ends with the zone, which Azure adds by itself; write ` +
        quote(name.slice(0, -tail.length))
      );
    }
    return /^(@|\*|(\*\.)?[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?)$/.test(name)
      ? undefined
      : `the record ${quote(name)} is no name in a zone; write one like "db01"`;
  }

  /** A name that stands for another has nothing else. */
  private noteRecord(kind: string, name: string): void {
    const key = name.toLowerCase();
    const earlier = this.records.get(key);
    this.records.set(key, [...(earlier ?? []), kind]);
    checkAtSynth(this, () => [
      earlier && (kind === "Cname" || earlier.includes("Cname"))
        ? `the name ${quote(name)} is another name for something, and has other records as well: Azure takes one of the two`
        : undefined,
    ]);
  }

  private get place() {
    const { zoneName, props } = this;
    return { privateDnsZoneName: zoneName, zoneName, resourceGroupName: props.resourceGroupName };
  }

  /** Names the zone as the stack's azurerm has it: by name and group, or by id. */
  private writePlace(resource: TerraformResource, nameArgument: string): void {
    const isNew = (): boolean => isAtLeast(azurermOf(resource), ZONE_ID_SINCE);
    const write = (argument: string, value: () => string | undefined): void =>
      resource.addOverride(
        argument,
        late(() => value()),
      );
    write(nameArgument, () => (isNew() ? undefined : reference(this, "name", () => this.zoneName, this)));
    write("resource_group_name", () => (isNew() ? undefined : this.props.resourceGroupName));
    write("private_dns_zone_id", () =>
      isNew() ? reference(this, "id", () => this.privateDnsZoneId, this) : undefined,
    );
  }
}

/** Why Azure takes no zone of a name that is a domain. */
function zoneProblem(name: string): string | undefined {
  const labels = name.split(".").length;
  return isReservedZone(name)
    ? `the private DNS zone ${quote(name)} has a name that Azure keeps to itself: take a name under it, such as ` +
        quote(`corp.${name}`)
    : labels > LABELS_OF_ZONE
      ? `the private DNS zone ${quote(name)} has ${labels} labels; Azure takes ${LABELS_OF_ZONE}`
      : undefined;
}

function ttlProblem(name: string, ttl: number): string | undefined {
  return Number.isInteger(ttl) && ttl >= 1 && ttl <= 2147483647
    ? undefined
    : `the record ${quote(name)} has the ttl ${ttl}; give seconds, 1 or more`;
}
