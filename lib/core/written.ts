import { IConstruct } from "constructs";
import { HubSpokeError } from "./validation-error";

/** Roots of programs whose stacks `Synthesis.run` has written. */
const written = new WeakSet<IConstruct>();

/** Notes that a program's stacks are written. */
export function markWritten(app: IConstruct): void {
  written.add(app.node.root);
}

/** Refuses a construct that comes when its stack is written: no file would hold it, and no check would see it. */
export function refuseAfterWriting(construct: IConstruct): void {
  if (written.has(construct.node.root)) {
    throw new HubSpokeError(
      construct,
      "is added after Synthesis.run, which has written the stacks without it; add it before that call",
    );
  }
}
