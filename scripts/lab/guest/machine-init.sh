#!/bin/busybox sh
# The first program of a guest that runs the machine's process and nothing else: no systemd, no udev. The
# configuration and the port come from the host through QEMU's firmware configuration; the process speaks on
# the second serial line. Its end is the guest's end.
b=/bin/busybox
$b mount -t proc proc /proc
$b mount -t sysfs sys /sys
$b mount -t devtmpfs dev /dev
for module in $($b cat /modules.order); do $b insmod "/modules/$module"; done
$b ip link set lo up
$b ip addr add 10.0.2.15/24 dev eth0
$b ip link set eth0 up
until [ -b /dev/vdd ]; do $b sleep 0.02; done
$b mount -t ext4 -o ro,noatime /dev/vda /newroot
$b mount -t ext4 -o ro,noatime /dev/vdc /newroot/opt/kioskd
$b mount -t ext4 -o ro,noatime /dev/vdb /newroot/opt/kioskd/node_modules
$b mount -t ext4 -o rw,noatime /dev/vdd /newroot/mnt
for folder in proc sys dev; do $b mount --move /$folder /newroot/$folder; done
$b mount -t tmpfs tmp /newroot/tmp
exec $b switch_root /newroot /bin/sh /opt/kioskd/machine-start.sh
