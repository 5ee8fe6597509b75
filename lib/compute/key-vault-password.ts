import { DataAzurermKeyVaultSecret } from "@cdktf/provider-azurerm/lib/data-azurerm-key-vault-secret";
import { KeyVaultSecret } from "@cdktf/provider-azurerm/lib/key-vault-secret";
import { DataResource, TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { NAME_RULES } from "../azure/names";
import { azureIdProblem, AzureIdType } from "../core/azure-ids";
import { checkAtSynth } from "../core/checks";
import { checked } from "../core/input-check";
import { waitFor } from "../core/late";
import { checkName } from "../core/name-check";
import { givenOut, identityOf } from "../core/references";

/** Props of a {@link KeyVaultPassword}. */
export interface KeyVaultPasswordProps {
  /** Azure id of the Key Vault. Whoever deploys needs the role Key Vault Secrets Officer there; to read, Secrets User. */
  readonly keyVaultId: string;

  /**
   * Name of the secret.
   * @default "admin-password"
   */
  readonly secretName?: string;

  /**
   * Provider configuration of the vault's subscription.
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** A password in a Key Vault. */
export interface IKeyVaultPassword extends IConstruct {
  /** The password, for `adminPassword`: known after apply, or at plan for one that is there already. */
  readonly value: string;
}

abstract class KeyVaultPasswordBase extends Construct implements IKeyVaultPassword {
  public abstract readonly value: string;
}

const DEFAULT_NAME = "admin-password";

/**
 * A password that nobody has written: Terraform makes it at the first apply (an `azurerm_key_vault_secret`, written by a
 * write-only argument, and a `terraform_data` that remembers it), and people read it in the Key Vault. It is in Terraform's
 * state, as the password of every azurerm machine is, and in no file of the program. It needs Terraform 1.11.
 *
 * It stays what it is: another one would replace the machines that have it.
 */
export class KeyVaultPassword extends KeyVaultPasswordBase {
  /** Takes a password that is in a Key Vault already. Whoever plans must be able to read it. */
  public static fromSecret(scope: Construct, id: string, props: KeyVaultPasswordProps): IKeyVaultPassword {
    checked(`${scope.node.path}/${id}`, "KeyVaultPasswordProps", props);
    class Existing extends KeyVaultPasswordBase {
      public readonly value: string;

      public constructor() {
        super(scope, id);
        const secret = new DataAzurermKeyVaultSecret(this, "Resource", {
          name: props.secretName ?? DEFAULT_NAME,
          keyVaultId: props.keyVaultId,
          provider: props.provider,
        });
        this.value = secret.value;
      }
    }
    const existing = new Existing();
    check(existing, props);
    return existing;
  }

  public readonly value: string;

  public constructor(scope: Construct, id: string, props: KeyVaultPasswordProps) {
    super(scope, id);
    checked(this, "KeyVaultPasswordProps", props);
    const memory = new DataResource(this, "Memory", { lifecycle: { ignoreChanges: ["triggers_replace"] } });
    // 122 random bits or more, and the three kinds of character that Azure wants.
    // Not as `input`: Terraform copies that to `output`, which it prints in clear when it destroys.
    memory.addOverride("triggers_replace", '${sensitive("Aa1-${uuid()}")}');
    this.value = givenOut(memory, "triggers_replace");
    const secret = new KeyVaultSecret(this, "Resource", {
      name: props.secretName ?? DEFAULT_NAME,
      keyVaultId: props.keyVaultId,
      valueWo: this.value,
      valueWoVersion: 1,
      contentType: "password",
      provider: props.provider,
    });
    waitFor(secret, () => rightsTo(this, props.keyVaultId));
    check(this, props);
  }
}

/** E20: what the stack grants on the vault, without which the secret can neither be written nor deleted. */
function rightsTo(password: IConstruct, keyVaultId: string): TerraformResource[] {
  const vault = identityOf(password, keyVaultId);
  return TerraformStack.of(password)
    .node.findAll()
    .filter(TerraformResource.isTerraformResource)
    .filter((resource) => {
      const argument = RIGHTS[resource.terraformResourceType];
      const given = argument && (resource as unknown as Record<string, unknown>)[`${argument}Input`];
      return typeof given === "string" && identityOf(password, given) === vault;
    });
}

/** Resources that grant rights to a vault, and the argument that says to which. */
const RIGHTS: { readonly [type: string]: string | undefined } = {
  azurerm_key_vault_access_policy: "keyVaultId",
  azurerm_role_assignment: "scope",
};

function check(password: Construct, { keyVaultId, secretName }: KeyVaultPasswordProps): void {
  checkName(password, NAME_RULES.keyVaultSecret, secretName ?? DEFAULT_NAME);
  checkAtSynth(password, () => [azureIdProblem("keyVaultId", keyVaultId, AzureIdType.KEY_VAULT)]);
}
