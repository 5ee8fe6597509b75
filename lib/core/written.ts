import { IConstruct } from "constructs";
import { HubSpokeError } from "./validation-error";

/** Roots of programs whose stacks `Synthesis.run` has written. */
const written = new WeakSet<IConstruct>();

/** Roots of programs whose stacks `Synthesis.run` has found without a mistake, and writes or has written. */
const checked = new WeakSet<IConstruct>();

/** Notes that a program is checked, for as long as its stacks are written, and afterwards if that succeeds. */
export function whileChecked(app: IConstruct, write: () => void): void {
  checked.add(app.node.root);
  try {
    write();
  } catch (error) {
    checked.delete(app.node.root);
    throw error;
  }
  written.add(app.node.root);
}

/** Whether a program is written, or being written, by `Synthesis.run`. */
export function isChecked(construct: IConstruct): boolean {
  return checked.has(construct.node.root);
}

/** Refuses what comes when its stack is written: no file would hold it, and no check would see it. */
export function refuseAfterWriting(construct: IConstruct, stack: IConstruct): void {
  if (written.has(stack.node.root)) {
    throw new HubSpokeError(
      construct,
      "is added or changed after Synthesis.run, which has written the stacks without that; do it before that call",
    );
  }
}
