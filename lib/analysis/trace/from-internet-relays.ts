import { ConfiguredResource } from "../model";
import { Reason } from "../result";
import { AddressSet } from "../sets/address-set";
import { isNear, start } from "./inlets";
import { TraceEnd } from "./question";
import { TraceSteps } from "./trace-steps";

/** What the input shows to exist, and that may publish the destination in a way that it doesn't hold. */
export function perhapsPublished(steps: TraceSteps): TraceEnd[] {
  const { question, context } = steps;
  const { subnet } = question.to;
  if (subnet === undefined) {
    return [];
  }
  const end = (reason: Reason): TraceEnd =>
    steps.undecided(steps.withHop(start(steps), { at: question.from.id }), reason);
  const unread = context.network.networkManager.openBetween(
    subnet.virtualNetwork.address,
    subnet.virtualNetwork.address,
  );
  const appliances = context.network.model.networkInterfaces.filter(
    (nic) =>
      nic.ipForwarding &&
      nic.ipConfigurations.some((own) => {
        const place = context.network.subnet(own.subnet);
        return own.publicIp !== undefined && place !== undefined && place !== subnet && isNear(steps, place);
      }),
  );
  return [
    ...(subnet.model.external === true
      ? [end(steps.reason("INGRESS_EXISTING_SUBNET", { at: subnet.id }, subnet.address))]
      : []),
    ...(unread === undefined ? [] : [end(steps.argumentUnknown(subnet.id, unread))]),
    ...applicationGateways(steps).map(({ address, name }) =>
      end(steps.reason("INGRESS_BY_PROXY", { at: subnet.id, proxy: name ?? address }, address)),
    ),
    ...appliances.map((nic) =>
      end(steps.reason("INGRESS_BY_APPLIANCE", { at: subnet.id, nic: nic.name ?? nic.address }, nic.address)),
    ),
  ];
}

/** Application gateways with a public front end that stand in the destination, or may have it as a backend. */
function applicationGateways(steps: TraceSteps): readonly ConfiguredResource[] {
  const { network } = steps.context;
  const { subnet, region } = steps.question.to;
  const associations = network.model.resources.some(({ type }) => POOL_ASSOCIATION.test(type));
  return network.model.resources.filter(({ type, arguments: values }) => {
    const isPublic =
      type === "azurerm_application_gateway" &&
      values.blocks("frontend_ip_configuration").some((one) => one.isSet("public_ip_address_id"));
    if (!isPublic) {
      return false;
    }
    const written = values.blocks("gateway_ip_configuration").map((one) => one.printed("subnet_id") ?? "");
    const home = network.subnets.find(({ address }) =>
      written.some((text) => text.includes(`${address}.id`)),
    );
    const pools = values.blocks("backend_address_pool");
    const isTold =
      !associations && pools.every((pool) => !pool.isSet("fqdns") && !pool.isUnknown("ip_addresses"));
    const known = AddressSet.of(pools.flatMap((pool) => pool.texts("ip_addresses").known));
    return (
      home === subnet ||
      ((home === undefined || isNear(steps, home)) && (!isTold || region.intersects(known)))
    );
  });
}

const POOL_ASSOCIATION = /^azurerm_network_interface_application_gateway_backend_address_pool_association$/;
