import { appStacks } from "../support/apps";
import { addresses } from "../support/synth";

/**
 * The contract with whoever has deployed one of these: a Terraform address that changes is a resource that Terraform
 * destroys and creates again. A difference here is a breaking change; CONTRIBUTING.md tells what it takes.
 */
test.each([...appStacks()])("the Terraform addresses of %s stay", (_, json) => {
  expect(addresses(json)).toMatchSnapshot();
});
