import { analyze } from "../../../lib/analysis";
import { baseline, NetworkBuilder } from "../support/network-builder";

function delegatedTo(...delegations: string[]): NetworkBuilder {
  return baseline()
    .network("web", "10.30.0.0/16", { int: "10.30.0.0/24" })
    .peer("hub", "web")
    .subnet("web/int", { delegations });
}

describe("W169: a subnet that a service has for outbound calls alone", () => {
  test.each(["Microsoft.Web/serverFarms", "microsoft.powerplatform/EnterprisePolicies"])(
    "takes no connection, and is answered: %s",
    (service) => {
      const analysis = analyze(delegatedTo(service).build());
      expect(analysis.explain("hub/default", "web/int")).toMatchObject({
        verdict: "BLOCKED",
        reasons: [{ code: "SUBNET_OUTBOUND_ONLY", params: { at: "web/int", service } }],
      });
      expect(analysis.verdict("web/int", "hub/default")).toBe("REACHABLE");
    },
  );

  test.each(["Microsoft.App/environments", "Microsoft.ContainerInstance/containerGroups"])(
    "is none of a service that listens there: %s",
    (service) => {
      const analysis = analyze(delegatedTo(service).build());
      expect(analysis.verdict("hub/default", "web/int")).toBe("REACHABLE");
    },
  );

  test("is asked where an interface is known to stand in it", () => {
    const withNic = delegatedTo("Microsoft.Web/serverFarms").nic("vm", "web/int", "10.30.0.4");
    expect(analyze(withNic.build()).verdict("hub/default", "web/int")).toBe("REACHABLE");
  });
});
