#!/usr/bin/env bash
# Makes a complete set of certificates for development and tests: make.sh DIRECTORY
# What each is for: README.md. Never use them to serve the public.
set -euo pipefail
umask 077
[[ $# -eq 1 ]] || { echo "usage: make.sh DIRECTORY" >&2; exit 2; }
mkdir -p "$1"
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Shows what openssl says only where it fails.
quietly() {
  local said
  said=$("$@" 2>&1) || { printf '%s: %s\n' "$*" "$said" >&2; return 1; }
}

key() { quietly openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }

# authority NAME: NAME.pem, NAME-key.pem.
authority() {
  key "$1-key.pem"
  quietly openssl req -x509 -new -key "$1-key.pem" -subj "/CN=OGI development $1" -days 3650 \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign \
    -config /dev/null -out "$1.pem"
}

# certificate NAME AUTHORITY USAGE SAN [FIRST LAST]: NAME.pem, NAME-key.pem. FIRST and LAST as
# YYYYMMDDHHMMSSZ; without them from now, for a year.
certificate() {
  local name=$1 authority=$2 usage=$3 names=$4
  local dates=(-days 365)
  [[ $# -lt 6 ]] || dates=(-startdate "$5" -enddate "$6")
  local ca=$work/$name
  mkdir "$ca"
  : >"$ca/index"
  cat >"$ca/config" <<CONFIG
[ca]
default_ca = this
[this]
database = $ca/index
new_certs_dir = $ca
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[leaf]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = $usage
${names:+subjectAltName = $names}
CONFIG
  key "$name-key.pem"
  quietly openssl req -new -key "$name-key.pem" -subj "/CN=$name" -config /dev/null \
    -out "$ca/request"
  quietly openssl ca -batch -notext -config "$ca/config" -extensions leaf -in "$ca/request" \
    -cert "$authority.pem" -keyfile "$authority-key.pem" "${dates[@]}" -out "$name.pem"
}

client() { certificate "$1" root clientAuth "$2" "${@:3}"; }

self_signed() {
  key self-signed-key.pem
  quietly openssl req -x509 -new -key self-signed-key.pem -subj /CN=self-signed -days 365 \
    -addext subjectAltName=URI:ogi:platforms/xizang -addext extendedKeyUsage=clientAuth \
    -config /dev/null -out self-signed.pem
}

token_key() {
  key platform-token-key.pem
  quietly openssl pkey -in platform-token-key.pem -pubout -out platform-token-public.pem
}

jobs=()
start() {
  "$@" &
  jobs+=($!)
}
finish() {
  local job
  for job in "${jobs[@]}"; do wait "$job"; done
  jobs=()
}

start authority root
start authority other-authority
finish
start certificate server root serverAuth DNS:localhost,IP:127.0.0.1,IP:::1
start client platform URI:ogi:platforms/xizang
start client county URI:ogi:agencies/54-0424000
start client township URI:ogi:agencies/54-0424204
start client stranger URI:ogi:agencies/54-0424201
start client central URI:ogi:agencies/00-GWYBGT
start client operator URI:ogi:staff/operator
start client security URI:ogi:staff/security
start client auditor URI:ogi:staff/auditor
start client gateway URI:ogi:gateways/portal
start client revoked URI:ogi:platforms/xizang
start client expired URI:ogi:platforms/xizang 20200101000000Z 20210101000000Z
start client not-yet-valid URI:ogi:platforms/xizang 20900101000000Z 20910101000000Z
start client without-name ""
start client two-names URI:ogi:platforms/xizang,URI:ogi:agencies/54-0424204
start client wrong-name URI:ogi:platforms/xi/zang
start certificate other-root other-authority clientAuth URI:ogi:platforms/xizang
start self_signed
start token_key
finish
