import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "./support/commands";

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Job {
  readonly permissions?: { readonly [scope: string]: string };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions: { readonly [scope: string]: string };
  readonly jobs: { readonly [name: string]: Job };
}

const folder = join(root, ".github/workflows");
const workflows = new Map(
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")] as const),
);

function jobsOf(name: string): [string, Job][] {
  return Object.entries((parse(workflows.get(name)!) as Workflow).jobs);
}

test("every action is pinned to a commit, and says which version that is", () => {
  const uses = [...workflows].flatMap(([name, text]) =>
    [...text.matchAll(/uses: (.+)/g)].map(([, action]) => `${name}: ${action}`),
  );
  expect(uses.length).toBeGreaterThan(5);
  expect(uses.filter((use) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(use))).toEqual([]);
});

test("an action has one version in all workflows", () => {
  const versions = new Map<string, Set<string>>();
  for (const text of workflows.values()) {
    for (const [, action, version] of text.matchAll(/uses: (.+)@(.+)/g)) {
      versions.set(action, (versions.get(action) ?? new Set()).add(version));
    }
  }
  expect([...versions].filter(([, { size }]) => size > 1)).toEqual([]);
});

test("who may publish runs nothing but the upload of a tarball that was built before", () => {
  const publishers = [...workflows.keys()]
    .flatMap(jobsOf)
    .filter(([, { permissions }]) => permissions?.["id-token"] === "write");
  expect(publishers.map(([name]) => name)).toEqual(["publish"]);
  const { steps } = publishers[0][1];
  const commands = steps.flatMap(({ run }) => run ?? []);
  expect(commands).toHaveLength(1);
  expect(commands[0]).toMatch(/^npm publish \S+\.tgz .*--ignore-scripts/);
  expect(steps.flatMap(({ uses }) => uses ?? []).join()).not.toContain("actions/checkout");
});

test("workflows may read and nothing more, except where a job says so", () => {
  for (const [name, text] of workflows) {
    expect([name, (parse(text) as Workflow).permissions]).toEqual([name, { contents: "read" }]);
  }
});

test("ci can be started on the branch of a release, as the release workflow does", () => {
  expect(workflows.get("release.yml")).toContain("gh workflow run ci.yml");
  expect(parse(workflows.get("ci.yml")!)).toHaveProperty("on.workflow_dispatch");
});
