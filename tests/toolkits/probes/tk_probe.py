import tkinter

from tell import Presses, chord, scrolled, tell

SHIFT, CONTROL, ALT = 1, 4, 8
BUTTONS = {1: "left", 2: "middle", 3: "right"}
root = tkinter.Tk()
root.title("probe")
root.geometry("%dx%d+0+0" % (root.winfo_screenwidth(), root.winfo_screenheight()))
field = tkinter.Canvas(root, background="light blue")
field.place(relx=0, rely=0, relwidth=1, relheight=0.5)
text = tkinter.Text(root)
text.place(relx=0, rely=0.5, relwidth=1, relheight=0.5)
presses = Presses()


def pressed(count):
    def on(event):
        if event.num in BUTTONS:
            presses.down(event.x, event.y)
            tell(chord(BUTTONS[event.num], False, False, event.state & ALT), count)
    return on


def keyed(event):
    name = event.keysym
    if len(name) == 1 or name.startswith("F"):
        tell("key", chord(name.lower() if len(name) == 1 else name, event.state & CONTROL,
                          event.state & SHIFT, event.state & ALT))


field.bind("<Button>", pressed(1))
field.bind("<Double-Button>", pressed(2))
field.bind("<Triple-Button>", pressed(3))
field.bind("<ButtonRelease-1>", lambda event: presses.up(event.x, event.y))
field.bind("<Button-4>", lambda event: scrolled("up", 1))
field.bind("<Button-5>", lambda event: scrolled("down", 1))
text.bind("<Key>", keyed)
text.bind("<KeyRelease>", lambda event: tell("text", text.get("1.0", "end-1c")))
root.after(500, lambda: tell("ready"))
root.mainloop()
