/**
 * The line that makes a machine a host when root pastes it there. It fetches the join script from the first controller address that answers, runs
 * it only if its SHA-256 is `scriptSha256`, and gives it the token on standard input: the secret stands in no argument list and no URL. The line
 * itself is what the machine trusts; that the fetch does not check the certificate gives nobody a way in.
 */
export function joinLine(joinToken: string, scriptSha256: string): string {
  const fetch = 'curl -fsSk --connect-timeout 5 -o "$f" "$u/join" || wget -q -T 9 --no-check-certificate -O "$f" "$u/join"';
  const refusal =
    'rapidvm: no controller of this line answers, or its agent is another by now: look at its address, or make a new line';
  return [
    `( t='${joinToken}'; f=$(mktemp)`,
    `for u in $(echo "\${t#*@}" | tr , ' '); do { ${fetch}; } && break; done`,
    `if echo "${scriptSha256}  $f" | sha256sum -c --status; then echo "$t" | bash "$f"; else echo '${refusal}' >&2; false; fi`,
    'r=$?; rm -f "$f"; exit $r )',
  ].join('; ');
}
