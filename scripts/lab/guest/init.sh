#!/bin/busybox sh
# The first program of the guest: loads what the disks need, mounts the root, hands over to it.
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sys /sys
/bin/busybox mount -t devtmpfs dev /dev
for module in $(/bin/busybox cat /modules.order); do /bin/busybox insmod "/modules/$module"; done
until [ -b /dev/vda ]; do /bin/busybox sleep 0.05; done
/bin/busybox mount -t ext4 -o rw,noatime /dev/vda /newroot || exec /bin/busybox poweroff -f
/bin/busybox umount /proc
/bin/busybox umount /sys
exec /bin/busybox switch_root /newroot /sbin/init
