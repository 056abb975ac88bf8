"""fill_session.py DATABASE SESSION COUNT: gives an empty session that many events, of one run."""
import json
import sqlite3
import sys
import time


def event(seq, count):
    if seq == 1:
        return "user_message", {"text": "A long task", "note": ""}
    if seq == 2:
        return "run_started", {"run": "r", "provider": "demo", "model": "m", "dialect": "custom"}
    if seq == count:
        return "run_ended", {"run": "r", "outcome": "completed", "message": "", "steps": 1,
                             "usage": {}, "cost_usd": 0, "duration_ms": 5}
    call, kind = divmod(seq, 4)
    name = f"c{call}"
    if kind == 0:
        text = f"Step **{call}** of many, with some words to fill a line."
        return "model_block", {"run": "r", "block": {"type": "text", "text": text}}
    if kind == 1:
        block = {"type": "tool_use", "id": name, "name": "bash", "input": {"command": f"echo {call}"}}
        return "model_block", {"run": "r", "block": block}
    if kind == 2:
        return "tool_started", {"run": "r", "tool_use_id": name, "tool": "bash", "summary": "run",
                                "action": {"kind": "run", "command": f"echo {call}"}}
    return "tool_result", {"run": "r", "tool_use_id": name, "toolset": "", "text": f"{call}\nmore",
                           "images": [], "is_error": False, "duration_ms": 12, "details": {}}


def main():
    path, session, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    database = sqlite3.connect(path)
    key = database.execute("SELECT key FROM sessions WHERE id = ?", (session,)).fetchone()[0]
    begin = int(time.time() * 1000) - count * 500
    rows = ((key, seq, begin + seq * 500, kind, json.dumps(body, separators=(",", ":")))
            for seq in range(1, count + 1) for kind, body in [event(seq, count)])
    database.executemany("INSERT INTO events (session, seq, at, kind, body) VALUES (?, ?, ?, ?, ?)", rows)
    # As an older version left it: the server makes it searchable when it starts.
    database.execute("INSERT OR REPLACE INTO said_before (session, up_to) VALUES (?, ?)", (key, count))
    database.execute("UPDATE sessions SET last_seq = ?, status = 'completed' WHERE key = ?", (count, key))
    database.commit()


main()
