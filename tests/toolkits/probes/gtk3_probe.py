import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk

from tell import Presses, chord, scrolled, tell

BUTTONS = {1: "left", 2: "middle", 3: "right"}
COUNTS = {Gdk.EventType.BUTTON_PRESS: 1, Gdk.EventType._2BUTTON_PRESS: 2,
          Gdk.EventType._3BUTTON_PRESS: 3}
presses = Presses()


def held(event, word):
    return chord(word, event.state & Gdk.ModifierType.CONTROL_MASK,
                 event.state & Gdk.ModifierType.SHIFT_MASK,
                 event.state & Gdk.ModifierType.MOD1_MASK)


def pressed(_, event):
    presses.down(event.x, event.y)
    tell(held(event, BUTTONS[event.button]), COUNTS[event.type])


def wheel(_, event):
    smooth, _, down = event.get_scroll_deltas()
    if not smooth:
        down = {Gdk.ScrollDirection.UP: -1, Gdk.ScrollDirection.DOWN: 1}.get(event.direction, 0)
    if down:
        scrolled("down" if down > 0 else "up", abs(down))


def keyed(_, event):
    name = Gdk.keyval_name(event.keyval)
    if len(name) == 1 or name.startswith("F"):
        tell("key", held(event, name.lower() if len(name) == 1 else name))
    return False


window = Gtk.Window(title="probe")
window.connect("destroy", Gtk.main_quit)
rows = Gtk.Box(orientation=Gtk.Orientation.VERTICAL, homogeneous=True)
field = Gtk.EventBox()
field.add_events(Gdk.EventMask.BUTTON_PRESS_MASK | Gdk.EventMask.BUTTON_RELEASE_MASK |
                 Gdk.EventMask.BUTTON1_MOTION_MASK | Gdk.EventMask.SCROLL_MASK)
field.connect("button-press-event", pressed)
field.connect("button-release-event", lambda _, event: presses.up(event.x, event.y))
field.connect("scroll-event", wheel)
text = Gtk.TextView()
text.connect("key-press-event", keyed)
buffer = text.get_buffer()
buffer.connect("changed", lambda _: tell("text", buffer.get_property("text")))
rows.add(field)
rows.add(text)
window.add(rows)
window.maximize()
window.show_all()
GLib.timeout_add(500, lambda: tell("ready"))
Gtk.main()
