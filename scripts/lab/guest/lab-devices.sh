#!/bin/bash
# Gives the guest its devices: USB gadgets behind dummy_hcd, simulated GPIO lines, a camera, a sound card, a
# watchdog. Each gadget's other end, where a test plays the device, is linked as /dev/lab/<name>; unplugging is
# done by emptying the gadget's UDC file. Run once after the start; what the devices are called is the contract
# with test/support/lab-devices.ts.
set -eu
config=/sys/kernel/config
gadgets=$config/usb_gadget

mountpoint -q $config || mount -t configfs none $config
modprobe -a libcomposite uhid uinput usbhid hid-generic usblp cdc-acm evdev snd-dummy videodev
modprobe dummy_hcd num=12
modprobe v4l2loopback video_nr=10 card_label=LabCamera exclusive_caps=1
modprobe softdog soft_noboot=1 soft_margin=60
modprobe gpio-simulated
mkdir -p /dev/lab

bytes() { printf "$(tr -dc 0-9a-f <<<"$1" | sed 's/../\\x&/g')"; }

# gadget <name> <vendor> <product> <what it is called>
gadget() {
  local folder=$gadgets/$1
  mkdir -p "$folder/strings/0x409" "$folder/configs/c.1/strings/0x409"
  echo "0x$2" >"$folder/idVendor"
  echo "0x$3" >"$folder/idProduct"
  echo 0x0200 >"$folder/bcdUSB"
  echo Lab >"$folder/strings/0x409/manufacturer"
  echo "$4" >"$folder/strings/0x409/product"
  echo "LAB-$1" >"$folder/strings/0x409/serialnumber"
}

# plug <name> <function>: joins the function to the gadget and the gadget to the controller of its own.
next_controller=0
plug() {
  ln -s "$gadgets/$1/functions/$2" "$gadgets/$1/configs/c.1/"
  mkdir -p /run/lab/controllers
  echo "dummy_udc.$next_controller" >"/run/lab/controllers/$1"
  echo "dummy_udc.$next_controller" >"$gadgets/$1/UDC"
  next_controller=$((next_controller + 1))
}

# hid <name> <report length> <subclass> <protocol> <report descriptor>
hid() {
  local folder=$gadgets/$1/functions/hid.$1
  mkdir "$folder"
  echo "$2" >"$folder/report_length"
  echo "$3" >"$folder/subclass"
  echo "$4" >"$folder/protocol"
  bytes "$5" >"$folder/report_desc"
  plug "$1" "hid.$1"
  ln -sf "$(readlink -f "/dev/char/$(cat "$folder/dev")")" "/dev/lab/$1"
}

acm() {
  mkdir "$gadgets/$1/functions/acm.$1"
  plug "$1" "acm.$1"
  local port=/dev/ttyGS$(cat "$gadgets/$1/functions/acm.$1/port_num")
  stty -F "$port" raw -echo
  ln -sf "$port" "/dev/lab/$1"
}

# A keyboard as the boot protocol has it, and a bar code scanner as the usage page 0x8c has it: report 2 is
# a length, three characters of AIM identifier, 56 characters of data, and flags.
keyboard="05 01 09 06 a1 01 05 07 19 e0 29 e7 15 00 25 01 75 01 95 08 81 02 95 01 75 08 81 03 95 05 75 01
  05 08 19 01 29 05 91 02 95 01 75 03 91 03 95 06 75 08 15 00 25 65 05 07 19 00 29 65 81 00 c0"
pos="05 8c 09 02 a1 01 85 02 05 8c 09 12 a1 02 75 08 95 01 15 00 26 ff 00 05 01 09 3b 81 02 05 8c 95 03
  09 fb 09 fc 09 fd 81 02 95 38 09 fe 82 02 01 95 03 09 ff 81 02 c0 c0"

gadget wedge 1eab 0022 "Lab keyboard wedge" && hid wedge 8 1 1 "$keyboard"
gadget pos 0c2e 0b81 "Lab HID-POS scanner" && hid pos 64 0 0 "$pos"
gadget pos2 0c2e 0b81 "Lab HID-POS scanner" && hid pos2 64 0 0 "$pos"

gadget printer 04b8 0e15 "Lab receipt printer"
mkdir $gadgets/printer/functions/printer.printer
echo "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;DES:EPSON TM-T20II;" \
  >$gadgets/printer/functions/printer.printer/pnp_string
echo 16 >$gadgets/printer/functions/printer.printer/q_len
plug printer printer.printer
ln -sf /dev/g_printer0 /dev/lab/printer

gadget serial-scanner 1eab 1a06 "Lab serial scanner" && acm serial-scanner
gadget mdb 16d0 0bd7 "Lab MDB adapter" && acm mdb
gadget coffee 0525 a4a7 "Lab coffee machine" && acm coffee
gadget fingerprint 0483 5740 "Lab fingerprint reader" && acm fingerprint
gadget board 2341 0043 "Lab I/O board" && acm board

chip() {
  local folder=$config/gpio-sim/$1 line=0 name
  mkdir -p "$folder/bank0"
  echo "$1" >"$folder/bank0/label"
  shift
  echo $# >"$folder/bank0/num_lines"
  for name in "$@"; do
    mkdir "$folder/bank0/line$line"
    [ "$name" = - ] || echo "$name" >"$folder/bank0/line$line/name"
    line=$((line + 1))
  done
  echo 1 >"$folder/live"
}
chip kiosk-io motor.A1 motor.A2 motor.A3 drop door.cabinet door.cabinet.open coin coin.accept payout \
  hopper lamp - - - - -

udevadm settle -t 60
# The kernel enumerates on its own time.
for _ in $(seq 300); do
  [ "$(ls -d /dev/hidraw* /dev/ttyACM* /dev/usb/lp* 2>/dev/null | wc -l)" -ge 9 ] && exit 0
  sleep 0.2
done
echo "the kernel has not made a node for every device:"
ls -d /dev/hidraw* /dev/ttyACM* /dev/usb/lp*
exit 1
