import { App } from "cdktf";
import { HubSpokeStack } from "./apps/hub-spoke";

/** Registers every stack, in the order of the article. */
export function registerStacks(app: App): void {
  new HubSpokeStack(app);
}

if (require.main === module) {
  const app = new App();
  registerStacks(app);
  app.synth();
}
