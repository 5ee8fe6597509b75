import { supportOf } from "../../azure/image-support";
import { Check, problemAt } from "./check";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

const MACHINES = [
  "azurerm_windows_virtual_machine",
  "azurerm_linux_virtual_machine",
  "azurerm_windows_virtual_machine_scale_set",
  "azurerm_linux_virtual_machine_scale_set",
];

/** What the matrix doesn't show of machines: how long their system is mended, and who knows their password. */
export const MACHINE_SUPPORT_CHECKS: readonly Check[] = [
  {
    code: "IMAGE_SUPPORT_ENDS",
    severity: "warning",
    what: {
      en: "Support of a machine's image has ended, or ends within twelve months (W102)",
      ja: "仮想マシンのイメージのサポートが終了したか、12 か月以内に終了します（W102）",
    },
    source: SOURCES.lifecycle,
    fix: {
      en: "Take a newer image; another image replaces the machine.",
      ja: "新しいイメージを使ってください。イメージを変えると仮想マシンは再作成されます。",
    },
    *find(network) {
      const [today, inAYear] = daysFrom(new Date());
      for (const resource of network.resourcesOf(...MACHINES)) {
        const [image] = network.argumentsOf(resource.address).blocks("source_image_reference");
        const [publisher, offer, sku] = ["publisher", "offer", "sku"].map((name) => image?.text(name));
        const support = publisher && offer && sku ? supportOf(publisher, offer, sku) : undefined;
        if (support !== undefined && support.until < inAYear) {
          const ended = support.until < today;
          yield problemAt(resource.address, {
            en: `Virtual machine ${nameOf(resource)} runs ${support.name}, whose support ${ended ? "ended" : "ends"} on ${support.until}: nobody mends its faults after that.`,
            ja: `仮想マシン ${nameOf(resource)} の ${support.name} のサポートは ${support.until} に終了${ended ? "しました" : "します"}。以降は修正プログラムが提供されません。`,
          });
        }
      }
    },
  },
  {
    code: "PASSWORD_READ_FROM_VAULT",
    severity: "info",
    what: {
      en: "A machine's password is read from a key vault: it stands in Terraform's state in clear text (W104)",
      ja: "仮想マシンのパスワードがキー コンテナーから読み取られています。Terraform の state に平文で保存されます（W104）",
    },
    source: SOURCES.terraformSensitive,
    fix: {
      en: "Keep the state as secret as the vault; or let people log in by Entra ID or SSH key, and reset the password outside Terraform with ignore_changes = [admin_password].",
      ja: "state をキー コンテナーと同様に保護してください。または Entra ID か SSH キーで認証し、ignore_changes = [admin_password] を指定してパスワードは Terraform の外で再設定してください。",
    },
    *find(network) {
      for (const resource of network.resourcesOf(...MACHINES)) {
        const written = network.argumentsOf(resource.address).printed("admin_password");
        if (VAULT_SECRET.test(written ?? "")) {
          yield problemAt(resource.address, {
            en: `The admin_password of virtual machine ${nameOf(resource)} is read from a key vault, and stands in the state in clear text.`,
            ja: `仮想マシン ${nameOf(resource)} の admin_password はキー コンテナーから読み取られ、state に平文で保存されます。`,
          });
        }
      }
    },
  },
];

/** A secret that a data source or a resource gives out; an ephemeral one can't be a password (azurerm has no such argument). */
const VAULT_SECRET = /\bazurerm_key_vault_secret\.[^}]*\.value\b/;

/** Today, and the day in twelve months, as `2026-11-27`. */
function daysFrom(date: Date): readonly [string, string] {
  const later = new Date(date);
  later.setUTCFullYear(date.getUTCFullYear() + 1);
  return [date.toISOString().slice(0, 10), later.toISOString().slice(0, 10)];
}
