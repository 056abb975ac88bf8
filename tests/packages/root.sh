# Sourced by tests/packages/check: Debian systems in folders, and programs inside of them. Needs root.
# shellcheck shell=bash

# make_root SUITE TAR: the smallest system that apt works in.
make_root() {
    mmdebstrap --quiet --variant=minbase --include=ca-certificates,apt-utils \
        --hook-dir=/usr/share/mmdebstrap/hooks/maybe-merged-usr \
        --dpkgopt=force-unsafe-io --customize-hook='copy-in /etc/resolv.conf /etc' "$1" "$2" >"$2.log" 2>&1 ||
        { tail -n 20 "$2.log" >&2; return 1; }
}

# What a program expects of /dev, in a folder: nodes, so that nothing of this machine's is changed.
# shellcheck disable=SC2016 # expanded inside
kDevices='
  mount -t tmpfs -o mode=755 tmpfs "$0/dev"
  while read -r name major minor; do mknod -m 666 "$0/dev/$name" c "$major" "$minor"; done <<NODES
null 1 3
zero 1 5
full 1 7
random 1 8
urandom 1 9
tty 5 0
NODES
  mkdir "$0"/dev/{net,pts,shm}
  mknod -m 666 "$0/dev/net/tun" c 10 200
  mount -t devpts -o newinstance,ptmxmode=666 devpts "$0/dev/pts"
  ln -s pts/ptmx "$0/dev/ptmx"; ln -s /proc/self/fd "$0/dev/fd"
  mount -t tmpfs -o mode=1777 tmpfs "$0/dev/shm"'

# pivot_root, for programs in a chroot may not make namespaces.
# shellcheck disable=SC2016 # expanded inside
kEnter='
  mount --bind "$0" "$0"; mount -t proc proc "$0/proc"
  mount -t tmpfs tmpfs "$0/run"; mount -t tmpfs -o mode=1777 tmpfs "$0/tmp"
  '"$kDevices"'
  [ -z "${SOURCE:-}" ] || { mkdir -p "$0/source"; mount --bind -o ro "$SOURCE" "$0/source"; }
  cd "$0"; pivot_root . .; umount -l .'

# in_root FOLDER COMMAND...: in namespaces of its own; all that it leaves behind ends with it.
# SOURCE: a folder that is at /source there.
in_root() {
    unshare --mount --pid --fork --kill-child --propagation private \
        bash -c "set -e; $kEnter"'; exec "$@"' "$@"
}

# boot FOLDER: systemd as the first process there; its number here is left in $booted.
boot() {
    setsid unshare --mount --pid --fork --kill-child --uts --ipc --cgroup --propagation private \
        bash -c 'set -e
  mount -t sysfs sysfs "$0/sys"; mount -t cgroup2 cgroup2 "$0/sys/fs/cgroup"
  '"$kEnter"'; container=test exec /lib/systemd/systemd </dev/null >/dev/null 2>&1' "$1" &
    holder=$!
    booted=
    for _ in $(seq 100); do
        booted=$(pgrep -P "$holder" -f '^/lib/systemd/systemd' || true)
        [ -n "$booted" ] && in_booted systemctl is-system-running --wait >/dev/null 2>&1 && return 0
        sleep 0.2
    done
    echo "systemd did not start in $1" >&2
    return 1
}

in_booted() { nsenter -t "$booted" --mount --pid --uts --ipc --cgroup "$@"; }

shut_down() { kill -KILL "$holder" 2>/dev/null || true; wait "$holder" 2>/dev/null || true; }
