import { Testing } from "cdktf";
import { HubSpokeRouteServerStack } from "../../../apps/hub-spoke-route-server";
import { HubSpokeRouteServerHubStack } from "../../../apps/hub-spoke-route-server-hub";
import { Lab } from "../../../apps/lab";
import { eventually, FrrLaboratory, frrObstacle } from "../../support/frr-laboratory";
import { resourcesOf, synthesizeStack } from "../../support/synth";

const obstacle = frrObstacle();
if (obstacle) {
  console.warn(`FRR's daemons are not tested: ${obstacle}.`);
}
const onMachinesWithFrr = obstacle ? describe.skip : describe;

/** Addresses that Azure would give to the Route Servers' instances. */
const INSTANCES: { readonly [routeServer: string]: readonly string[] } = {
  "RouteServer-spoke01": ["10.10.255.196", "10.10.255.197"],
  "RouteServer-spoke02": ["10.20.255.196", "10.20.255.197"],
  "RouteServer-spoke03": ["10.30.255.196", "10.30.255.197"],
  RouteServer: ["10.0.255.196", "10.0.255.197"],
};
const SPEAKER = "10.0.2.4";

/** The `frr.conf` that a stack puts into the speaker, with addresses as Terraform would fill them in. */
function configurationOf(stack: Lab): string {
  const [command] = Object.values(resourcesOf(synthesizeStack(stack), "azurerm_virtual_machine_run_command"));
  const [, configuration] = /<< 'END_OF_FRR_CONFIGURATION'\n(.*)END_OF_FRR_CONFIGURATION\n/s.exec(
    command.source.script,
  )!;
  return configuration.replace(
    /\$\{element\(tolist\(azurerm_route_server\.Network_Transit_([\w-]+)_\w{8}\.virtual_router_ips\), (\d)\)\}/g,
    (_, name, index) => INSTANCES[name][index],
  );
}

/** An instance of a Route Server: number 65515, announcing the networks that it knows. */
function routeServer(address: string, networks: string[]): string {
  return `
    router bgp 65515
     bgp router-id ${address}
     no bgp ebgp-requires-policy
     no bgp network import-check
     neighbor ${SPEAKER} remote-as 65001
     neighbor ${SPEAKER} ebgp-multihop
     address-family ipv4 unicast
      ${networks.map((prefix) => `network ${prefix}`).join("\n      ")}
  `;
}

interface Learned {
  readonly prefix: string;
  readonly nextHop: string;
  readonly path: string;
}

/** What an instance has learned, apart from its own networks. */
function learned(laboratory: FrrLaboratory, host: string): Learned[] {
  const { routes } = laboratory.show(host, "bgp ipv4 unicast") as {
    routes: Record<string, { path: string; nexthops: { ip: string }[] }[]>;
  };
  return Object.entries(routes).flatMap(([prefix, paths]) =>
    paths
      .filter(({ path }) => path !== "")
      .map(({ path, nexthops }) => ({ prefix, nextHop: nexthops[0].ip, path })),
  );
}

const viaSpeaker = (prefix: string): Learned => ({ prefix, nextHop: SPEAKER, path: "65001" });

onMachinesWithFrr("FRR with the generated configuration", () => {
  let laboratory: FrrLaboratory;
  beforeEach(() => (laboratory = new FrrLaboratory()));
  afterEach(() => laboratory.close());

  function startRouteServer(name: string, networks: string[]): void {
    INSTANCES[name].forEach((address, index) => {
      laboratory.addHost(`${name}-${index}`, address);
      laboratory.start(`${name}-${index}`, routeServer(address, networks));
    });
  }

  function startSpeaker(configuration: string): void {
    laboratory.addHost("speaker", SPEAKER);
    laboratory.start("speaker", configuration);
  }

  it("takes what it is given, and not what is misspelt", () => {
    const configuration = configurationOf(new HubSpokeRouteServerStack(Testing.app()));

    expect(laboratory.check("speaker", configuration)).toEqual({ status: 0, words: "" });
    expect(laboratory.check("speaker", configuration.replace("remote-as", "remote-ass")).status).not.toBe(0);
  });

  it("gives the Route Server of each spoke the prefixes of the others, and a late spoke disturbs nobody", async () => {
    startRouteServer("RouteServer-spoke01", ["10.10.0.0/16"]);
    startRouteServer("RouteServer-spoke02", ["10.20.0.0/16"]);
    startRouteServer("RouteServer-spoke03", ["10.30.0.0/16"]);
    startSpeaker(configurationOf(new HubSpokeRouteServerStack(Testing.app())));

    const knows = (host: string, ...prefixes: string[]): boolean =>
      JSON.stringify(learned(laboratory, host)) === JSON.stringify(prefixes.map(viaSpeaker));
    for (const instance of [0, 1]) {
      await eventually(() => knows(`RouteServer-spoke01-${instance}`, "10.20.0.0/16"), 20);
      expect(learned(laboratory, `RouteServer-spoke01-${instance}`)).toEqual([viaSpeaker("10.20.0.0/16")]);
      await eventually(() => knows(`RouteServer-spoke02-${instance}`, "10.10.0.0/16"), 20);
      expect(learned(laboratory, `RouteServer-spoke02-${instance}`)).toEqual([viaSpeaker("10.10.0.0/16")]);
    }

    const extended = new HubSpokeRouteServerStack(Testing.app());
    extended.network.addSpoke("spoke03", { addressSpace: ["10.30.0.0/16"] });
    laboratory.reload("speaker", configurationOf(extended));

    await eventually(() => knows("RouteServer-spoke03-1", "10.10.0.0/16", "10.20.0.0/16"), 20);
    expect(learned(laboratory, "RouteServer-spoke03-1")).toEqual([
      viaSpeaker("10.10.0.0/16"),
      viaSpeaker("10.20.0.0/16"),
    ]);
    await eventually(() => knows("RouteServer-spoke01-0", "10.20.0.0/16", "10.30.0.0/16"), 20);
    expect(learned(laboratory, "RouteServer-spoke01-0")).toEqual([
      viaSpeaker("10.20.0.0/16"),
      viaSpeaker("10.30.0.0/16"),
    ]);
    const sessions = laboratory.show("speaker", "bgp ipv4 unicast summary").peers;
    expect(sessions["10.10.255.196"]).toMatchObject({ state: "Established", connectionsDropped: 0 });
    // Nothing that Route Servers announce gets into the machine's own routing table.
    expect(Object.keys(laboratory.show("speaker", "ip route bgp"))).toEqual([]);
  }, 90_000);

  it("gives the hub's Route Server the summary", async () => {
    startRouteServer("RouteServer", ["10.0.0.0/16", "10.10.0.0/16", "10.20.0.0/16"]);
    startSpeaker(configurationOf(new HubSpokeRouteServerHubStack(Testing.app())));

    for (const instance of [0, 1]) {
      await eventually(() => learned(laboratory, `RouteServer-${instance}`).length > 0, 20);
      expect(learned(laboratory, `RouteServer-${instance}`)).toEqual([viaSpeaker("10.0.0.0/8")]);
    }
  }, 60_000);
});
