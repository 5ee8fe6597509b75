import { problemMessage } from "../messages/problems";
import { Check, problemAt } from "./check";
import { SOURCES } from "./sources";

/** What Terraform refuses to plan from nothing, and takes once a part of it is there. */
export const UNPLANNABLE_CHECKS: readonly Check[] = [
  {
    code: "INSTANCES_AFTER_APPLY",
    severity: "warning",
    what: {
      en: "count or for_each depends on the id of a resource that azurerm is yet to create: Terraform refuses the first plan",
      ja: "count または for_each が、azurerm がこれから作成するリソースの ID に依存しています。最初の plan が Terraform に拒否されます",
    },
    source: SOURCES.terraformForEach,
    fix: {
      en: "Decide by what is written: give for_each a map with keys of your own and the ids as values, and count a variable of type bool (or an object around the id, which is null or not before apply).",
      ja: "適用前に決まる値で判定してください。for_each にはキーを自分で書いたマップ（値に ID）を渡し、count には bool 型の変数、または ID を包んだオブジェクト（null かどうかが適用前に決まります）を使います。",
    },
    *find({ model }) {
      for (const problem of model.problems) {
        if (problem.code === "INSTANCES_AFTER_APPLY") {
          yield problemAt(problem.resource, problemMessage(problem));
        }
      }
    },
  },
];
