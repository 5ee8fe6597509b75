import { analyze } from "../../lib/analysis";
import { buildPicture } from "../../lib/review/build-picture";
import { baseline } from "../analysis/support/network-builder";

it("calls what joins a site by what its gateway is", () => {
  const builder = baseline()
    .gateway("hub", { type: "ExpressRoute" })
    .gateway("hub")
    .site("hub", "osaka", ["192.168.1.0/24"]);
  builder.model.assumptions = {
    ...builder.model.assumptions,
    onPremises: [
      {
        name: "tokyo",
        gateway: "azurerm_virtual_network_gateway.hub_er",
        prefixes: ["192.168.2.0/24"],
        declaredIn: "assume.json",
      },
    ],
  };
  const { links } = buildPicture(analyze(builder.build()));
  expect(
    links.filter(({ kind }) => kind === "connection").map(({ from, label }) => [from, label.en]),
  ).toEqual([
    ["on-premises/osaka", "VPN connection"],
    ["on-premises/tokyo", "ExpressRoute"],
  ]);
});
