import { App } from "cdktf";
import { HubSpokeStack } from "./apps/hub-spoke";
import { Synthesis } from "./lib";

/** Registers every stack, in the order of the article. */
export function registerStacks(app: App): void {
  new HubSpokeStack(app);
}

if (require.main === module) {
  Synthesis.reportErrorsPlainly();
  const app = new App();
  registerStacks(app);
  Synthesis.run(app);
}
