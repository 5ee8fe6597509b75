// Changes that would cure pairs: each can be shown in the matrix, and what to write can be copied.

import { PHRASES } from "../../phrases";
import { PageNetwork } from "../page-data";
import { find, findAll, say } from "./dom";
import { MatrixView } from "./matrix";

export interface CuresView {
  /** Shows the matrix with a change, by its index, and leads there. */
  preview(cure: number): void;
}

export function setUpCures(root: ParentNode, data: PageNetwork, matrix: MatrixView): CuresView {
  const buttons = findAll(root, ".preview-cure");
  const notice = find(root, ".preview-notice");
  let shown: number | undefined;
  const show = (cure: number | undefined): void => {
    shown = cure;
    const after = cure === undefined ? undefined : data.cures?.[cure];
    buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(index === cure)));
    matrix.preview(after);
    const count = after === undefined ? 0 : countOfChanges(data.verdicts, after);
    say(notice, cure === undefined ? "" : PHRASES.previewed({ number: cure + 1, count }));
  };
  buttons.forEach((button, index) =>
    button.addEventListener("click", () => {
      show(shown === index ? undefined : index);
      find(root, ".matrix-panel").scrollIntoView({ block: "nearest" });
    }),
  );
  return {
    preview(cure) {
      show(cure);
      const title = find(root, `#${buttons[cure].getAttribute("aria-describedby")}`);
      title.scrollIntoView({ block: "nearest" });
      title.focus();
    },
  };
}

function countOfChanges(before: string, after: string): number {
  return [...before].filter((letter, index) => letter !== after[index]).length;
}

/** Copies what is to be written; where the browser forbids that, selects it. */
export function setUpCopying(root: ParentNode): void {
  for (const button of findAll(root, ".copy-hcl")) {
    button.addEventListener("click", () => {
      const tools = button.parentElement!;
      const code = find(tools.parentElement!, ".hcl code");
      const status = find(tools, ".copy-status");
      const select = (): void => {
        window.getSelection()?.selectAllChildren(code);
        say(status, PHRASES.selectedToCopy);
      };
      if (navigator.clipboard === undefined) {
        select();
      } else {
        navigator.clipboard.writeText(code.textContent ?? "").then(() => say(status, PHRASES.copied), select);
      }
    });
  }
}
