"""A page for a browser that tells of its events; page_probe.py PORT."""
import http.server
import sys

from tell import tell

PAGE = """<!doctype html><meta charset=utf-8><title>probe</title>
<style>body { margin: 0 } #field, #text { position: fixed; left: 0; width: 100%; border: 0;
    box-sizing: border-box } #field { top: 0; height: 50%; background: lightblue;
    user-select: none }
    #text { top: 50%; height: 50% }</style>
<div id=field></div><textarea id=text></textarea>
<script>
let last = Promise.resolve();
const tell = line => {
    last = last.then(() => fetch('/event', { method: 'POST', body: line }));
};
const held = (event, word) => (event.ctrlKey ? 'ctrl+' : '') + (event.shiftKey ? 'shift+' : '') +
    (event.altKey ? 'alt+' : '') + word;
const BUTTONS = ['left', 'middle', 'right'];
let at;
let notch;
let scrolled = 0;
field.addEventListener('mousedown', event => {
    at = [event.screenX, event.screenY];
    if (event.detail !== 2) // see dblclick
        tell(`${event.altKey ? 'alt+' : ''}${BUTTONS[event.button]} ${event.detail}`);
    if (event.button === 1)
        event.preventDefault();
});
field.addEventListener('mouseup', event => {
    const [x, y] = [event.screenX - at[0], event.screenY - at[1]];
    if (x || y)
        tell(`drag ${x},${y}`);
});
field.addEventListener('dblclick', () => tell('left 2'));
field.addEventListener('contextmenu', event => event.preventDefault());
field.addEventListener('wheel', event => {
    notch ??= Math.abs(event.deltaY);
    scrolled += event.deltaY / notch;
    tell(`scroll ${scrolled > 0 ? 'down' : 'up'} ${Math.round(Math.abs(scrolled))}`);
});
text.addEventListener('keydown', event => {
    const word = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    tell(`key ${held(event, word)}`);
});
text.addEventListener('input', () => tell(`text ${text.value}`));
setTimeout(() => tell('ready'), 1000);
</script>"""


class Page(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer(PAGE.encode() if self.path == "/" else b"")

    def do_POST(self):
        tell(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.answer(b"")

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
