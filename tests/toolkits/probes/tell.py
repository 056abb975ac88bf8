"""What the probes say, a line for each event, into ~/events."""
import os

FILE = os.path.expanduser("~/events")
_scrolled = {}


def tell(*words):
    with open(FILE, "a", encoding="utf-8") as events:
        print(*words, file=events)


def chord(word, ctrl, shift, alt):
    return ("ctrl+" if ctrl else "") + ("shift+" if shift else "") + ("alt+" if alt else "") + word


def scrolled(way, clicks):
    """Clicks of the wheel, counted from the start."""
    _scrolled[way] = _scrolled.get(way, 0) + clicks
    tell("scroll", way, round(_scrolled[way]))


class Presses:
    """Tells of a drag when a button comes up elsewhere than it went down."""

    def __init__(self):
        self.at = None

    def down(self, x, y):
        self.at = x, y

    def up(self, x, y):
        if self.at and (self.at != (x, y)):
            tell("drag", f"{round(x - self.at[0])},{round(y - self.at[1])}")
        self.at = None
