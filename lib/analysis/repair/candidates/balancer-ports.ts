import { REPAIR_STEPS } from "../../messages/repair-steps";
import { EditArguments, LoadBalancer } from "../../model";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { newResource } from "../writing/edits";
import { freeAzureName, localName } from "../writing/names";
import { argumentOf, attributeOf } from "../writing/references";

/** A front end on which nothing listens at the port that is asked about: one more rule for it, to the same members. */
export function* frontendPorts(trial: Trial): Iterable<Candidate> {
  const { protocol = "tcp", port } = trial.question.options;
  if (port === undefined || (protocol !== "tcp" && protocol !== "udp") || trial.wish.kind === "blocked") {
    return;
  }
  for (const { params } of trial.reasons("LB_NO_RULE", "INGRESS_OTHER_PORTS")) {
    const { loadBalancers } = trial.context.network.model;
    const named = params.balancer ?? params.by;
    const balancer = loadBalancers.find(({ address, name }) => [address, name].includes(named));
    const written = balancer && ruleBeside(trial, balancer);
    if (balancer !== undefined && written !== undefined) {
      const label = `${protocol}-${port}`;
      const known = balancer.rules.map(({ name = "" }) => name);
      yield {
        edits: [
          newResource(trial, "azurerm_lb_rule", `${localName(balancer.address)}_${label}`, {
            name: freeAzureName(label, known),
            ...written,
            protocol: protocol === "tcp" ? "Tcp" : "Udp",
            frontend_port: port,
            backend_port: port,
          }),
        ],
        what: REPAIR_STEPS.BALANCER_PORT({
          balancer: balancer.name ?? balancer.address,
          ports: `${protocol.toUpperCase()} ${port}`,
        }),
      };
    }
  }
}

/** Front end, members and probe as a rule that is there has them, of the front end that is asked about if one is. */
function ruleBeside(trial: Trial, { address, rules }: LoadBalancer): EditArguments | undefined {
  const asked = trial.to.frontend?.frontend.name;
  const rule = rules.find(({ frontend }) => asked === undefined || frontend === asked);
  const id = attributeOf(trial, address, "id");
  const pools = rule?.backendPools.map((pool) => attributeOf(trial, pool, "id")) ?? [];
  if (rule === undefined || id === undefined || pools.length === 0 || pools.includes(undefined)) {
    return undefined;
  }
  const probe = rule.probe?.address && attributeOf(trial, rule.probe.address, "id");
  const floating = argumentOf(trial, rule.address, "floating_ip_enabled");
  return {
    loadbalancer_id: id,
    frontend_ip_configuration_name: rule.frontend,
    backend_address_pool_ids: pools as readonly string[],
    ...(probe !== undefined && { probe_id: probe }),
    ...(rule.withoutOutbound === true && { disable_outbound_snat: true }),
    ...(floating === true && { floating_ip_enabled: true }),
  };
}
