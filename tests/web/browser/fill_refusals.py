"""fill_refusals.py DATABASE SESSION HOST...: gives an empty session a run whose list refused these hosts."""
import json
import sqlite3
import sys
import time


def refusal(host):
    is_address = host.replace(".", "").isdigit()
    return "egress_denied", {"host": host, "port": 443, "reason": "list", "entry": "" if is_address else host,
                             "line": f"blocked: {host}:443 is not on this session's list"}


def main():
    path, session, hosts = sys.argv[1], sys.argv[2], sys.argv[3:]
    events = [("user_message", {"text": "Fetch the page", "note": ""}),
              ("run_started", {"run": "r", "provider": "demo", "model": "m", "dialect": "custom"}),
              *map(refusal, hosts),
              ("run_ended", {"run": "r", "outcome": "completed", "message": "", "steps": 1, "usage": {},
                             "cost_usd": 0, "duration_ms": 5})]
    database = sqlite3.connect(path)
    key = database.execute("SELECT key FROM sessions WHERE id = ?", (session,)).fetchone()[0]
    now = int(time.time() * 1000)
    rows = ((key, seq, now, kind, json.dumps(body)) for seq, (kind, body) in enumerate(events, 1))
    database.executemany("INSERT INTO events (session, seq, at, kind, body) VALUES (?, ?, ?, ?, ?)", rows)
    database.execute("UPDATE sessions SET last_seq = ?, status = 'completed' WHERE key = ?", (len(events), key))
    database.commit()


main()
