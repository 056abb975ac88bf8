"""Inside of a terminal: tells what comes in from it. "mouse" as argument: the terminal reports the
mouse; without it, it selects and pastes itself, and what is pasted tells what was selected."""
import re
import select
import sys
import termios
import tty

from tell import Presses, chord, scrolled, tell

BUTTONS = {0: "left", 1: "middle", 2: "right"}
REPORT = re.compile(r"\x1b\[<(\d+);(\d+);(\d+)([Mm])")
PASTE = re.compile(r"\x1b\[200~(.*?)\x1b\[201~", re.S)
PART = re.compile(r"\x1b(\[[<\d;]*)?$")
typed = ""
wants = sys.argv[1:] == ["mouse"]


def mouse(code, column, row, down):
    button = code & 3
    if code & 64:
        scrolled("down" if button else "up", 1)
    elif down == "M" and not code & 32:
        tell(chord(BUTTONS[button], False, False, code & 8), 1)


def take(data):
    global typed
    for found in REPORT.finditer(data):
        mouse(int(found[1]), int(found[2]), int(found[3]), found[4])
    for found in PASTE.finditer(data):
        tell("pasted", found[1])
    for letter in PASTE.sub("", REPORT.sub("", data)):
        if letter.isprintable():
            typed += letter
            tell("text", typed)
        else:
            tell("byte", ord(letter))


tty.setraw(0, termios.TCSANOW)
sys.stdout.write("\x1b[2J\x1b[H" + "alpha beta gamma\r\n" * 40 + "\x1b[?2004h" +
                 ("\x1b[?1002h\x1b[?1006h" if wants else ""))
sys.stdout.flush()
tell("ready")
waiting = ""
while True:
    waiting += sys.stdin.buffer.raw.read(4096).decode("utf-8", "replace")
    # What the terminal says may come in parts.
    more = PART.search(waiting) or ("\x1b[200~" in waiting and "\x1b[201~" not in waiting)
    if more and select.select([0], [], [], 1)[0]:
        continue
    take(waiting)
    waiting = ""
