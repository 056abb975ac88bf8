"""The least that does the same with FastAPI and uvicorn: a session from SQLite as JSON, and events
that are stored durably and then go to every viewer. Arguments: a database file and a port."""
import asyncio
import json
import sqlite3
import sys
import uuid
from datetime import datetime, timezone

import uvicorn
from fastapi import FastAPI, HTTPException, WebSocket, WebSocketDisconnect
from pydantic import BaseModel

database = sqlite3.connect(sys.argv[1])
database.row_factory = sqlite3.Row
database.executescript("""
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
DROP TABLE IF EXISTS sessions;
DROP TABLE IF EXISTS events;
CREATE TABLE sessions (id TEXT PRIMARY KEY, created_at TEXT, status TEXT, store_screenshots INTEGER,
    screenshot_scale INTEGER, screenshot_quality INTEGER, updated_at TEXT, title TEXT, model TEXT,
    provider TEXT, tool_dialect TEXT, approval TEXT, width INTEGER, height INTEGER,
    max_steps INTEGER, max_cost_usd REAL, input INTEGER, output INTEGER, cost_usd REAL,
    control TEXT, last_seq INTEGER);
CREATE TABLE events (session TEXT, seq INTEGER, at TEXT, body TEXT, PRIMARY KEY (session, seq));
""")
session_id = str(uuid.uuid4())


def now():
    return datetime.now(timezone.utc).isoformat()


database.execute(
    "INSERT INTO sessions VALUES (?, ?, 'active', 1, 2, 70, ?, 'Bench', 'demo', 'demo', 'custom',"
    " 'auto', 1280, 800, 200, 0, 100, 10, 0.01, 'agent', 0)", (session_id, now(), now()))
database.commit()


class Session(BaseModel):
    id: str
    created_at: str
    status: str
    store_screenshots: bool
    screenshot_scale: int
    screenshot_quality: int
    updated_at: str
    title: str
    model: str
    provider: str
    tool_dialect: str
    approval: str
    width: int
    height: int
    max_steps: int
    max_cost_usd: float
    input: int
    output: int
    cost_usd: float
    control: str
    last_seq: int


app = FastAPI()
viewers = set()


@app.on_event("startup")
async def say_ready():
    print(f"session {session_id}", flush=True)


@app.get("/sessions/{session}", response_model=Session)
async def show_session(session: str):
    row = database.execute("SELECT * FROM sessions WHERE id = ?", (session,)).fetchone()
    if row is None:
        raise HTTPException(404, "There is no such session.")
    return Session(**row)


@app.websocket("/sessions/{session}/ws")
async def watch(socket: WebSocket, session: str):
    await socket.accept()
    viewers.add(socket)
    try:
        while True:
            await socket.receive_text()
    except WebSocketDisconnect:
        viewers.discard(socket)


async def tell(kind, seq):
    event = {"type": kind, "timestamp": now(), "seq": seq, "session_id": session_id,
             "content": {"tool_id": f"toolu_{seq:05}", "output": "[The command finished without output.]",
                         "error": None, "images": [], "is_error": False, "duration_ms": 2}}
    text = json.dumps(event)
    database.execute("UPDATE sessions SET last_seq = ?, updated_at = ? WHERE id = ?",
                     (seq, event["timestamp"], session_id))
    database.execute("INSERT INTO events VALUES (?, ?, ?, ?)",
                     (session_id, seq, event["timestamp"], text))
    database.commit()
    for viewer in list(viewers):
        await viewer.send_text(text)


async def run(count):
    last = database.execute("SELECT last_seq FROM sessions").fetchone()[0]
    for seq in range(last + 1, last + count):
        await tell("tool_result", seq)
        await asyncio.sleep(0)
    await tell("completed", last + count)


@app.post("/run")
async def start_run(count: int):
    asyncio.get_running_loop().create_task(run(count))


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="info", access_log=False)
