#include "program_desk.h"
#include "sample_files.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLong = 180'000; // ms: office programs start slowly beside other tests

} // namespace

#define WAIT_FOR(expression) QTRY_VERIFY_WITH_TIMEOUT(expression, kLong)
/// A window with that in its title, ready for keys.
#define WAIT_FOR_WINDOW(title)                                                                     \
    WAIT_FOR(m_desk->hasWindow(title));                                                            \
    WAIT_FOR(m_desk->isStill())

/// Programs that people install: each starts, most by their names in the menu, opens a file from
/// ~/Documents, is used through the model's tool, and saves; then the file is read.
class TestPrograms : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_desk = std::make_unique<ProgramDesk>();
        QVERIFY(m_desk->isOpen());
    }
    void cleanup()
    {
        m_desk->keepPicture(QString::fromLatin1(QTest::currentTestFunction()));
        m_desk.reset();
    }

    void writesALetterWithLibreOffice()
    {
        if (!has(u"lowriter"_s))
            QSKIP("libreoffice-writer is not installed");
        QVERIFY(m_desk->write(u"Documents/letter.fodt"_s, samples::kLetter));
        QVERIFY(m_desk->start(u"LibreOffice Writer"_s, u"~/Documents/letter.fodt"_s));
        WAIT_FOR_WINDOW(u"letter.fodt - LibreOffice Writer"_s);
        QVERIFY(m_desk->key(u"ctrl+End"_s) && m_desk->type(u"\nIt works é漢."_s));
        QVERIFY(m_desk->key(u"ctrl+s"_s));
        WAIT_FOR(fileHas(u"letter.fodt"_s, u"It works é漢."_s));
        QVERIFY(fileHas(u"letter.fodt"_s, u"Dear all"_s));
    }

    void calculatesWithLibreOffice()
    {
        if (!has(u"localc"_s))
            QSKIP("libreoffice-calc is not installed");
        QVERIFY(m_desk->write(u"Documents/table.fods"_s, samples::kTable));
        QVERIFY(m_desk->start(u"LibreOffice Calc"_s, u"~/Documents/table.fods"_s));
        WAIT_FOR_WINDOW(u"table.fods - LibreOffice Calc"_s);
        QVERIFY(m_desk->key(u"ctrl+Home"_s) && m_desk->key(u"Down"_s));
        QVERIFY(m_desk->type(u"=A1*2\n"_s) && m_desk->key(u"ctrl+s"_s));
        WAIT_FOR(fileHas(u"table.fods"_s, u"office:value=\"42\""_s));
    }

    /// A sheet has 2³⁰ cells: whoever asks for all of them waits for good, and LibreOffice with
    /// him. And it says of all but its dialogs that they are higher up than they are.
    void tellsWhatIsInASheetAndWhereItIs()
    {
        if (!has(u"localc"_s))
            QSKIP("libreoffice-calc is not installed");
        QVERIFY(m_desk->write(u"Documents/table.fods"_s, samples::kTable));
        QVERIFY(m_desk->start(u"LibreOffice Calc"_s, u"~/Documents/table.fods"_s));
        WAIT_FOR_WINDOW(u"table.fods - LibreOffice Calc"_s);
        WAIT_FOR(m_desk->element(u"cell"_s, u"A1"_s).value == "21"_L1);
        QVERIFY(m_desk->key(u"ctrl+Home"_s) && m_desk->key(u"Down"_s) && m_desk->key(u"Down"_s));
        // From its first cell to the last that is used.
        const QString page = m_desk->page();
        QVERIFY2(page.contains("| | A |"_L1) && page.contains("| 1 | 21 |"_L1), qPrintable(page));
        QVERIFY(!page.contains("| B |"_L1) && !page.contains("| 2 |"_L1));
        const ScreenElement cell = m_desk->element(u"cell"_s, u"A1"_s);
        QCOMPARE(m_desk->element(u"cell"_s, u"B1"_s).key, QString()); // it says nothing

        QVERIFY(m_desk->click(cell.place.center().x(), cell.place.center().y()));

        QVERIFY(m_desk->type(u"42\n"_s) && m_desk->key(u"ctrl+s"_s));
        WAIT_FOR(fileHas(u"table.fods"_s, u"office:value=\"42\""_s));
        QVERIFY(!fileHas(u"table.fods"_s, u"office:value=\"21\""_s)); // it was the right cell
    }

    void paintsWithGimp()
    {
        if (!has(u"gimp"_s))
            QSKIP("gimp is not installed");
        QVERIFY(m_desk->write(u"make.py"_s, samples::kMakePicture));
        QCOMPARE(m_desk->run(u"cd; python3 make.py Documents/picture.png"_s).code, 0);
        const QString before = m_desk->output(u"sha256sum ~/Documents/picture.png"_s);
        QVERIFY(m_desk->start(u"GNU Image Manipulation Program"_s, u"~/Documents/picture.png"_s));
        WAIT_FOR_WINDOW(u"[picture] (imported)"_s);
        QVERIFY(m_desk->key(u"ctrl+comma"_s)); // fills with the foreground's colour: black
        WAIT_FOR_WINDOW(u"*[picture] (imported)"_s);
        QVERIFY(m_desk->key(u"ctrl+shift+e"_s));
        WAIT_FOR_WINDOW(u"Export Image"_s);
        QVERIFY(m_desk->key(u"ctrl+a"_s) && m_desk->type(u"painted.png\n"_s));
        WAIT_FOR_WINDOW(u"Export Image as PNG"_s);
        QVERIFY(m_desk->key(u"Return"_s));
        const QString pixels =
            u"cd ~/Documents; python3 -c 'import struct, zlib; d = open(\"painted.png\", \"rb\")"
            ".read(); i = d.index(b\"IDAT\"); n = struct.unpack(\">I\", d[i - 4:i])[0]; "
            "print(max(zlib.decompress(d[i + 4:i + 4 + n])[1:4]))'"_s;
        WAIT_FOR(m_desk->output(pixels) == "0"_L1);
        QCOMPARE(m_desk->output(u"sha256sum ~/Documents/picture.png"_s), before);
    }

    void editsWithSwing()
    {
        if (!has(u"javac"_s))
            QSKIP("no Java compiler is installed");
        QVERIFY(m_desk->write(u"Notes.java"_s, samples::kSwingEditor));
        editsNotes(u"java ~/Notes.java ~/Documents/notes.txt"_s, u"Swing notes"_s);
    }

    void editsWithTk()
    {
        if (m_desk->run(u"python3 -c 'import tkinter'"_s).code != 0)
            QSKIP("python3-tk is not installed");
        QVERIFY(m_desk->write(u"notes.py"_s, samples::kTkEditor));
        editsNotes(u"python3 ~/notes.py ~/Documents/notes.txt"_s, u"Tk notes"_s);
    }

    void editsWithQt()
    {
        if (!has(u"featherpad"_s))
            QSKIP("featherpad is not installed");
        editsNotes(u"open-program featherpad ~/Documents/notes.txt"_s, u"notes.txt"_s);
    }

    void editsWithGtk4()
    {
        if (!has(u"gnome-text-editor"_s))
            QSKIP("gnome-text-editor is not installed");
        editsNotes(u"open-program org.gnome.TextEditor ~/Documents/notes.txt"_s, u"notes.txt"_s);
    }

    // The next three are opened only.
    void opensAPageWithChromium()
    {
        if (!has(u"chromium"_s))
            QSKIP("chromium is not installed");
        QVERIFY(m_desk->write(u"Documents/form.html"_s, samples::kPage));
        QVERIFY(m_desk->start(u"chromium"_s, u"~/Documents/form.html"_s));
        WAIT_FOR(m_desk->hasWindow(u"Form - Chromium"_s));
    }

    void opensAMailWithThunderbird()
    {
        if (!has(u"thunderbird"_s))
            QSKIP("thunderbird is not installed");
        QVERIFY(m_desk->write(u"Documents/mail.eml"_s, samples::kMail));
        QVERIFY(m_desk->start(u"thunderbird"_s, u"~/Documents/mail.eml"_s));
        WAIT_FOR(m_desk->hasWindow(u"Hello Bob - Mozilla Thunderbird"_s));
    }

    void opensAFilmWithVlc()
    {
        if (!has(u"vlc"_s))
            QSKIP("vlc is not installed");
        QVERIFY(m_desk->write(u"make.py"_s, samples::kMakeFilm));
        QCOMPARE(m_desk->run(u"cd; python3 make.py Documents/film.y4m"_s).code, 0);
        QVERIFY(m_desk->start(u"VLC"_s, u"~/Documents/film.y4m"_s));
        WAIT_FOR(m_desk->hasWindow(u"film.y4m - VLC"_s));
    }

private:
    bool has(const QString &program) { return m_desk->run(u"command -v "_s + program).code == 0; }
    bool fileHas(const QString &name, const QString &text)
    {
        return m_desk->run(u"grep -qF '%1' ~/Documents/%2"_s.arg(text, name)).code == 0;
    }
    /// A line more in ~/Documents/notes.txt, by the program that `line` starts.
    void editsNotes(const QString &line, const QString &title)
    {
        QVERIFY(m_desk->write(u"Documents/notes.txt"_s, "first\n"));
        m_desk->run(u"setsid %1 >/tmp/said-%2 2>&1 & disown"_s.arg(line).arg(getpid()));
        WAIT_FOR_WINDOW(title);
        QVERIFY(m_desk->key(u"ctrl+End"_s) && m_desk->type(u"second é"_s));
        QVERIFY(m_desk->key(u"ctrl+s"_s));
        WAIT_FOR(fileHas(u"notes.txt"_s, u"second é"_s));
        QVERIFY(fileHas(u"notes.txt"_s, u"first"_s));
    }

    std::unique_ptr<ProgramDesk> m_desk;
};

QTEST_GUILESS_MAIN(TestPrograms)
#include "tst_programs.moc"
