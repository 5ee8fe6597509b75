import { spawnSync } from "child_process";
import { mkdtempSync, writeFileSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { appStacks } from "../support/apps";

const hasTerraform = spawnSync("terraform", ["-version"]).status === 0;
if (!hasTerraform) {
  console.warn("The password's validation was not run by Terraform: terraform is not installed.");
}

(hasTerraform ? describe : describe.skip)("Terraform itself", () => {
  const directory = mkdtempSync(join(tmpdir(), "admin-password-"));
  // The lab's own variable, without the provider that this machine may not reach.
  const { variable } = appStacks().get("hub-spoke")!;
  writeFileSync(join(directory, "main.tf.json"), JSON.stringify({ variable }));
  const refusal = (password: string): string | undefined => {
    const { stderr } = spawnSync("terraform", ["plan", "-no-color", "-input=false"], {
      cwd: directory,
      encoding: "utf8",
      env: { ...process.env, TF_VAR_admin_password: password },
    });
    return /^(?:│ )?((?:The password|Azure refuses)[^\n]*)/m.exec(stderr)?.[1];
  };

  test.each([
    ["Sh0rt!", /8 to 123 characters/],
    ["Lower_Upper_only", /three of these/],
    ["Pa$$word", /well known/],
  ])("refuses %s", (password, message) => {
    expect(refusal(password)).toMatch(message);
  });

  test("takes a good one", () => {
    expect(refusal("Good-Passw0rd")).toBeUndefined();
  });
});
