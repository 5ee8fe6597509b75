import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, LoadBalancer } from "../../model";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { Draft } from "../writing/draft";
import { newResource, toSet } from "../writing/edits";
import { localName } from "../writing/names";
import { attributeOf, editable } from "../writing/references";

/** A Basic load balancer takes nothing from another region (R61). */
export function* basicLoadBalancers(trial: Trial): Iterable<Candidate> {
  for (const { resource = "", params } of trial.reasons("LB_BASIC_GLOBAL_PEERING")) {
    const address = editable(trial, resource);
    const balancer = params.balancer ?? resource;
    if (address !== undefined) {
      yield {
        edits: [toSet(address, "sku", "Standard")],
        what: REPAIR_STEPS.BALANCER_STANDARD({ balancer }),
        caution: REPAIR_CAUTIONS.REPLACED({ what: balancer }),
      };
    }
  }
}

/** A load balancer with no rule for these packets: all protocols and ports (R61). */
export function* balancerRules(trial: Trial): Iterable<Candidate> {
  // Who asks a front end wants its service, and no other port.
  const codes = trial.to.frontend === undefined ? ["LB_NO_RULE", "FILTERED_PARTLY"] : ["LB_NO_RULE"];
  for (const { resource = "", params } of trial.reasons(...codes)) {
    const balancer = trial.context.network.model.loadBalancers.find(
      ({ address, name, rules }) =>
        [address, name].includes(params.balancer ?? params.group) ||
        rules.some((rule) => rule.address === resource),
    );
    const [rule] = balancer?.rules ?? [];
    const address = rule && editable(trial, rule.address);
    if (balancer !== undefined && rule === undefined) {
      yield* firstRule(trial, balancer);
    } else if (balancer !== undefined && address !== undefined) {
      yield {
        edits: [
          toSet(address, "protocol", "All"),
          toSet(address, "frontend_port", 0),
          toSet(address, "backend_port", 0),
        ],
        what: REPAIR_STEPS.BALANCER_RULE({ balancer: balancer.name ?? balancer.address }),
      };
    }
  }
}

/** A rule that leads to no pool, or to one without members, beside a pool that has some (R61). */
export function* balancerPools(trial: Trial): Iterable<Candidate> {
  for (const { resource } of trial.reasons("LB_NO_BACKEND")) {
    const balancer = trial.context.network.model.loadBalancers.find(({ address }) => address === resource);
    const full = balancer?.backendPools.filter(({ members }) => members.length > 0) ?? [];
    for (const rule of balancer?.rules ?? []) {
      const address = editable(trial, rule.address);
      const isIdle = !full.some((pool) => rule.backendPools.includes(pool.address));
      const [pool] = isIdle && rule.poolsUnknown === undefined && address !== undefined ? full : [];
      const id = pool && attributeOf(trial, pool.address, "id");
      if (pool !== undefined && id !== undefined) {
        yield {
          edits: [toSet(address!, "backend_address_pool_ids", [id])],
          what: REPAIR_STEPS.BALANCER_POOL({
            balancer: balancer!.name ?? balancer!.address,
            pool: pool.name ?? pool.address,
            rule: rule.name ?? rule.address,
          }),
        };
      }
    }
  }
}

/** A pool without members: what forwards in the front end's subnet, and stands in no pool (R61). */
export function* balancerMembers(trial: Trial): Iterable<Candidate> {
  const { model } = trial.context.network;
  for (const { resource } of trial.reasons("LB_NO_BACKEND")) {
    const balancer = model.loadBalancers.find(({ address }) => address === resource);
    const pools = new Set(balancer?.rules.flatMap(({ backendPools }) => backendPools));
    const subnets = new Set(balancer?.frontends.map(({ subnet }) => subnet));
    const taken = new Set(
      model.loadBalancers.flatMap((one) =>
        one.backendPools.flatMap(({ members }) => members.map((member) => member.networkInterface)),
      ),
    );
    const [pool] = pools;
    const poolId = pool === undefined ? undefined : attributeOf(trial, pool, "id");
    const edits: Edit[] = [];
    const names: string[] = [];
    for (const nic of model.networkInterfaces) {
      const configuration = nic.ipConfigurations.find(({ subnet }) => subnets.has(subnet));
      const id = attributeOf(trial, nic.address, "id");
      const isFree = nic.ipForwarding && configuration !== undefined && !taken.has(nic.address);
      if (isFree && id !== undefined && poolId !== undefined && configuration.name !== undefined) {
        names.push(nic.name ?? nic.address);
        edits.push(
          newResource(
            { ...draftOf(trial), edits: [...trial.edits, ...edits] },
            "azurerm_network_interface_backend_address_pool_association",
            localName(nic.address),
            {
              network_interface_id: id,
              ip_configuration_name: configuration.name,
              backend_address_pool_id: poolId,
            },
          ),
        );
      }
    }
    if (balancer !== undefined && edits.length > 0) {
      const said = { balancer: balancer.name ?? balancer.address, nics: names.join(", ") };
      yield { edits, what: REPAIR_STEPS.BALANCER_MEMBERS(said) };
    }
  }
}

function draftOf({ input, context, edits }: Trial): Draft {
  return { input, context, edits };
}

/** All protocols and ports at once, which is what something that forwards needs. */
function* firstRule(trial: Trial, balancer: LoadBalancer): Iterable<Candidate> {
  const id = attributeOf(trial, balancer.address, "id");
  const [frontend] = balancer.frontends.filter(({ subnet }) => subnet !== undefined);
  const [pool] = balancer.backendPools.filter(({ members }) => members.length > 0);
  const poolId = pool && attributeOf(trial, pool.address, "id");
  if (id === undefined || frontend === undefined || poolId === undefined) {
    return;
  }
  yield {
    edits: [
      newResource(trial, "azurerm_lb_rule", localName(balancer.address), {
        name: "all-ports",
        loadbalancer_id: id,
        frontend_ip_configuration_name: frontend.name,
        backend_address_pool_ids: [poolId],
        protocol: "All",
        frontend_port: 0,
        backend_port: 0,
      }),
    ],
    what: REPAIR_STEPS.BALANCER_RULE({ balancer: balancer.name ?? balancer.address }),
  };
}
