import { CafNaming, HubSpokeConstruct, INamingStrategy, SpokeOptions } from "../../lib";
import { refusals } from "../support/synth";

const PROPS = { location: "eastasia", hub: { name: "hub", addressSpace: ["10.0.0.0/16"] } };

function addingSpoke(...given: unknown[]): string[] {
  return refusals((stack) => {
    const [name, options] = given as [string, SpokeOptions];
    new HubSpokeConstruct(stack, "Network", PROPS).addSpoke(name, options);
  });
}

test("says what a named part lacks, and one argument that is left out once", () => {
  expect(addingSpoke("web")).toEqual([
    expect.stringMatching(/what "web" is made of is missing; give an object with addressSpace, /),
  ]);
  expect(addingSpoke({ name: "web" })).toEqual([
    expect.stringMatching(/the name is another object; give text$/),
  ]);
  expect(addingSpoke("web", { adressSpace: [] })).toEqual([
    expect.stringMatching(/there is no "web\.adressSpace"; did you mean "addressSpace"/),
  ]);
});

test("names the classes whose objects an interface takes, where no factory gives one", () => {
  const naming = "caf" as unknown as INamingStrategy;
  expect(refusals((stack) => void new HubSpokeConstruct(stack, "Network", { ...PROPS, naming }))).toEqual([
    expect.stringMatching(
      /naming is the text "caf"; give an object of INamingStrategy, which new CafNaming\(\) or new ArticleNaming\(\) gives$/,
    ),
  ]);
  expect(
    refusals((stack) => void new HubSpokeConstruct(stack, "Network", { ...PROPS, naming: new CafNaming() })),
  ).toEqual([]);
});
