#!/bin/sh
# kioskctl with the Node that the project pins, from wherever it is called.
set -eu
here=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
node="$here/node_modules/.bin/node"
[ -x "$node" ] || node=node
exec "$node" "$here/src/kioskctl.ts" "$@"
