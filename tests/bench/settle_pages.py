"""Pages that change some time after they are used: settle_pages.py PORT.

/start/KIND/MS   a page in the colour of the beginning, with one thing to use
/end/MS          a page in the colour of the end, answered after MS milliseconds
/data/MS         a word, answered after MS milliseconds
"""
import http.server
import sys
import time

BLOCK = "position:fixed;left:60px;top:60px;width:300px;height:160px;border:0;"
BEGIN = f"<style>#b{{{BLOCK}background:#00a0ff;color:#000}}</style>"
END = f"<!doctype html><title>end</title><body onunload=''><div style='{BLOCK}background:#ff00c8'></div>"
SHOW = """<script>
const show = () => { b.style.background = '#ff00c8'; b.textContent = ''; said.textContent = ''; };
const turn = () => {
    let step = 0;
    const timer = setInterval(() => { wheel.style.transform = `rotate(${++step * 30}deg)`; }, 300);
    wheel.style.display = 'block';
    return () => { clearInterval(timer); wheel.style.display = 'none'; show(); };
};
</script>
<p id=said style='position:fixed;left:60px;top:300px'></p>
<div id=wheel style='display:none;position:fixed;left:420px;top:80px;width:40px;height:40px;
    border-radius:50%;background:conic-gradient(#333, #eee)'></div>"""
KINDS = {
    "link": "<a id=b href=/end/{ms}>Go on</a>",
    "form": "<form action=/end/{ms}><input id=b autofocus></form>",
    "back": "<div id=b>Go back</div>",
    "fetch": "<button id=b onclick=\"fetch('/data/{ms}').then(show)\">Load</button>",
    "timer": "<button id=b onclick=\"said.textContent = 'Working…'; setTimeout(show, {ms})\">"
             "Work</button>",
    "script": "<a id=b href=#there onclick=\"setTimeout(show, {ms})\">Go on</a>",
    "field": "<textarea id=b>" + "word " * 400 + "</textarea>",
    "spinner": "<button id=b onclick=\"fetch('/data/{ms}').then(turn())\">Turn</button>",
}


class Pages(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.path.split("?")[0].strip("/").split("/")
        body = ""
        if path[0] == "start":
            page = KINDS[path[1]].replace("{ms}", path[2])
            body = f"<!doctype html><meta charset=utf-8><title>start</title>{BEGIN}{SHOW}{page}"
        elif path[0] in ("end", "data"):
            time.sleep(int(path[1]) / 1000)
            body = END if path[0] == "end" else "done"
        content = body.encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Pages).serve_forever()
