#!/usr/bin/env bash
# Files a township's report before your eyes, everybody with a certificate of his own: run it by
# `./x demo`.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly SAMPLES=deploy/samples
readonly PROGRAMS=${OGI_PROGRAMS:-build/bin}
work=$(mktemp -d)
readonly work
readonly certificates=$work/certificates
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
# as ACTOR [CODE] COMMAND…: shows who types what, then runs it with the actor's certificate; `anyone`
# has none. With an exit code in front, that one is expected.
as() {
  local actor=$1 expected=0 code=0
  shift
  if [[ $1 =~ ^[0-9]+$ ]]; then
    expected=$1
    shift
  fi
  unset OGI_CERT OGI_KEY
  if [[ -e $certificates/$actor.pem ]]; then
    export OGI_CERT=$certificates/$actor.pem OGI_KEY=$certificates/$actor-key.pem
  fi
  printf '\033[2m%s$ %s\033[0m\n' "$actor" "${*//$work\//}"
  "$PROGRAMS/$1" "${@:2}" || code=$?
  [[ $code -eq $expected ]] && return
  echo "exit code $code, not $expected" >&2
  exit 1
}
# A day in China, as `date` knows it: today, tomorrow.
china_day() { TZ=CST-8 date -d "$1" +%F; }

say "1. 制作证书，建立数据目录，启动服务 · Certificates, a data directory, a server"
deploy/certs/make.sh "$certificates"
as host ogid init --administrator security
# There before the server is: it is looked into at once.
touch "$work/log"
"$PROGRAMS/ogid" serve --listen 127.0.0.1:0 --tls-certificate "$certificates/server.pem" \
  --tls-key "$certificates/server-key.pem" --tls-client-ca "$certificates/root.pem" 2>>"$work/log" &
server=$!
port=
for _ in {1..200}; do
  port=$(sed -n 's/.*"event":"ready".*"port":\([0-9]*\).*/\1/p' "$work/log")
  [[ -n $port ]] && break
  kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
  sleep 0.05
done
export OGI_SERVER=127.0.0.1:$port OGI_CA=$certificates/root.pem
echo "ogid: $OGI_SERVER"

say "2. 安全管理员授予角色，三员分立 · The security officer grants roles; nobody has two"
as security ogictl roles grant operator operator
as security ogictl roles grant auditor auditor
as security 2 ogictl roles grant auditor operator

say "3. 系统管理员登记波密县的机关 · The operator puts the organs of Bomi county on record"
as operator ogictl agencies import $SAMPLES/agencies-bomi.csv
as county ogictl agencies list --superior 54-0424000

say "4. 玉许乡报送2020年度报告 · Yuxu township files its report of 2020"
as township ogictl submit $SAMPLES/yuxu-2020.json

say "5. 网络中断后重试：同一份回执 · A retry after a broken line: the same receipt"
as township ogictl submit $SAMPLES/yuxu-2020.json

say "6. 公布之前，无关者查不到，也办不了 · Before it is published, others see nothing and do nothing"
as anyone 2 ogictl get 54-0424204/2020
as stranger 2 ogictl get 54-0424204/2020
as township 2 ogictl accept 54-0424204/2020

say "7. 县里接受；警告由乡里说明之后公布 · The county accepts, and publishes once the township explains the warning"
as county ogictl accept 54-0424204/2020
as county 2 ogictl publish 54-0424204/2020
as township ogictl explain 54-0424204/2020 W2.none_disclosed --text 该文件年底前未上网，次年一季度补登。
as county ogictl publish 54-0424204/2020

say "8. 任何人都能查阅，不需要证书 · Anyone reads it, without a certificate"
as anyone ogictl get 54-0424204/2020 --view published
as anyone ogictl list --superior 54-0424000 --year 2020

say "9. 合计填错时，经办人看到什么 · What a clerk sees when a sum is wrong"
as township 4 ogictl submit $SAMPLES/yuxu-2020-wrong-sum.json
as county 2 ogictl accept 54-0424204/2020

say "10. 县里授权平台，平台代乡里查阅 · The county entitles a platform, which reads for the township"
as county ogictl mandates create 54-0424000 xizang --subtree --from "$(china_day today)" \
  --to "$(china_day tomorrow)"
as revoked ogictl list --agency 54-0424204

say "11. 平台的证书遗失：吊销，即时生效 · The platform lost a certificate: revoked, refused at once"
as security ogictl certificates revoke "$certificates/revoked.pem" --reason 私钥遗失
as revoked 2 ogictl list --agency 54-0424204
as platform ogictl list --agency 54-0424204

say "12. 安全审计员查阅记录：谁办了什么，谁被拒绝 · The auditor reads who did what, and who was denied"
sleep 1.1 # what was refused is on record within a second
as auditor ogictl audit --from "$(china_day today)" --to "$(china_day tomorrow)" --agency 54-0424204
as auditor ogictl audit --from "$(china_day today)" --to "$(china_day tomorrow)" --failures
as operator 2 ogictl audit --from "$(china_day today)" --to "$(china_day tomorrow)"

say "13. 停止服务 · Stopping"
kill -TERM "$server"
wait "$server"
server=
grep -o '"event":"stopped"' "$work/log"
