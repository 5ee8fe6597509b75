/** A public key as OpenSSH writes it. */
export function openSshKey(type: string, ...fields: Buffer[]): string {
  const parts = [Buffer.from(type), ...fields].flatMap((field) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field.length);
    return [length, field];
  });
  return `${type} ${Buffer.concat(parts).toString("base64")} me@example`;
}

/** An RSA key of so many bits, of which nobody has the private half. */
export function rsaKey(bits: number): string {
  const modulus = Buffer.alloc(bits / 8, 0xc5);
  return openSshKey("ssh-rsa", Buffer.from([1, 0, 1]), Buffer.concat([Buffer.from([0]), modulus]));
}
