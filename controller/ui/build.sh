#!/bin/sh
# Builds the page into target/classes/ui, and only what changed: Maven calls this on every build.
set -eu
cd "$(dirname "$0")"
out=../target/classes/ui
if ! command -v npm >/dev/null 2>&1; then
  echo "The page needs Node.js 20.19 or newer with npm to build (Debian: apt-get install nodejs npm)." >&2
  exit 69
fi
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-audit --no-fund --loglevel=error
fi
if [ ! -e "$out/index.html" ] || [ -n "$(find src test public index.html package-lock.json vite.config.ts tsconfig.json -newer "$out/index.html" | head -n 1)" ]; then
  npm run --silent test
  npm run --silent build
fi
