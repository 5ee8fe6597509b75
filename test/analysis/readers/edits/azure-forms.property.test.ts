import fc from "fast-check";
import { analyze, Edit, findRepairs, readConfiguration, readNetwork, Repair } from "../../../../lib/analysis";
import { azCommands } from "../../../../lib/review/repair/az-commands";
import { asAzure, asTemplate, Resources } from "../../../support/azure-shapes";
import { randomNetworks } from "../../repair/support/random-network";

/* eslint-disable @typescript-eslint/no-explicit-any */

const [{ document }] = fc.sample(randomNetworks({ min: 2, max: 2 }), { seed: 7, numRuns: 1 });
const { resource } = document as unknown as { readonly resource: Resources };

function repairsOf(input: object, from: string, to: string): readonly Repair[] {
  return findRepairs({ input: readNetwork(input).input, options: {}, from, to, wish: { kind: "reachable" } })
    .repairs;
}

/** `routeTables/rt` of a row or of a resource of a template. */
function addressOf({ id, type, name }: any): string {
  if (id !== undefined) {
    return id.split("/providers/")[1].split("/").slice(1).join("/");
  }
  const names = (/^\[format\('[^']*', (.*)\)\]$/.exec(name)?.[1] ?? `'${name}'`).match(/[^', /]+/g)!;
  return type
    .split("/")
    .slice(1)
    .map((kind: string, index: number) => `${kind}/${names[index]}`)
    .join("/");
}

/** Does to Azure's JSON what edits say, as a person would. */
function toTheLetter(form: object, edits: readonly Edit[]): object {
  const copy = JSON.parse(JSON.stringify(form));
  const all: any[] = Array.isArray(copy) ? copy : copy.resources;
  for (const edit of JSON.parse(JSON.stringify(edits))) {
    if (edit.op === "create") {
      all.push({ type: edit.type, ...edit.arguments });
      continue;
    }
    const index = all.findIndex((one) => addressOf(one) === edit.address);
    const steps = (edit.argument ?? edit.block ?? "").match(/[^.[\]]+/g) ?? [];
    const last = steps.pop();
    let owner = all[index];
    steps.forEach((step: string) => (owner = owner[step] ??= {}));
    if (edit.op === "set") {
      owner[last] = edit.value;
    } else if (edit.op === "append") {
      owner[last] = [...(owner[last] ?? []), edit.value];
    } else if (last === undefined) {
      all.splice(index, 1);
    } else if (Array.isArray(owner)) {
      owner.splice(Number(last), 1);
    } else {
      delete owner[last];
    }
  }
  return copy;
}

test.each([
  ["template", asTemplate(resource)],
  ["rows", asAzure(resource)],
])(
  "what is cured as Terraform is cured as a %s of Azure, to the letter",
  (name, form) => {
    const terraform = analyze(readConfiguration(document));
    const azure = analyze(readNetwork(form).model);
    const ids = azure.endpoints.map(({ id }) => id);
    const pairs = ids
      .flatMap((from) => ids.map((to) => [from, to] as const))
      .filter(([from, to]) => from !== to && azure.verdict(from, to) === "BLOCKED")
      .filter(([from, to]) => terraform.verdict(from, to) === "BLOCKED")
      .slice(0, 4);
    expect(pairs.length).toBeGreaterThan(0);
    for (const [from, to] of pairs) {
      const cures = repairsOf(document, from, to).length;
      const [repair] = repairsOf(form, from, to);
      expect([from, to, repair === undefined]).toEqual([from, to, cures === 0]);
      const after = analyze(readConfiguration(toTheLetter(form, repair.edits)));
      expect([from, to, after.explain(from, to).verdict]).toEqual([from, to, repair.makes.verdict]);
      if (name === "rows") {
        expect(azCommands(repair.edits).length).toBeGreaterThanOrEqual(repair.edits.length);
      }
    }
  },
  120_000,
);
