import { resolve } from "node:path";
import { Budget } from "../expression/budget";
import { settle } from "../expression/settle";
import { rankOf } from "../input-kind";
import { isJsonObject } from "../json";
import { LoadedInput } from "../loaded-input";
import { plainValue, scalarOf, TerraformResource, TerraformValue } from "../terraform/value";
import { StateLocation } from "../terraform-input";

/**
 * Lets data sources of states (`terraform_remote_state`) give what the input that writes that state puts out. Which input
 * that is, its backend says.
 */
export function connectStates(inputs: readonly LoadedInput[]): void {
  const settled = new Map<LoadedInput, TerraformValue>();
  for (const reader of inputs) {
    for (const resource of reader.input.resources.filter(isRemoteState)) {
      const writer = writerOf(resource, reader, inputs);
      if (writer?.input.outputs !== undefined) {
        const found = settled.get(writer) ?? settle(writer.input.outputs, new Budget(writer.source));
        settled.set(writer, found);
        resource.supplement((name, own) => (name === "outputs" ? found : own));
      }
    }
  }
}

/** Whether an input reads states of others. */
export function readsStates({ input }: LoadedInput): boolean {
  return input.resources.some(isRemoteState);
}

/** An input after those whose states it reads, and theirs. */
export function withWriters(wanted: LoadedInput, others: readonly LoadedInput[]): LoadedInput[] {
  const found = [wanted];
  for (const reader of found) {
    const writers = writersFor(reader, [wanted, ...others]);
    found.push(...writers.filter((writer) => !found.includes(writer)));
  }
  return found.reverse();
}

/** Inputs that read each other's states, together: each group is one network. Nobody is in two. */
export function connectedByStates(inputs: readonly LoadedInput[]): LoadedInput[][] {
  const groups = new Map(inputs.map((input) => [input, [input]]));
  for (const reader of inputs) {
    for (const writer of writersFor(reader, inputs)) {
      const [into, from] = [groups.get(writer)!, groups.get(reader)!];
      if (into !== from) {
        into.push(...from);
        from.forEach((input) => groups.set(input, into));
      }
    }
  }
  return [...new Set(groups.values())];
}

function writersFor(reader: LoadedInput, inputs: readonly LoadedInput[]): LoadedInput[] {
  const writers = reader.input.resources
    .filter(isRemoteState)
    .map((resource) => writerOf(resource, reader, inputs));
  return writers.filter((writer) => writer !== undefined);
}

/** The input whose state a data source reads, if it is there. */
function writerOf(
  resource: TerraformResource,
  reader: LoadedInput,
  inputs: readonly LoadedInput[],
): LoadedInput | undefined {
  const read: StateLocation = {
    directory: reader.input.state?.directory,
    type: String(scalarOf(resource.attribute("backend"))),
    settings: settingsOf(resource),
  };
  const writers = inputs.filter(
    (other) => other !== reader && other.input.state !== undefined && isSame(read, other.input.state),
  );
  const best = Math.max(...writers.map(({ input }) => rankOf(input.kind)));
  const [only, ...others] = writers.filter(({ input }) => rankOf(input.kind) === best);
  return others.length === 0 ? only : undefined;
}

function isRemoteState({ isData, type }: TerraformResource): boolean {
  return isData && type === "terraform_remote_state";
}

function settingsOf(resource: TerraformResource): StateLocation["settings"] {
  const config = resource.attribute("config");
  const value = plainValue(Array.isArray(config) ? config[0] : config);
  return isJsonObject(value) ? value : {};
}

/** What names one state among those of a backend. */
const NAMING = ["key", "prefix", "path", "name", "workspaces", "state_id"];

function isSame(one: StateLocation, other: StateLocation): boolean {
  if (one.type !== other.type) {
    return false;
  }
  if (one.type === "local") {
    return localPath(one) === localPath(other);
  }
  const common = Object.keys(one.settings).filter((key) => key in other.settings);
  return (
    common.some((key) => NAMING.includes(key)) &&
    common.every((key) => JSON.stringify(one.settings[key]) === JSON.stringify(other.settings[key]))
  );
}

function localPath({ directory = ".", settings }: StateLocation): string {
  return resolve(directory, typeof settings.path === "string" ? settings.path : "terraform.tfstate");
}
