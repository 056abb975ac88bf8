"""internet.py FOLDER: everybody else, for in_an_internet.sh. internet.py --machine: what the
machine itself offers, greetings on port 7070 of all its addresses.

Moves to a network namespace of its own, waits for the cable, and serves there: a name server, HTTP
on 80, HTTPS on 443, plain TCP on 9000, on all addresses below. What is asked for is written to
FOLDER/requests, a line each: HOST PATH.
"""
import ctypes
import http.server
import os
import socket
import ssl
import subprocess
import sys
import threading
import time

FOLDER = sys.argv[1]
ADDRESSES = ["51.0.0.1", "51.0.0.10", "10.99.0.1", "169.254.169.254"]
ADDRESSES6 = ["2a00:51::1", "fd99::1"]
NAMES = {
    "web.test": "51.0.0.10",
    "other.test": "51.0.0.10",
    "raw.test": "51.0.0.10",
    "a.wild.test": "51.0.0.10",
    "wild.test": "51.0.0.10",
    "inner.wild.test": "10.99.0.1",
    "rebind.test": "10.99.0.1",
    "intra.test": "10.99.0.1",
    "metadata.test": "169.254.169.254",
    "again.test": "169.254.169.254",
    "machine.test": "51.0.0.2",
    "later.test": "51.0.0.3",
    "loopback.test": "127.0.0.1",
}


class Page(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    big = b"x" * (64 * 1024 * 1024)

    def do_GET(self):
        with open(os.path.join(FOLDER, "requests"), "a") as log:
            log.write(f"{self.headers.get('Host')} {self.path}\n")
        body = self.big if self.path == "/big" else b"<title>A page</title>hello\n"
        if self.path.endswith("Packages"):
            body = b"Package: hello\nVersion: 1\nArchitecture: all\nFilename: ./hello.deb\nSize: 1\nMD5sum: 0\n"
        elif "/dists/" in self.path or "Release" in self.path or "Packages." in self.path:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    address_family = socket.AF_INET6
    daemon_threads = True


def serve_pages(port, context=None):
    server = Server(("::", port), Page)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def serve_greetings(port):
    """A server that speaks first."""
    server = socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True)

    def run():
        while True:
            client, _ = server.accept()
            client.sendall(b"greetings\n")
            client.close()

    threading.Thread(target=run, daemon=True).start()


def serve_names():
    names = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    names.bind(("0.0.0.0", 53))

    def answer(query):
        labels, at = [], 12
        while query[at]:
            labels.append(query[at + 1 : at + 1 + query[at]].decode("latin1"))
            at += 1 + query[at]
        end = at + 5
        address = NAMES.get(".".join(labels).lower())
        found = address is not None and query[at + 1 : at + 3] == b"\0\1"
        flags = b"\x81\x80" if address else b"\x81\x83"
        reply = query[:2] + flags + b"\0\1" + (b"\0\1" if found else b"\0\0") + b"\0\0\0\0"
        reply += query[12:end]
        if found:
            reply += b"\xc0\x0c\0\1\0\1\0\0\0\1\0\4" + socket.inet_aton(address)
        return reply

    def run():
        while True:
            query, sender = names.recvfrom(4096)
            names.sendto(answer(query), sender)

    threading.Thread(target=run, daemon=True).start()


def certificate():
    files = [os.path.join(FOLDER, name) for name in ("key.pem", "certificate.pem")]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=web.test", "-keyout", files[0], "-out", files[1]],
        check=True, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files[1], files[0])
    return context


def touch(name):
    open(os.path.join(FOLDER, name), "w").close()


def main():
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(1, 9)  # PR_SET_PDEATHSIG, SIGKILL
    if FOLDER == "--machine":
        serve_greetings(7070)
        threading.Event().wait()
    if libc.unshare(0x40000000) != 0:  # CLONE_NEWNET
        sys.exit("no network namespace")
    touch("namespace")
    while not os.path.exists(os.path.join(FOLDER, "connected")):
        time.sleep(0.02)
    lines = ["link set lo up", "link set eth0 up"]
    lines += [f"addr add {each}/24 dev eth0" for each in ADDRESSES]
    lines += [f"addr add {each}/64 dev eth0 nodad" for each in ADDRESSES6]
    subprocess.run(["ip", "-batch", "-"], input="\n".join(lines).encode(), check=True)
    serve_names()
    serve_pages(80)
    serve_pages(443, certificate())
    serve_greetings(9000)
    touch("serving")
    threading.Event().wait()


main()
