#!/usr/bin/env bash
# Files a township's report before your eyes: run it by `./x demo`.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly SAMPLES=deploy/samples
work=$(mktemp -d)
readonly work
export OGID_DATA_DIRECTORY=$work/data
server=

finish() {
  local code=$?
  [[ -z $server ]] || kill -9 "$server" 2>/dev/null || true
  rm -rf "$work"
  exit "$code"
}
trap finish EXIT

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
# Shows a command as one would type it, then runs it. With an exit code in front, that one is expected.
run() {
  local expected=0 code=0
  if [[ $1 =~ ^[0-9]+$ ]]; then
    expected=$1
    shift
  fi
  printf '\033[2m$ %s\033[0m\n' "$*"
  "build/bin/$1" "${@:2}" || code=$?
  [[ $code -eq $expected ]] && return
  echo "exit code $code, not $expected" >&2
  exit 1
}

say "1. 建立数据目录，启动服务 · A data directory, a server"
run ogid init --administrator 张三
build/bin/ogid serve --listen 127.0.0.1:0 --insecure-loopback 2>"$work/log" &
server=$!
port=
for _ in {1..200}; do
  port=$(sed -n 's/.*"event":"ready".*"port":\([0-9]*\).*/\1/p' "$work/log")
  [[ -n $port ]] && break
  kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
  sleep 0.05
done
export OGI_SERVER=127.0.0.1:$port OGI_INSECURE_LOOPBACK=1
echo "ogid: $OGI_SERVER"

say "2. 登记波密县的机关 · The organs of Bomi county"
run ogictl agencies import $SAMPLES/agencies-bomi.csv
run ogictl agencies list --superior 54-0424000

say "3. 玉许乡报送2020年度报告 · Yuxu township files its report of 2020"
run ogictl submit $SAMPLES/yuxu-2020.json

say "4. 网络中断后重试：同一份回执 · A retry after a broken line: the same receipt"
run ogictl submit $SAMPLES/yuxu-2020.json

say "5. 县里接受并公布 · The county accepts and publishes"
run ogictl accept 54-0424204/2020
run ogictl publish 54-0424204/2020

say "6. 读回来 · Reading it back"
run ogictl get 54-0424204/2020 --view published
run ogictl list --superior 54-0424000 --year 2020

say "7. 合计填错时，经办人看到什么 · What a clerk sees when a sum is wrong"
run 4 ogictl submit $SAMPLES/yuxu-2020-wrong-sum.json
run 2 ogictl accept 54-0424204/2020

say "8. 停止服务 · Stopping"
kill -TERM "$server"
wait "$server"
server=
grep -o '"event":"stopped"' "$work/log"
