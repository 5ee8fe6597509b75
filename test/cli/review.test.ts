import { readFileSync } from "node:fs";
import { labConfiguration } from "./support/lab-configuration";
import { Folder, run } from "./support/run";

const folder = new Folder();
const lab = folder.write("lab.tf.json", labConfiguration({ firewall: true }));
afterAll(() => folder.remove());

describe("hub-spoke review", () => {
  it("prints matrix, findings, what costs money, and routes", () => {
    const { code, out } = run(["review", lab]);
    expect(code).toBe(0);
    const order = ["Why", "Findings", "What costs money", "Effective routes"];
    const places = order.map((title) => out.indexOf(`\n${title}`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(out).toContain("Azure Firewall afw-hub01 (Standard)");
  });

  it("writes the page to a file and says so", () => {
    const file = folder.file("review.html");
    const { code, out, err } = run(["review", lab, "--format", "html", "--out", file]);
    expect([code, out]).toEqual([0, ""]);
    expect(err).toMatch(/^Wrote .*review\.html \(\d+ KiB\)\.\n$/);
    expect(readFileSync(file, "utf8")).toMatch(/^<!doctype html>\n<html lang="en">/);
  });

  it("prints Markdown for a pull request, in Japanese too", () => {
    const { out } = run(["review", lab, "--format", "markdown", "--lang", "ja"]);
    expect(out).toMatch(/^## Hub-spoke レビュー: lab\.tf\.json/);
    expect(out).toContain("```mermaid");
  });

  it.each([
    ["page.html", "<!doctype html>"],
    ["page.HTM", "<!doctype html>"],
    ["review.md", "## Hub-and-spoke review"],
    ["review.txt", "lab.tf.json is read as"],
  ])("writes into %s what its name says", (name, start) => {
    const file = folder.file(name);
    expect(run(["review", lab, "--out", file]).code).toBe(0);
    expect(readFileSync(file, "utf8").slice(0, 200).toLowerCase()).toContain(start.toLowerCase());
  });

  it("believes --format more than the name", () => {
    const file = folder.file("page.html");
    run(["review", lab, "--format", "text", "--out", file]);
    expect(readFileSync(file, "utf8")).toContain("Why\n");
  });

  it("says in one sentence why a file can't be written", () => {
    const { code, err } = run(["review", lab, "--out", folder.file("nowhere/review.txt")]);
    expect(code).toBe(2);
    expect(err).toMatch(/nowhere\/review\.txt can't be written: there is no such file or directory\.\n$/);
  });
});
