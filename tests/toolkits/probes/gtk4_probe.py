import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, GLib, Gtk

from tell import Presses, chord, scrolled, tell

BUTTONS = {1: "left", 2: "middle", 3: "right"}
presses = Presses()


def held(state, word):
    return chord(word, state & Gdk.ModifierType.CONTROL_MASK, state & Gdk.ModifierType.SHIFT_MASK,
                 state & Gdk.ModifierType.ALT_MASK)


def pressed(gesture, count, x, y):
    presses.down(x, y)
    tell(held(gesture.get_current_event_state(), BUTTONS[gesture.get_current_button()]), count)


def dragged(gesture, x, y):
    if x or y:
        tell("drag", f"{round(x)},{round(y)}")


def wheel(_, right, down):
    if down:
        scrolled("down" if down > 0 else "up", abs(down))
    return True


def keyed(_, value, code, state):
    name = Gdk.keyval_name(value)
    if len(name) == 1 or name.startswith("F"):
        tell("key", held(state, name.lower() if len(name) == 1 else name))
    return False


def build(application):
    window = Gtk.ApplicationWindow(application=application, title="probe")
    rows = Gtk.Box(orientation=Gtk.Orientation.VERTICAL, homogeneous=True)
    field = Gtk.DrawingArea(hexpand=True, vexpand=True)
    clicks = Gtk.GestureClick(button=0)
    clicks.connect("pressed", pressed)
    drag = Gtk.GestureDrag()
    drag.connect("drag-end", dragged)
    scroll = Gtk.EventControllerScroll(flags=Gtk.EventControllerScrollFlags.VERTICAL)
    scroll.connect("scroll", wheel)
    for one in (clicks, drag, scroll):
        field.add_controller(one)
    text = Gtk.TextView(hexpand=True, vexpand=True)
    keys = Gtk.EventControllerKey(propagation_phase=Gtk.PropagationPhase.CAPTURE)
    keys.connect("key-pressed", keyed)
    text.add_controller(keys)
    buffer = text.get_buffer()
    buffer.connect("changed", lambda _: tell("text", buffer.get_property("text")))
    rows.append(field)
    rows.append(text)
    window.set_child(rows)
    window.maximize()
    window.present()
    GLib.timeout_add(500, lambda: tell("ready"))


application = Gtk.Application(application_id="test.probe")
application.connect("activate", build)
application.run()
