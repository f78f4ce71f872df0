#!/bin/sh
# Becomes the machine's process in a guest without anything else.
given=/sys/firmware/qemu_fw_cfg/by_name/opt/kioskd
exec >/dev/ttyS1 2>&1
stty -F /dev/ttyS1 raw
cd /opt/kioskd
cp $given/config/raw /tmp/kiosk.json
export KIOSKD_PROOF=1 NODE_ENV=production NODE_OPTIONS=--max-semi-space-size=1
exec node_modules/.bin/node program/run-machine.js \
  --config /tmp/kiosk.json --data /mnt --port "$(cat $given/port/raw)"
