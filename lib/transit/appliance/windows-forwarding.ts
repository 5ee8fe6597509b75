/**
 * PowerShell that makes a Windows Server forward packets: the registry value counts from the next start on,
 * the interface setting at once. Azure runs it through the machine's agent, so it needs no Internet.
 */
export const WINDOWS_FORWARDING_SCRIPT = `$ErrorActionPreference = "Stop"
$parameters = "HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters"
Set-ItemProperty -Path $parameters -Name IPEnableRouter -Value 1 -Type DWord
Set-NetIPInterface -AddressFamily IPv4 -Forwarding Enabled
`;
