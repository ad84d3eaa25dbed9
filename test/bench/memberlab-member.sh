#!/usr/bin/env bash
# One member for memberlab: builds the program when it is missing or older than what it is made of, then becomes it.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."
program=dist/test/memberlab/member.js
made_of=(libs/mesh libs/kernel/src libs/domain/src libs/runtime/src libs/agent/app/src apps/agent/src test/bench/memberlab-member.ts test/bench/memberlab-rolldown.config.ts)

is_current() { [[ -f $program && -z $(find "${made_of[@]}" -name '*.ts' -newer "$program" -print -quit) ]]; }

build() {
  [[ -x .tools/bin/node && -d node_modules/rolldown ]] || ./rapidvm build >&2
  .tools/bin/node node_modules/rolldown/bin/cli.mjs --config test/bench/memberlab-rolldown.config.ts >&2
}

if ! is_current; then
  mkdir -p dist/test
  exec 9>dist/test/memberlab.lock
  flock 9
  is_current || build
  exec 9>&-
fi
# As the launcher and the service unit start the agent.
export MALLOC_ARENA_MAX=1
exec .tools/bin/node --max-semi-space-size=1 --max-old-space-size=96 --v8-pool-size=1 "$program" "$@"
