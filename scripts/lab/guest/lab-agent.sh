#!/bin/bash
# Works off the host's commands, which come over a virtio port as lines `<id> <shell in base64>`. Answers with
# lines `O <id> <text>` while a command runs and `E <id> <exit code>` at its end; commands may overlap. A
# program that a command leaves in the background must not keep the command's output open.
port=/dev/virtio-ports/lab
until [ -e "$port" ]; do sleep 0.1; done
exec 3<>"$port"
cd /
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 KIOSKD_LAB=1
mkdir -p /run/lab
read -r uptime _ </proc/uptime
echo "R 0 $uptime" >&3

work_off() {
  local id=$1 code=0
  base64 -d <<<"$2" >"/run/lab/$id.sh"
  [ -d /opt/kioskd ] && cd /opt/kioskd
  { bash "/run/lab/$id.sh" </dev/null 2>&1; echo $? >"/run/lab/$id.code"; } | sed -u "s/^/O $id /" >&3
  read -r code <"/run/lab/$id.code"
  printf '\nE %s %s\n' "$id" "$code" >&3
}

while :; do
  if read -r id shell <&3; then work_off "$id" "$shell" & else sleep 0.1; fi
done
