#!/usr/bin/env bash
# Installs by apt what the tests need and this machine lacks. As root on Debian or Ubuntu; changes nothing that is there.
set -euo pipefail

packages=()
have() { command -v "$1" >/dev/null 2>&1; }

have chromium || have chromium-browser || have google-chrome || packages+=(chromium)
have pdftoppm || packages+=(poppler-utils)
have pgbench || compgen -G '/usr/lib/postgresql/*/bin/pgbench' >/dev/null || packages+=(postgresql-contrib)
have python3 && python3 -c 'import ensurepip' 2>/dev/null || packages+=(python3 python3-venv)
have java || packages+=(default-jre-headless)
have mvn || packages+=(maven)
have go || [ -x /usr/local/go/bin/go ] || packages+=(golang)

if [ ${#packages[@]} -eq 0 ]; then
  echo 'everything the tests need is here'
  exit 0
fi
if [ "$(id -u)" -ne 0 ] || ! have apt-get; then
  echo "missing: ${packages[*]}; run this as root on Debian or Ubuntu, or install them yourself" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q </dev/null
apt-get install -q -y --no-install-recommends "${packages[@]}" </dev/null
