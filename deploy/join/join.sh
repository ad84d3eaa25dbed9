#!/usr/bin/env bash
# Makes this machine a host of a RapidVM cluster, or updates the agent of one that is. The controller writes the values between @ signs and
# serves this at /join. The line of `rapidvm host invite` fetches it, checks its SHA-256 and gives it the join token on standard input.
# It brings Node, the agent and what they need onto the machine; everything after that is the agent's own `install`.
set -euo pipefail

readonly agent_sha256=@AGENT_SHA256@
readonly node_version=@NODE_VERSION@
# What the controller has, as "linux-x64=<SHA-256> …".
readonly nodes='@NODES@'
readonly authority='@AUTHORITY@'

readonly home=/opt/rapidvm-agent

say() { printf 'rapidvm: %s\n' "$*" >&2; }
die() { say "$1"; shift; for hint; do printf '  → %s\n' "$hint" >&2; done; exit 1; }
has() { command -v "$1" >/dev/null; }

if [[ $EUID != 0 ]]; then
  has sudo || die 'this needs root' 'become root and paste the line again'
  exec sudo bash "$0"
fi

read -r token || die 'no join token came with this script' 'paste the whole line of `rapidvm host invite`'
case "$(uname -s)/$(uname -m)" in
  Linux/x86_64) platform=linux-x64 qemu=qemu-system-x86_64 qemu_package=qemu-system-x86 ;;
  Linux/aarch64) platform=linux-arm64 qemu=qemu-system-aarch64 qemu_package=qemu-system-arm ;;
  *) die "this machine is $(uname -s) on $(uname -m); a host runs 64-bit Linux on x86_64 or aarch64" ;;
esac

# Trusts the cluster's own authority and nobody else.
get() {
  if has curl; then
    curl -fsS --cacert "$home/ca.pem" --connect-timeout 5 --retry 3 --retry-delay 1 "$1"
  else
    wget -q -T 20 -t 3 --ca-certificate="$home/ca.pem" -O - "$1"
  fi
}

# The controller's time by its own word, only to be told to people.
their_time() { has curl && curl -sSkI --connect-timeout 5 "$1/healthz" | sed -n 's/^[Dd]ate: //p' | tr -d '\r'; }

find_controller() {
  local each problem problems=
  for each in $(tr , ' ' <<<"${token#*@}"); do
    if problem=$(get "$each/healthz" 2>&1 >/dev/null); then url=$each; return; fi
    if [[ $problem == *expired* || $problem == *'not yet'* ]]; then
      die "the controller's certificate is not good by this machine's clock: here it is $(date -u '+%a, %d %b %Y %T GMT'), there $(their_time "$each")" \
        "set the clock (timedatectl set-ntp true, or date -s '…') and paste the line again"
    fi
    problems+=$'\n'"    $each: $problem"
  done
  die "no controller answers:$problems" 'see that this machine reaches it at one of these, then paste the line again'
}

# Fetches a file of the controller, whole or not at all: $1 its name, $2 where to, $3 its SHA-256.
fetch() {
  [[ -f $2 && $(sha256sum <"$2") == "$3  -" ]] && return
  say "fetching $1 from the controller"
  get "$url/join/$1" | gzip -dc >"$2.part" || die "$1 could not be fetched from $url (see above)" 'paste the line again'
  [[ $(sha256sum <"$2.part") == "$3  -" ]] || die "what $url sent as $1 is not what this line names" 'make a new line with `rapidvm host invite`'
  chmod 755 "$2.part"
  mv -f "$2.part" "$2"
}

apt() { DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null >"$home/apt.log" 2>&1; }

# Installs Debian packages: $1 says what for.
debian_packages() {
  local why=$1
  shift
  has apt-get || die "$why takes $*, and there is no apt-get here" 'install them and paste the line again'
  say "$why: apt-get install $*"
  apt install --no-install-recommends "$@" && return
  # Most often the package lists are missing or old.
  apt update && apt install --no-install-recommends "$@" && return
  tail -n 15 "$home/apt.log" >&2
  die "apt-get could not install $* (see above)" 'look at the package sources of this machine, then paste the line again'
}

node_from_npm() {
  has npm || debian_packages "the controller has no Node for $platform; npm fetches it" npm
  say "fetching Node $node_version for $platform with this machine's npm: the controller has none for it"
  npm install --prefix "$home/npm" --no-save --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error \
    "node-$platform@$node_version" >&2 </dev/null ||
    die "npm could not fetch node-$platform@$node_version (see above)" "look at 'npm config get registry', or invite from a controller on $platform"
  mv -f "$home/npm/node_modules/node-$platform/bin/node" "$home/node"
  rm -rf "$home/npm"
}

install_node() {
  local each
  for each in $nodes; do
    if [[ ${each%%=*} == "$platform" ]]; then fetch "node-$platform" "$home/node" "${each#*=}"; return; fi
  done
  [[ -x $home/node && $("$home/node" --version) == "v$node_version" ]] || node_from_npm
}

install_programs() {
  local missing=()
  has "$qemu" || missing+=("$qemu_package")
  has qemu-img || missing+=(qemu-utils)
  has setpriv || missing+=(util-linux)
  /sbin/ldconfig -p | grep -q 'libatomic\.so\.1' || missing+=(libatomic1)
  ((${#missing[@]} == 0)) || debian_packages 'installing what runs virtual machines' "${missing[@]}"
}

mkdir -p "$home"
# One at a time: a second run waits here and then finds everything in place.
exec 9>"$home/lock"
flock --timeout 600 9 || die 'another run of this has not ended in 10 minutes' 'end it, then paste the line again'
printf '%s\n' "$authority" >"$home/ca.pem"
find_controller
install_programs
install_node
fetch agent.js "$home/agent.js" "$agent_sha256"
rm -f "$home/apt.log"
# The lock ends with this process; the agent that is started must not hold it.
"$home/node" "$home/agent.js" install 9>&- <<<"$token"
