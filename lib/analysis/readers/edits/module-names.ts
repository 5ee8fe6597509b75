/** A step into an instance of a module: `["a"]` is the key of `module.spoke["a"]`. */
export interface ModuleStep {
  readonly name: string;
  readonly key: string;
}

/** The steps of `module.network.module.spoke["a"]`, or of what is in there. */
export function moduleSteps(address: string): readonly ModuleStep[] {
  const steps: ModuleStep[] = [];
  const step = /module\.([\w-]+)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?(?:\.|$)/y;
  for (let found = step.exec(address); found !== null; found = step.exec(address)) {
    steps.push({ name: found[1], key: found[2] ?? "" });
  }
  return steps;
}

/** Names that say no more than the type. */
const PLAIN = /^(this|main|default|resource)$/;

/** What an argument or attribute of a resource is called outside: `quay_id`; of `this`, `virtual_network_id`. */
export function titled(name: string, type: string, path: string): string {
  const [last = "value"] = path.match(/[A-Za-z]\w*$/) ?? [];
  return `${PLAIN.test(name) ? type.replace(/^[a-z]+_/, "") : name.replaceAll("-", "_")}_${last}`;
}

/** A name, with a number behind it where it is taken. */
export function freeIn(wanted: string, isTaken: (name: string) => boolean): string {
  let name = wanted;
  for (let number = 2; isTaken(name); number++) {
    name = `${wanted}_${number}`;
  }
  return name;
}
