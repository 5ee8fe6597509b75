import { InputKind, InputSource } from "../analysis";
import { LocalizedText } from "../analysis/result";
import { inBoth } from "./language";

const KINDS: Readonly<Record<InputKind, LocalizedText>> = {
  configuration: { en: "a Terraform configuration", ja: "Terraform の構成" },
  plan: { en: "a plan", ja: "プラン" },
  state: { en: "a state: what Terraform has deployed", ja: "ステート（Terraform がデプロイ済みの内容）" },
  azure: { en: "what is deployed, as Azure shows it", ja: "Azure から取得したデプロイ済みの内容" },
  template: { en: "an ARM template", ja: "ARM テンプレート" },
  "bicep-snapshot": { en: "a Bicep snapshot", ja: "Bicep スナップショット" },
  pulumi: { en: "a Pulumi preview or stack", ja: "Pulumi のプレビューまたはスタック" },
};

/** Of a folder of many units, so many are named. */
const NAMED = 6;

/** What the inputs of a network were taken for, in one line; `undefined` where nobody read any. */
export function inputsInWords(inputs: readonly InputSource[] = []): LocalizedText | undefined {
  if (inputs.length === 0) {
    return undefined;
  }
  if (inputs.length === 1) {
    const [{ source, kind }] = inputs;
    return {
      en: `${source} is read as ${KINDS[kind].en}.`,
      ja: `${source} を${/^\w/.test(KINDS[kind].ja) ? " " : ""}${KINDS[kind].ja}として読み込みました。`,
    };
  }
  const more = inputs.length - NAMED;
  return inBoth((language) => {
    const named = inputs
      .slice(0, NAMED)
      .map(({ source, kind }) =>
        language === "en" ? `${source} (${KINDS[kind].en})` : `${source}（${KINDS[kind].ja}）`,
      );
    const rest = more <= 0 ? [] : [language === "en" ? `${more} more` : `ほか ${more} 件`];
    return language === "en"
      ? `${inputs.length} inputs are read as one network: ${[...named, ...rest].join(", ")}.`
      : `${inputs.length} 個の入力を 1 つのネットワークとして読み込みました: ${[...named, ...rest].join("、")}。`;
  });
}
