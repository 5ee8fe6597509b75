import { SUBNET_ACLS, SubnetAcl } from "../../azure/service-endpoints";
import { ConfiguredResource, Subnet } from "../model";
import { Check } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** Services that let subnets in by their service endpoints. */
export const ENDPOINT_ACL_CHECKS: readonly Check[] = [
  {
    code: "SERVICE_ENDPOINT_MISSING",
    severity: "error",
    what: {
      en: "A service lets a subnet in that has no service endpoint for it (SubnetsHaveNoServiceEndpointsConfigured)",
      ja: "サービスが許可しているサブネットに、そのサービスのサービス エンドポイントがありません（SubnetsHaveNoServiceEndpointsConfigured）",
    },
    source: SOURCES.serviceEndpoints,
    fix: {
      en: "Add the service to service_endpoints of the subnet.",
      ja: "サブネットの service_endpoints にそのサービスを追加してください。",
    },
    *find(network) {
      for (const acl of SUBNET_ACLS) {
        for (const [resource, subnet] of admitted(network, acl)) {
          const had = subnet.serviceEndpoints.map((one) => one.toLowerCase());
          if (!acl.services.some((service) => had.includes(service.toLowerCase()))) {
            yield {
              resource: resource.address,
              about: { subnet: subnet.address, argument: acl.services[0] },
              message: {
                en: `${resource.address} lets subnet ${nameOf(subnet)} in, which has no service endpoint ${acl.services[0]}: Azure refuses it.`,
                ja: `${resource.address} が許可しているサブネット ${nameOf(subnet)} にサービス エンドポイント ${acl.services[0]} がないため、Azure に拒否されます。`,
              },
            };
          }
        }
      }
    },
  },
];

/** Subnets of the configuration that a service lets in, if what they have for endpoints is told. */
function* admitted(network: CheckedNetwork, acl: SubnetAcl): Iterable<[ConfiguredResource, Subnet]> {
  for (const resource of network.resourcesOf(acl.type)) {
    const blocks = acl.blocks.reduce<readonly Written[]>(
      (outer, name) => outer.flatMap((block) => listOf(block[name]).filter(isBlock)),
      [resource.values],
    );
    for (const block of blocks) {
      const isIgnored = ![undefined, null, false].includes(block[acl.unless ?? ""] as undefined);
      for (const item of isIgnored ? [] : listOf(block[acl.argument])) {
        const subnet = network.subnets.get(network.withId(String(item))?.address ?? "");
        if (subnet !== undefined && isTold(network, subnet)) {
          yield [resource, subnet];
        }
      }
    }
  }
}

type Written = ConfiguredResource["values"];

function isBlock(value: unknown): value is Written {
  return typeof value === "object" && value !== null;
}

function listOf(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : [value].flat();
}

function isTold(network: CheckedNetwork, { address }: Subnet): boolean {
  return (
    network.isManaged(address) &&
    network.isOne(address) &&
    network.resource(address)?.ignores("service_endpoints") !== true &&
    !network.argumentsOf(address).isUnknown("service_endpoints", "service_endpoint")
  );
}
