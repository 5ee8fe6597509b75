/** What every machine of this package takes, whatever it does: servers, routers, appliances, BGP speakers. */
export interface MachineOptions {
  /**
   * Size of the machine. That of a machine that forwards bounds what spokes can exchange.
   * @default "Standard_B2ms", or what the image of an appliance asks for
   */
  readonly size?: string;

  /**
   * Administrator's name.
   * @default "azureadmin"
   */
  readonly adminUsername?: string;

  /**
   * Administrator's password: the value of a sensitive `TerraformVariable`. A literal is refused.
   * @default - the stack's variable `admin_password`, which is declared if need be
   */
  readonly adminPassword?: string;
}

/** What every machine takes that runs Linux. */
export interface LinuxMachineOptions extends MachineOptions {
  /**
   * Public SSH key (RSA of 2048 bits or more, or Ed25519) to log in with instead of the password.
   * @default - the administrator logs in with a password
   */
  readonly adminSshPublicKey?: string;
}
