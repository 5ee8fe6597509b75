import { azureCliProgram } from "../../lib/cli/azure-cli";

const WBIN = "C:\\Program Files\\Microsoft SDKs\\Azure\\CLI2\\wbin";
const PYTHON = "C:\\Program Files\\Microsoft SDKs\\Azure\\CLI2\\python.exe";

test("on Windows the Python beside az.cmd runs the Azure CLI, since only a shell could run the batch file", () => {
  const there = [`${WBIN}\\az.cmd`, PYTHON];
  expect(azureCliProgram("win32", { Path: `C:\\Windows;${WBIN}` }, (file) => there.includes(file))).toEqual([
    PYTHON,
    "-IBm",
    "azure.cli",
  ]);
});

test("where there is none, az is asked for", () => {
  expect(azureCliProgram("win32", { Path: WBIN }, () => false)).toEqual(["az"]);
  expect(azureCliProgram("linux", { PATH: "/usr/bin" }, () => true)).toEqual(["az"]);
});
