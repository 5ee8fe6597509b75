import { isIPv6 } from "net";
import { PrivateDnsAaaaRecord } from "@cdktf/provider-azurerm/lib/private-dns-aaaa-record";
import { PrivateDnsCnameRecord } from "@cdktf/provider-azurerm/lib/private-dns-cname-record";
import { PrivateDnsMxRecord } from "@cdktf/provider-azurerm/lib/private-dns-mx-record";
import { PrivateDnsPtrRecord } from "@cdktf/provider-azurerm/lib/private-dns-ptr-record";
import { PrivateDnsSrvRecord } from "@cdktf/provider-azurerm/lib/private-dns-srv-record";
import { PrivateDnsTxtRecord } from "@cdktf/provider-azurerm/lib/private-dns-txt-record";
import { TerraformProvider, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { LIMITS } from "../azure/limits";
import { parseIpv4 } from "../cidr";
import { isDeferred, isReference, quote } from "../core/azure-names";
import { literalText } from "../core/text";

/** What every record has. */
export interface PrivateDnsRecordBase {
  /**
   * Seconds for which others may remember it.
   * @default 300
   */
  readonly ttl?: number;
}

/** An address record of a private zone. */
export interface PrivateDnsRecordOptions extends PrivateDnsRecordBase {
  /** Addresses. */
  readonly addresses: string[];
}

/** Another name for a name. */
export interface PrivateDnsCnameRecordOptions extends PrivateDnsRecordBase {
  /** The name that it stands for, such as `web.corp.example.com`. */
  readonly target: string;
}

/** Texts. */
export interface PrivateDnsTxtRecordOptions extends PrivateDnsRecordBase {
  /** The texts, up to 1,024 characters each. */
  readonly values: string[];
}

/** Names of an address, in a zone such as `10.in-addr.arpa`. */
export interface PrivateDnsPtrRecordOptions extends PrivateDnsRecordBase {
  /** The names. */
  readonly names: string[];
}

/** A server that takes mail. */
export interface PrivateDnsMailServer {
  /** Name of the server. */
  readonly exchange: string;
  /** The lowest is asked first, 0 to 65535. */
  readonly preference: number;
}

/** Servers that take mail. */
export interface PrivateDnsMxRecordOptions extends PrivateDnsRecordBase {
  /** The servers. */
  readonly servers: PrivateDnsMailServer[];
}

/** A server of a service. */
export interface PrivateDnsServiceTarget {
  /** Name of the server. */
  readonly target: string;
  /** Port, 0 to 65535. */
  readonly port: number;
  /** The lowest is asked first, 0 to 65535. */
  readonly priority: number;
  /** Share among servers of one priority, 0 to 65535. */
  readonly weight: number;
}

/** Servers of a service, such as `_ldap._tcp`. */
export interface PrivateDnsSrvRecordOptions extends PrivateDnsRecordBase {
  /** The servers. */
  readonly targets: PrivateDnsServiceTarget[];
}

/** Where a record goes, and what every record has. */
export interface RecordPlace {
  /** Its name in the zone. */
  readonly name: string;
  /** Seconds. */
  readonly ttl: number;
  /** The zone. */
  readonly zoneName: string;
  /** The zone's group. */
  readonly resourceGroupName: string;
  /** The zone's provider configuration. */
  readonly provider?: TerraformProvider;
}

/** A record of one kind, and what is wrong with it. */
export interface WrittenRecord {
  /** The record. */
  readonly resource: TerraformResource;
  /** Each as a sentence. */
  readonly problems: readonly (string | undefined)[];
}

type Write = (scope: Construct, id: string, place: RecordPlace) => WrittenRecord;

/** A record of IPv6 addresses. */
export const aaaaRecord =
  ({ addresses }: PrivateDnsRecordOptions): Write =>
  (scope, id, place) => ({
    resource: new PrivateDnsAaaaRecord(scope, id, { ...place, records: addresses }),
    problems: [
      ...addressListProblems(place, addresses),
      ...addresses
        .filter((text) => !isDeferred(text) && !isReference(text) && !isIPv6(text))
        .map(
          (text) =>
            `the record ${quote(place.name)} has ${quote(text)}, which is no IPv6 address such as "fd00::4"` +
            (parseIpv4(text) === undefined ? "" : "; IPv4 addresses go into addARecord"),
        ),
    ],
  });

/** A record of another name. */
export const cnameRecord =
  ({ target }: PrivateDnsCnameRecordOptions): Write =>
  (scope, id, place) => ({
    resource: new PrivateDnsCnameRecord(scope, id, { ...place, record: target }),
    problems: [
      place.name === "@"
        ? "the zone itself can't be another name for something; give the record a name"
        : undefined,
      targetProblem(place, target),
      target.replace(/\.$/, "").toLowerCase() === `${place.name}.${place.zoneName}`.toLowerCase()
        ? `the record ${quote(place.name)} stands for itself; give another target`
        : undefined,
    ],
  });

/** A record of texts. */
export const txtRecord =
  ({ values }: PrivateDnsTxtRecordOptions): Write =>
  (scope, id, place) => ({
    resource: new PrivateDnsTxtRecord(scope, id, {
      ...place,
      record: values.map((value) => ({ value: literalText(value) })),
    }),
    problems: [
      emptyProblem(place, "values", values),
      ...values
        .filter((value) => !isDeferred(value) && (value.length === 0 || value.length > 1024))
        .map(
          (value) =>
            `a text of the record ${quote(place.name)} has ${value.length} characters; give 1 to 1024`,
        ),
    ],
  });

/** A record of an address's names. */
export const ptrRecord =
  ({ names }: PrivateDnsPtrRecordOptions): Write =>
  (scope, id, place) => ({
    resource: new PrivateDnsPtrRecord(scope, id, { ...place, records: names }),
    problems: [emptyProblem(place, "names", names), ...names.map((name) => targetProblem(place, name))],
  });

/** A record of mail servers. */
export const mxRecord =
  ({ servers }: PrivateDnsMxRecordOptions): Write =>
  (scope, id, place) => ({
    resource: new PrivateDnsMxRecord(scope, id, { ...place, record: servers }),
    problems: [
      emptyProblem(place, "servers", servers),
      ...servers.flatMap(({ exchange, preference }) => [
        targetProblem(place, exchange),
        numberProblem(place, { preference }),
      ]),
    ],
  });

/** A record of a service's servers. */
export const srvRecord =
  ({ targets }: PrivateDnsSrvRecordOptions): Write =>
  (scope, id, place) => ({
    resource: new PrivateDnsSrvRecord(scope, id, { ...place, record: targets }),
    problems: [
      emptyProblem(place, "targets", targets),
      ...targets.flatMap(({ target, ...numbers }) => [
        targetProblem(place, target),
        numberProblem(place, numbers) ??
          (numbers.port === 0
            ? `the record ${quote(place.name)} has the port 0; give 1 to 65535`
            : undefined),
      ]),
    ],
  });

function emptyProblem({ name }: RecordPlace, what: string, list: readonly unknown[]): string | undefined {
  return list.length === 0 ? `the record ${quote(name)} has no ${what}; give at least one` : undefined;
}

/** What is wrong with a record's list of addresses, whatever they are. */
export function addressListProblems(
  { name }: { readonly name: string },
  addresses: readonly string[],
): (string | undefined)[] {
  const most = LIMITS.addressesOfDnsRecord.value;
  const again = addresses.find((text, index) => addresses.indexOf(text) < index);
  return [
    addresses.length === 0 ? `the record ${quote(name)} has no addresses; give at least one` : undefined,
    addresses.length > most
      ? `the record ${quote(name)} has ${addresses.length} addresses; Azure takes ${most}`
      : undefined,
    again === undefined
      ? undefined
      : `the record ${quote(name)} has ${quote(again)} twice; give each address once`,
  ];
}

function targetProblem({ name }: RecordPlace, target: string): string | undefined {
  const labels = target.replace(/\.$/, "").split(".");
  const isName = labels.every((label) => /^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label));
  return isDeferred(target) || isReference(target) || (isName && target.length <= 253)
    ? undefined
    : `the record ${quote(name)} leads to ${quote(target)}, which is no name such as "web.corp.example.com"`;
}

function numberProblem(
  { name }: RecordPlace,
  numbers: { readonly [what: string]: number },
): string | undefined {
  const wrong = Object.entries(numbers).find(
    ([, value]) => !(Number.isInteger(value) && value >= 0 && value <= 65535),
  );
  return wrong && `the record ${quote(name)} has the ${wrong[0]} ${wrong[1]}; give 0 to 65535`;
}
