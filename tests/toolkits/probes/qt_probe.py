import sys
import time

from PyQt6.QtCore import QEvent, Qt, QTimer
from PyQt6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from tell import Presses, chord, scrolled, tell

BUTTONS = {Qt.MouseButton.LeftButton: "left", Qt.MouseButton.MiddleButton: "middle",
           Qt.MouseButton.RightButton: "right"}


def held(event, word):
    keys = event.modifiers()
    return chord(word, bool(keys & Qt.KeyboardModifier.ControlModifier),
                 bool(keys & Qt.KeyboardModifier.ShiftModifier),
                 bool(keys & Qt.KeyboardModifier.AltModifier))


class Field(QWidget):
    presses = Presses()
    doubled = 0.0

    def pressed(self, event, count):
        self.presses.down(event.position().x(), event.position().y())
        tell(held(event, BUTTONS[event.button()]), count)

    def mousePressEvent(self, event):
        # Qt has no triple click of its own; its text fields know one by the time.
        again = time.monotonic() - self.doubled < QApplication.doubleClickInterval() / 1000
        self.pressed(event, 3 if again else 1)

    def mouseDoubleClickEvent(self, event):
        self.doubled = time.monotonic()
        self.pressed(event, 2)

    def mouseReleaseEvent(self, event):
        self.presses.up(event.position().x(), event.position().y())

    def wheelEvent(self, event):
        way = event.angleDelta().y()
        scrolled("down" if way < 0 else "up", abs(way) / 120)


class Text(QPlainTextEdit):
    def event(self, event):
        # Before a shortcut of the field takes it.
        if event.type() == QEvent.Type.ShortcutOverride:
            name = Qt.Key(event.key()).name.removeprefix("Key_")
            tell("key", held(event, name.lower() if len(name) == 1 else name))
        return super().event(event)


application = QApplication(sys.argv)
window = QWidget()
window.setWindowTitle("probe")
rows = QVBoxLayout(window)
rows.setContentsMargins(0, 0, 0, 0)
text = Text()
rows.addWidget(Field(), 1)
rows.addWidget(text, 1)
text.textChanged.connect(lambda: tell("text", text.toPlainText()))
window.showMaximized()
QTimer.singleShot(500, lambda: tell("ready"))
application.exec()
