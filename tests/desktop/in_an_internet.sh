#!/usr/bin/env bash
# in_an_internet.sh PROGRAM ARGS: runs a program on a machine that has a small internet of its own:
# two network namespaces, one of them the machine (51.0.0.2), the other everybody else
# (internet.py). Nothing of it is connected to this machine's network. Root only: else 77.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if [ "${1:-}" != --machine ]; then
    [ "$(id -u)" -eq 0 ] && unshare -n -m true 2>/dev/null || exit 77
    exec unshare -n -m --kill-child "$0" --machine "$@"
fi
shift
folder=$(mktemp -d)
trap 'kill ${others:-} ${services:-} 2>/dev/null || true; rm -rf "$folder"' EXIT

ip link set lo up
python3 "$here/internet.py" "$folder" &
others=$!
until [ -e "$folder/namespace" ]; do sleep 0.02; done
ip link add eth0 type veth peer name eth0 netns "$others"
ip addr add 51.0.0.2/24 dev eth0
ip addr add 2a00:51::2/64 dev eth0 nodad
ip link set eth0 up
ip route add default via 51.0.0.1
ip -6 route add default via 2a00:51::1
python3 "$here/internet.py" --machine &
services=$!
touch "$folder/connected"
until [ -e "$folder/serving" ]; do sleep 0.02; done
echo "nameserver 51.0.0.1" >"$folder/resolv.conf"
mount --bind "$folder/resolv.conf" "$(readlink -f /etc/resolv.conf)"
INTERNET_LOG="$folder/requests" "$@"
