# Sourced by docker/check: podman, set up so that it builds and runs images where there is no Docker
# engine and no systemd. Everything lies in CONTAINER_CACHE; needs root on Debian 12 or 13.
# shellcheck shell=bash
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
: "${CONTAINER_CACHE:=/var/cache/pilothouse-container}"
mkdir -p "$CONTAINER_CACHE"

install_engine() {
    local need=() package
    for package in buildah podman runc catatonit netavark aardvark-dns iptables mmdebstrap curl \
        shellcheck yamllint chromium nodejs; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            { [ "$package" = nodejs ] && command -v node >/dev/null; } || need+=("$package")
    done
    [ ${#need[@]} -gt 0 ] || return 0
    apt-get -o DPkg::Lock::Timeout=300 update -qq
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq \
        --no-install-recommends "${need[@]}" >"$CONTAINER_CACHE/apt.log" 2>&1
}

configure_engine() {
    printf '[storage]\ndriver="overlay"\ngraphroot="%s/store"\nrunroot="%s/run"\n' \
        "$CONTAINER_CACHE" "$CONTAINER_CACHE" >"$CONTAINER_CACHE/storage.conf"
    cat >"$CONTAINER_CACHE/containers.conf" <<'CONF'
[containers]
default_ulimits = ["nofile=8192:8192", "nproc=8192:8192"]
[network]
network_backend = "netavark"
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
CONF
    export CONTAINERS_STORAGE_CONF="$CONTAINER_CACHE/storage.conf"
    export CONTAINERS_CONF="$CONTAINER_CACHE/containers.conf"
}

# Its complaints about systemd timers are noise here; a call that fails is seen by its code.
pod() { podman "$@" 2>>"$CONTAINER_CACHE/podman.log"; }

# A local stand-in for the official image, made anew after six days (security updates).
make_base() {
    local tar="$CONTAINER_CACHE/trixie-slim.tar"
    if pod image exists docker.io/library/debian:trixie-slim && [ -e "$tar" ] &&
        [ -z "$(find "$tar" -mtime +6 2>/dev/null)" ]; then
        return 0
    fi
    # What the official images do: downloaded packages are not kept.
    # shellcheck disable=SC2016 # mmdebstrap's shell expands it
    local clean='printf "%s\n" "DPkg::Post-Invoke { \"rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true\"; };" "Dir::Cache::pkgcache \"\"; Dir::Cache::srcpkgcache \"\"; Acquire::Languages \"none\";" >"$1/etc/apt/apt.conf.d/docker-clean"; rm -rf "$1"/var/cache/apt/*.bin "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/*'
    mmdebstrap --quiet --variant=minbase --include=tzdata \
        --hook-dir=/usr/share/mmdebstrap/hooks/maybe-merged-usr \
        --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/man/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
        --customize-hook="$clean" trixie "$tar" >"$CONTAINER_CACHE/base.log" 2>&1
    pod import -q --change 'CMD ["bash"]' "$tar" docker.io/library/debian:trixie-slim >/dev/null
}

# Docker's own system call filter and docker-compose 2, both as Debian 13 packages them. The filter
# is then that of every container: podman's own allows more.
fetch_tools() {
    local filter="$CONTAINER_CACHE/tools/usr/share/gocode/src/github.com/docker/docker/profiles/seccomp/default.json"
    compose="$CONTAINER_CACHE/tools/usr/libexec/docker/cli-plugins/docker-compose"
    if [ ! -x "$compose" ] || [ ! -s "$filter" ]; then
        mkdir -p "$CONTAINER_CACHE/tools"
        # shellcheck disable=SC2016 # the container's shell expands it
        pod run --rm --network host -v "$CONTAINER_CACHE/tools:/tools" debian:trixie-slim sh -c '
            cd /tmp && apt-get update -qq &&
            apt-get download -qq docker-compose golang-github-docker-docker-dev &&
            for package in *.deb; do dpkg-deb -x "$package" /tools; done'
    fi
    sed -i "s|^\[containers\]|&\nseccomp_profile = \"$filter\"|" "$CONTAINERS_CONF"
}

# build TARGET NAME [OPTION]...: builds docker/Dockerfile as it is; the log is build-TARGET.log.
build() {
    local target=$1 name=$2
    shift 2
    buildah bud --pull=never --isolation chroot --format docker --layers --target "$target" \
        -t "$name" -f "$root/docker/Dockerfile" "$@" "$root" \
        >"$CONTAINER_CACHE/build-$target.log" 2>&1 ||
        { tail -n 60 "$CONTAINER_CACHE/build-$target.log"; return 1; }
}

# The same for stages that compile: what the compiler made is kept for the next time.
compile() {
    mkdir -p "$CONTAINER_CACHE/ccache"
    build "$@" -v "$CONTAINER_CACHE/ccache:/root/.cache/ccache"
}
