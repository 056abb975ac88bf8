#pragma once

#include <QByteArray>

/// Files to open, and programs to open them with.
namespace pilothouse::samples {

inline const QByteArray kLetter = R"(<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:body><office:text><text:p>Dear all</text:p></office:text></office:body>
</office:document>)";

inline const QByteArray kTable = R"(<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="One"><table:table-row>
<table:table-cell office:value-type="float" office:value="21"><text:p>21</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body>
</office:document>)";

inline const QByteArray kMail = "From: ann@example.com\nTo: bob@example.com\nSubject: Hello Bob\n"
                                "Date: Mon, 5 Jan 2026 10:00:00 +0000\n\nHow are you?\n";

inline const QByteArray kPage = R"(<!DOCTYPE html><title>Form</title>
<input id="name" autofocus style="position: fixed; inset: 0; width: 100%; height: 100%"
 oninput="document.title = 'Form: ' + this.value">)";

/// 64×48, green.
inline const QByteArray kMakePicture = R"(import struct, sys, zlib
def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
rows = (b'\0' + b'\x20\xc0\x40' * 64) * 48
open(sys.argv[1], 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 64, 48, 8, 2, 0, 0, 0))
    + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))
)";

/// Two minutes of grey.
inline const QByteArray kMakeFilm = R"(import sys
with open(sys.argv[1], 'wb') as f:
    f.write(b'YUV4MPEG2 W64 H48 F25:1 Ip A1:1 C420\n')
    for i in range(3000):
        f.write(b'FRAME\n' + bytes([i % 200]) * (64 * 48) + b'\x80' * (64 * 48 // 2))
)";

inline const QByteArray kTkEditor = R"(import sys, tkinter
root = tkinter.Tk(); root.title('Tk notes'); text = tkinter.Text(root); text.pack()
text.insert('1.0', open(sys.argv[1]).read()); text.mark_set('insert', 'end-1c'); text.focus_force()
root.bind('<Control-s>', lambda event: open(sys.argv[1], 'w').write(text.get('1.0', 'end-1c')))
root.mainloop()
)";

inline const QByteArray kSwingEditor = R"(import javax.swing.*;
import java.awt.event.*;
import java.nio.file.*;
public class Notes {
    public static void main(String[] arguments) throws Exception {
        Path path = Path.of(arguments[0]);
        String old = Files.readString(path);
        java.security.SecureRandom.getInstance("SHA1PRNG").nextInt();
        SwingUtilities.invokeLater(() -> {
            JTextArea text = new JTextArea(old, 20, 60);
            text.setCaretPosition(old.length());
            text.getInputMap().put(KeyStroke.getKeyStroke("ctrl S"), "save");
            text.getActionMap().put("save", new AbstractAction() {
                public void actionPerformed(ActionEvent event) {
                    try { Files.writeString(path, text.getText()); } catch (Exception e) { }
                }
            });
            JFrame frame = new JFrame("Swing notes");
            frame.add(text); frame.pack(); frame.setVisible(true);
        });
    }
}
)";

} // namespace pilothouse::samples
