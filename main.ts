import { App } from "cdktf";
import { HubSpokeStack } from "./apps/hub-spoke";

const app = new App();
new HubSpokeStack(app);
app.synth();
