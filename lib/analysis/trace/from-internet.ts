import { isFrontendOpen } from "../model";
import { Forwarder } from "../result";
import { AddressSet } from "../sets/address-set";
import { ANY_PACKET, portRanges, protocolRanges } from "../sets/packet-set";
import { balancedPorts, natPorts } from "./balanced-ports";
import { throughFirewalls } from "./from-internet-dnat";
import { perhapsPublished } from "./from-internet-relays";
import { publicAddresses } from "./internet-egress";
import { balancerInlet, enter, placesIn, reachNic, start } from "./internet-ingress";
import { TraceStep } from "./question";
import { ofItsOwn } from "./to-internet";
import { TraceSteps } from "./trace-steps";

/**
 * Every way from the Internet to a destination, each on its own: by a public address of a machine, by a rule of a load
 * balancer, by a DNAT rule of a firewall. What asks is about ports of the destination, whatever they are outside.
 */
export function fromInternet(steps: TraceSteps): TraceStep[] {
  const { to } = steps.question;
  const ways = [
    ...toMachines(steps),
    ...throughBalancers(steps),
    ...throughFirewalls(steps),
    ...perhapsPublished(steps),
  ];
  if (ways.length > 0) {
    return ways;
  }
  if (to.site !== undefined) {
    return [ofItsOwn(steps)];
  }
  return [
    steps.lost(
      steps.withHop(start(steps), { at: steps.question.from.id }),
      steps.reason("INGRESS_NONE", { at: to.id }, to.subnet?.address),
    ),
  ];
}

function toMachines(steps: TraceSteps): TraceStep[] {
  const { subnet, networkInterfaces = subnet?.networkInterfaces ?? [] } = steps.question.to;
  return networkInterfaces.flatMap((nic) =>
    nic.ipConfigurations
      .filter((configuration) => configuration.subnet === subnet!.address)
      .flatMap(({ publicIp, privateIp }): TraceStep[] => {
        const unknown = publicIp === undefined ? steps.context.network.unknownAddress(nic) : undefined;
        if (publicIp === undefined && unknown === undefined) {
          return [];
        }
        const addresses = publicAddresses(steps, publicIp === undefined ? [] : [publicIp]);
        const inlet: Forwarder = {
          kind: "public-address",
          resource: publicIp ?? nic.address,
          name: addresses[0] ?? unknown!.text,
          at: subnet!.id,
          publicAddresses: addresses,
        };
        const entered = enter(steps, inlet, {
          ...ANY_PACKET,
          destinations: privateIp === undefined ? AddressSet.ALL : AddressSet.of([privateIp]),
        });
        const surely =
          unknown === undefined
            ? entered
            : steps.uncertainly(entered, steps.argumentUnknown(subnet!.id, unknown));
        const reason = steps.reason(
          "INGRESS_PUBLIC_ADDRESS",
          { at: subnet!.id, nic: nic.name ?? nic.address, address: inlet.name },
          inlet.resource,
        );
        const known = steps.context.network.publicIps.get(publicIp ?? "");
        return [
          reachNic(steps, steps.withReason(surely, reason), subnet!, nic, {
            ...(known ?? { skuUnknown: true }),
            name: inlet.name,
          }),
        ];
      }),
  );
}

function throughBalancers(steps: TraceSteps): TraceStep[] {
  return steps.context.network.model.loadBalancers.flatMap((balancer) => {
    const ports = [...balancedPorts(balancer), ...natPorts(balancer)];
    return ports.flatMap(({ rule, outside, inside, members }): TraceStep[] => {
      const frontend = balancer.frontends.find(({ name }) => name === rule.frontend);
      if (frontend === undefined && isFrontendOpen(rule)) {
        return placesIn(steps, members).map(() =>
          steps.undecided(
            steps.withHop(start(steps), { at: steps.question.from.id }),
            steps.argumentUnknown(steps.question.to.id, rule.perhaps!),
          ),
        );
      }
      if (frontend?.publicIp === undefined) {
        return [];
      }
      const places = placesIn(steps, members);
      const [address] = publicAddresses(steps, [frontend.publicIp]);
      const inlet = balancerInlet(steps, balancer, address);
      const reason = steps.reason(
        "INGRESS_LOAD_BALANCER",
        {
          at: steps.question.to.id,
          balancer: inlet.name,
          rule: rule.name ?? rule.address,
          address: outside === "*" ? address : `${address}:${outside}`,
          port: inside,
        },
        rule.address,
      );
      return places.map(({ nic, perhaps }) => {
        const entered = steps.withReason(
          enter(steps, inlet, {
            ...ANY_PACKET,
            protocols: protocolRanges([rule.protocol]),
            destinationPorts: portRanges([inside]),
          }),
          reason,
        );
        const surely =
          perhaps === undefined
            ? entered
            : steps.uncertainly(entered, steps.argumentUnknown(inlet.name, perhaps));
        const { subnet } = steps.question.to;
        return surely.packets.isEmpty
          ? steps.lost(
              surely,
              steps.reason("INGRESS_OTHER_PORTS", { at: steps.question.to.id, by: inlet.name }),
            )
          : reachNic(steps, surely, subnet!, nic, { ...balancer, name: inlet.name });
      });
    });
  });
}
