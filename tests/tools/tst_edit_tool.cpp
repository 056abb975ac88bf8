#include "support/local_sandbox.h"
#include "tools/edit_tool.h"
#include "support/unit_test.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestEditTool : public QObject
{
    Q_OBJECT

    std::unique_ptr<LocalSandbox> m_sandbox;

    QString path(const QString &name) const { return m_sandbox->homeInside() + u'/' + name; }

    void put(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    QByteArray bytes(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(missing)");
    }

    ToolOutcome edit(const QString &command, const QString &name, QJsonObject input = {})
    {
        if (!input.contains(u"path"_s))
            input.insert(u"path"_s, path(name));
        const ToolCall call{.id = u"1"_s, .tool = u"edit"_s, .action = command, .input = input};
        EditTool tool(*m_sandbox);
        return QCoro::waitFor(tool.run(call, {}));
    }

private slots:
    void init() { m_sandbox = std::make_unique<LocalSandbox>(); }

    void viewsAFile()
    {
        put(u"f"_s, "one\ntwo\nthree\n");
        QCOMPARE(edit(u"view"_s, u"f"_s).text, u"     1\tone\n     2\ttwo\n     3\tthree\n"_s);
        const QJsonObject range{{u"view_range"_s, QJsonArray{2, -1}}};
        QCOMPARE(edit(u"view"_s, u"f"_s, range).text, u"     2\ttwo\n     3\tthree\n"_s);
    }

    void saysThatAFileIsEmpty()
    {
        put(u"f"_s, "");
        QVERIFY(edit(u"view"_s, u"f"_s).text.endsWith(u"f is empty."_s));
    }

    void refusesBadRanges_data()
    {
        QTest::addColumn<QJsonValue>("range");
        QTest::newRow("zero") << QJsonValue(QJsonArray{0, 2});
        QTest::newRow("reversed") << QJsonValue(QJsonArray{3, 2});
        QTest::newRow("too far") << QJsonValue(QJsonArray{1, 4});
        QTest::newRow("beyond") << QJsonValue(QJsonArray{4, -1});
        QTest::newRow("negative") << QJsonValue(QJsonArray{1, -2});
        QTest::newRow("one number") << QJsonValue(QJsonArray{1});
        QTest::newRow("fraction") << QJsonValue(QJsonArray{1.5, 2});
        QTest::newRow("flags") << QJsonValue(QJsonArray{true, true});
        QTest::newRow("text") << QJsonValue(u"1-2"_s);
    }

    void refusesBadRanges()
    {
        QFETCH(QJsonValue, range);
        put(u"f"_s, "1\n2\n3\n");
        const ToolOutcome outcome = edit(u"view"_s, u"f"_s, {{u"view_range"_s, range}});
        QVERIFY(outcome.isError);
        QVERIFY2(outcome.text.contains(u"view_range"_s), qPrintable(outcome.text));
    }

    void cutsALongView()
    {
        put(u"f"_s, QByteArray("0123456789\n").repeated(2000));
        const QString text = edit(u"view"_s, u"f"_s).text;
        QVERIFY(text.size() < 16'200);
        QVERIFY2(text.contains(u"of 36000 characters. Use view_range"_s),
                 qPrintable(text.right(200)));
        QVERIFY(text.contains(u"   888\t0123456789\n"_s)); // lines are whole
        put(u"g"_s, QByteArray(20'000, 'x'));
        QVERIFY(edit(u"view"_s, u"g"_s).text.size() < 16'200);
    }

    void listsAFolderTwoLevelsDeep()
    {
        QVERIFY(QDir(m_sandbox->homeInside()).mkpath(u"d/e/f"_s));
        put(u"d/one"_s, "");
        put(u"d/.hidden"_s, "");
        put(u"d/e/two"_s, "");
        put(u"d/e/f/three"_s, "");
        QVERIFY(QFile::link(u"/etc"_s, path(u"d/link"_s)));
        QCOMPARE(edit(u"view"_s, u"d"_s).text, path(u"d"_s) +
                                                   u", two levels deep, without hidden entries:\n"
                                                   "e/\ne/f/\ne/two\nlink\none\n"_s);
        QVERIFY(edit(u"view"_s, u"d"_s, {{u"view_range"_s, QJsonArray{1, 2}}}).isError);
    }

    void createsAFileWithItsFolders()
    {
        const ToolOutcome outcome = edit(u"create"_s, u"a/b/f.txt"_s, {{u"file_text"_s, u"é\n"_s}});
        QVERIFY2(!outcome.isError, qPrintable(outcome.text));
        QVERIFY(outcome.text.startsWith(u"Created "_s));
        QCOMPARE(bytes(u"a/b/f.txt"_s), QByteArray("\xC3\xA9\n"));
    }

    void saysWhenItOverwrites()
    {
        put(u"f"_s, "old");
        const ToolOutcome outcome = edit(u"create"_s, u"f"_s, {{u"file_text"_s, u"new"_s}});
        QVERIFY(outcome.text.startsWith(u"Overwrote "_s));
        QCOMPARE(bytes(u"f"_s), QByteArray("new"));
    }

    void replacesAndShowsTheSurroundings()
    {
        put(u"f"_s, "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n");
        const ToolOutcome outcome =
            edit(u"str_replace"_s, u"f"_s, {{u"old_str"_s, u"6\n"_s}, {u"new_str"_s, u"six\n"_s}});
        QVERIFY2(!outcome.isError, qPrintable(outcome.text));
        QVERIFY(outcome.text.contains(u"     2\t2\n"_s));
        QVERIFY(outcome.text.contains(u"     6\tsix\n     7\t7\n"_s));
        QVERIFY(!outcome.text.contains(u"     1\t1\n"_s));
        QVERIFY(!outcome.text.contains(u"    12\t12\n"_s));
        QCOMPARE(bytes(u"f"_s), QByteArray("1\n2\n3\n4\n5\nsix\n7\n8\n9\n10\n11\n12\n"));
    }

    void deletesWithoutNewText()
    {
        put(u"f"_s, "a b");
        QVERIFY(!edit(u"str_replace"_s, u"f"_s, {{u"old_str"_s, u" b"_s}}).isError);
        QCOMPARE(bytes(u"f"_s), QByteArray("a"));
    }

    void insertsWithBothNamesOfTheText()
    {
        put(u"f"_s, "a\n");
        const auto insert = [&](const QString &field, const QString &text) {
            return edit(u"insert"_s, u"f"_s, {{u"insert_line"_s, 1}, {field, text}});
        };
        QVERIFY(!insert(u"insert_text"_s, u"b"_s).isError);
        QVERIFY(!insert(u"new_str"_s, u"c"_s).isError);
        QCOMPARE(bytes(u"f"_s), QByteArray("a\nc\nb\n"));
    }

    void keepsModeAndOwner()
    {
        put(u"f"_s, "#!/bin/sh\necho a\n");
        const QByteArray name = QFile::encodeName(path(u"f"_s));
        const bool root = ::geteuid() == 0;
        if (root)
            QCOMPARE(::chown(name.constData(), 1234, 2345), 0);
        QCOMPARE(::chmod(name.constData(), 0751), 0);

        QVERIFY(!edit(u"str_replace"_s, u"f"_s, {{u"old_str"_s, u"a"_s}, {u"new_str"_s, u"b"_s}})
                     .isError);

        struct stat now = {};
        QCOMPARE(::stat(name.constData(), &now), 0);
        QCOMPARE(now.st_mode & 07777u, 0751u);
        QCOMPARE(now.st_uid, root ? 1234u : ::geteuid());
        QCOMPARE(QDir(m_sandbox->homeInside()).entryList(QDir::Files | QDir::Hidden),
                 QStringList{u"f"_s}); // no temporary file is left
    }

    void givesNewFilesToTheOwnerOfTheFolder()
    {
        const bool root = ::geteuid() == 0;
        if (root)
            QCOMPARE(::chown(QFile::encodeName(m_sandbox->homeInside()).constData(), 1234, 2345),
                     0);
        QVERIFY(!edit(u"create"_s, u"d/f"_s, {{u"file_text"_s, u"a"_s}}).isError);
        struct stat now = {};
        QCOMPARE(::stat(QFile::encodeName(path(u"d/f"_s)).constData(), &now), 0);
        QCOMPARE(now.st_uid, root ? 1234u : ::geteuid());
        QCOMPARE(now.st_mode & 07777u, 0644u);
    }

    void refusesWhatIsNoTextFile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("message");
        QTest::newRow("missing") << u"nothing"_s << u"does not exist"_s;
        QTest::newRow("folder") << u"folder"_s << u"not a regular file"_s;
        QTest::newRow("pipe") << u"pipe"_s << u"not a regular file"_s;
        QTest::newRow("binary") << u"binary"_s << u"binary"_s;
        QTest::newRow("huge") << u"huge"_s << u"more than 10 MiB"_s;
        QTest::newRow("link that leads out") << u"link"_s << u"outside of the home"_s;
    }

    void refusesWhatIsNoTextFile()
    {
        QFETCH(QString, name);
        QFETCH(QString, message);
        QVERIFY(QDir(m_sandbox->homeInside()).mkdir(u"folder"_s));
        QCOMPARE(::mkfifo(QFile::encodeName(path(u"pipe"_s)).constData(), 0600), 0);
        put(u"binary"_s, QByteArray("a\0b", 3));
        QFile huge(path(u"huge"_s));
        QVERIFY(huge.open(QIODevice::WriteOnly) && huge.resize(11 * 1024 * 1024));
        QVERIFY(QFile::link(u"/etc/hostname"_s, path(u"link"_s)));

        const ToolOutcome outcome =
            edit(u"str_replace"_s, name, {{u"old_str"_s, u"a"_s}, {u"new_str"_s, u"b"_s}});

        QVERIFY(outcome.isError);
        QVERIFY2(outcome.text.contains(message), qPrintable(outcome.text));
    }

    void refusesBadCalls_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QJsonObject>("input");
        QTest::addColumn<QString>("message");

        const auto row = [](const char *name, const QString &command, const QJsonObject &input,
                            const QString &message) {
            QTest::newRow(name) << command << input << message;
        };
        row("unknown command", u"undo_edit"_s, {},
            u"unknown action 'undo_edit' of the edit tool; it has view, create,"_s);
        row("relative path", u"view"_s, {{u"path"_s, u"f"_s}}, u"must be absolute"_s);
        row("home path", u"view"_s, {{u"path"_s, u"~/f"_s}}, u"must be absolute"_s);
        row("path is no text", u"view"_s, {{u"path"_s, 1}}, u"path must be a text"_s);
        row("path with NUL", u"view"_s, {{u"path"_s, u"/a\0b"_s}}, u"not a valid path"_s);
        row("outside", u"create"_s, {{u"path"_s, u"/etc/x"_s}, {u"file_text"_s, u""_s}},
            u"outside of the home"_s);
        row("climbing out", u"create"_s, {{u"path"_s, u"/tmp/../etc/x"_s}, {u"file_text"_s, u""_s}},
            u"outside of the home"_s);
        row("no content", u"create"_s, {}, u"file_text"_s);
        row("no old text", u"str_replace"_s, {{u"new_str"_s, u"a"_s}}, u"old_str"_s);
        row("misspelt", u"str_replace"_s, {{u"old_str"_s, u"a"_s}, {u"newstr"_s, u"b"_s}},
            u"no argument 'newstr'"_s);
        row("no line", u"insert"_s, {{u"insert_text"_s, u"a"_s}}, u"insert_line"_s);
        row("line is a flag", u"insert"_s, {{u"insert_line"_s, true}, {u"insert_text"_s, u"a"_s}},
            u"insert_line must be a whole number"_s);
        row("no text to insert", u"insert"_s, {{u"insert_line"_s, 0}}, u"insert_text"_s);
        row("absent text", u"str_replace"_s, {{u"old_str"_s, u"zzz"_s}, {u"new_str"_s, u"b"_s}},
            u"does not occur"_s);
        row("text that occurs twice", u"str_replace"_s,
            {{u"old_str"_s, u"a"_s}, {u"new_str"_s, u"b"_s}}, u"2 times, at lines 1, 3"_s);
    }

    void refusesBadCalls()
    {
        QFETCH(QString, command);
        QFETCH(QJsonObject, input);
        QFETCH(QString, message);
        put(u"f"_s, "a\n\na\n");

        const ToolOutcome outcome = edit(command, u"f"_s, input);

        QVERIFY(outcome.isError);
        QVERIFY2(outcome.text.contains(message), qPrintable(outcome.text));
        QCOMPARE(bytes(u"f"_s), QByteArray("a\n\na\n"));
    }
};

PILOTHOUSE_UNIT_TEST(TestEditTool)
#include "tst_edit_tool.moc"
