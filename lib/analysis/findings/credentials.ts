import { CREDENTIAL_RULES, CredentialRules, isPasswordAllowed, usernameFault } from "../../azure/credentials";
import { SECRET_ARGUMENTS } from "../../azure/secret-arguments";
import { SshKeyFault, sshKeyFault } from "../../azure/ssh-key";
import { Arguments, ConfiguredResource, InputKind } from "../model";
import { LocalizedText } from "../result";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

const WINDOWS = "azurerm_windows_virtual_machine";
const LINUX = "azurerm_linux_virtual_machine";

const SYSTEMS = [
  { type: WINDOWS, rules: CREDENTIAL_RULES.Windows },
  { type: LINUX, rules: CREDENTIAL_RULES.Linux },
] as const;

/** Administrators of machines: names, passwords, keys. No message repeats a password. */
export const CREDENTIAL_CHECKS: readonly Check[] = [
  {
    code: "ADMIN_USERNAME",
    severity: "error",
    what: {
      en: "Azure does not allow the administrator's name of a machine, in any case of letters",
      ja: "仮想マシンの管理者名を Azure が許可していません。大文字と小文字は区別されません",
    },
    source: SOURCES.windowsFaq,
    fix: { en: "Use another name, such as azureuser.", ja: "azureuser など別の名前にしてください。" },
    *find(network) {
      for (const { resource, values, rules } of machines(network)) {
        const name = values.text("admin_username");
        if (name !== undefined && usernameFault(rules, name) !== undefined) {
          yield problemAt(resource.address, {
            en: `Virtual machine ${nameOf(resource)} has the administrator ${quote(name)}; Azure refuses reserved names, more than ${rules.longestUsername} characters, a final "." and special characters.`,
            ja: `仮想マシン ${nameOf(resource)} の管理者名 ${quote(name)} は使えません。予約された名前、${rules.longestUsername} 文字を超える名前、末尾のピリオド、特殊文字は許可されていません。`,
          });
        }
      }
    },
  },
  {
    code: "ADMIN_PASSWORD_WEAK",
    severity: "error",
    what: {
      en: "The administrator's password breaks Azure's rules: length, three kinds of characters, ten well-known ones",
      ja: "管理者のパスワードが Azure の要件（長さ、3 種類以上の文字、よく知られた 10 個の禁止）を満たしていません",
    },
    source: SOURCES.windowsFaq,
    fix: {
      en: "Mix lower case, upper case, digits and other characters (an underscore does not count).",
      ja: "小文字・大文字・数字・記号（アンダースコアは数えません）のうち 3 種類以上を組み合わせてください。",
    },
    *find(network) {
      for (const { resource, values, rules } of machines(network)) {
        const password = values.text("admin_password");
        const { shortestPassword: min, longestPassword: max } = rules;
        if (password !== undefined && !isPasswordAllowed(rules, password)) {
          yield problemAt(resource.address, {
            en: `The password of virtual machine ${nameOf(resource)} is refused by Azure: it needs ${min} to ${max} characters of three kinds, and must not be a well-known one.`,
            ja: `仮想マシン ${nameOf(resource)} のパスワードは Azure の要件を満たしません。${min}～${max} 文字で 3 種類以上の文字が必要で、よく知られたものは使えません。`,
          });
        }
      }
    },
  },
  {
    code: "SECRET_IN_CONFIGURATION",
    severity: "warning",
    what: {
      en: "A password or shared key stands in clear text in the input",
      ja: "パスワードまたは共有キーが、入力に平文で含まれています",
    },
    source: SOURCES.terraformSensitive,
    fix: {
      en: "Take it from a variable with sensitive = true; keep a plan as secret as a state.",
      ja: "sensitive = true の変数から渡してください。plan の出力は state と同様に秘密として扱ってください。",
    },
    *find(network) {
      const holders = [WINDOWS, LINUX, "azurerm_virtual_network_gateway_connection"].flatMap((type) =>
        network
          .resourcesOf(type)
          .flatMap((resource) => SECRET_ARGUMENTS[type].map((argument) => [resource, argument] as const)),
      );
      const inputs = network.model.inputs ?? [];
      const isTemplate = inputs.length > 0 && inputs.every(({ kind }) => TEMPLATES.has(kind));
      for (const [resource, argument] of holders) {
        if (network.argumentsOf(resource.address).text(argument) !== undefined) {
          yield {
            resource: resource.address,
            message: {
              en: `The ${argument} of ${nameOf(resource)} stands in clear text in this input.`,
              ja: `${nameOf(resource)} の ${argument} が平文で含まれています。`,
            },
            ...(isTemplate && { fix: SECURE_PARAMETER }),
          };
        }
      }
    },
  },
  {
    code: "LINUX_WITHOUT_CREDENTIALS",
    severity: "error",
    what: {
      en: "A Linux machine has neither an SSH key nor a password",
      ja: "Linux 仮想マシンに SSH キーもパスワードもありません",
    },
    source: SOURCES.linuxVirtualMachine,
    fix: {
      en: "Give admin_ssh_key, or admin_password with disable_password_authentication = false.",
      ja: "admin_ssh_key を指定するか、admin_password と disable_password_authentication = false を指定してください。",
    },
    *find(network) {
      for (const resource of network.resourcesOf(LINUX)) {
        const values = network.argumentsOf(resource.address);
        if (values.isUnknown("disable_password_authentication") || values.isSet("os_managed_disk_id")) {
          continue;
        }
        const passwords = values.boolean("disable_password_authentication") === false;
        if (!values.isSet("admin_password") && !values.isSet("admin_ssh_key")) {
          yield problemAt(resource.address, {
            en: `Linux virtual machine ${nameOf(resource)} has no SSH key, and password authentication is ${passwords ? "on without a password" : "off"}.`,
            ja: `Linux 仮想マシン ${nameOf(resource)} に SSH キーがなく、パスワード認証も${passwords ? "パスワードが未指定" : "無効"}です。`,
          });
        }
      }
    },
  },
  {
    code: "LINUX_PASSWORD_DISABLED",
    severity: "error",
    what: {
      en: "A Linux machine has a password and no SSH key, but password authentication is off (the default)",
      ja: "Linux 仮想マシンにパスワードだけがあり SSH キーがありませんが、パスワード認証が無効（既定）です",
    },
    source: SOURCES.linuxVirtualMachine,
    fix: {
      en: "Set disable_password_authentication = false, or give admin_ssh_key.",
      ja: "disable_password_authentication = false にするか、admin_ssh_key を指定してください。",
    },
    *find(network) {
      for (const resource of network.resourcesOf(LINUX)) {
        const values = network.argumentsOf(resource.address);
        const off =
          !values.isUnknown("disable_password_authentication") &&
          values.boolean("disable_password_authentication") !== false;
        // Beside a key the provider takes the password, and it goes unused.
        if (off && values.isSet("admin_password") && !values.isSet("admin_ssh_key")) {
          yield problemAt(resource.address, {
            en: `Linux virtual machine ${nameOf(resource)} has admin_password and no SSH key, but disable_password_authentication is true.`,
            ja: `Linux 仮想マシン ${nameOf(resource)} には admin_password だけがあり SSH キーがありませんが、disable_password_authentication が true です。`,
          });
        }
      }
    },
  },
  {
    code: "SSH_KEY",
    severity: "error",
    what: {
      en: "An SSH key is neither RSA with 2048 bits or more nor ED25519",
      ja: "SSH キーが、2048 ビット以上の RSA でも ED25519 でもありません",
    },
    source: SOURCES.sshKeys,
    fix: {
      en: "Make one with ssh-keygen -t ed25519.",
      ja: "ssh-keygen -t ed25519 で作成してください。",
    },
    *find(network) {
      for (const resource of network.resourcesOf(LINUX)) {
        for (const block of network.argumentsOf(resource.address).blocks("admin_ssh_key")) {
          const key = block.text("public_key");
          const fault = key === undefined ? undefined : sshKeyFault(key);
          if (fault) {
            const problem = sshKeyWords(fault);
            yield problemAt(resource.address, {
              en: `The SSH key of ${nameOf(resource)} ${problem.en}; Azure takes RSA with 2048 bits or more, and ED25519.`,
              ja: `${nameOf(resource)} の SSH キーは ${problem.ja}。Azure で使えるのは 2048 ビット以上の RSA と ED25519 です。`,
            });
          }
        }
      }
    },
  },
];

interface Machine {
  readonly resource: ConfiguredResource;
  readonly values: Arguments;
  readonly rules: CredentialRules;
}

function machines(network: CheckedNetwork): Machine[] {
  return SYSTEMS.flatMap(({ type, rules }) =>
    network
      .resourcesOf(type)
      .map((resource) => ({ resource, values: network.argumentsOf(resource.address), rules })),
  );
}

/** Completes "the key …". */
function sshKeyWords(fault: SshKeyFault): LocalizedText {
  switch (fault.kind) {
    case "type":
      return { en: `has the type ${quote(fault.type)}`, ja: `${quote(fault.type)} 形式です` };
    case "bits":
      return { en: `has ${fault.bits} bits`, ja: `${fault.bits} ビットです` };
    default:
      return { en: "is not an OpenSSH public key", ja: "OpenSSH 形式の公開鍵ではありません" };
  }
}

const TEMPLATES: ReadonlySet<InputKind> = new Set(["template", "bicep-snapshot"]);

const SECURE_PARAMETER: LocalizedText = {
  en: 'Take it from a parameter of type "securestring" (@secure() in Bicep), which a parameters file fills from Key Vault.',
  ja: "securestring 型のパラメーター（Bicep では @secure()）から渡し、値はパラメーター ファイルで Key Vault から参照してください。",
};
