#include "sandbox/session_files.h"

#include "support/unit_test.h"

#include <QDir>
#include <QFile>
#include <QLocalServer>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const SessionId kSession{u"5a1e0c1d"_s};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

} // namespace

/// The home of a session beside a secret that nobody may reach through it.
class TestSessionFiles : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_config.homesDir = m_folder->filePath(u"homes"_s);
        QVERIFY(QDir().mkpath(home()));
        QVERIFY(QDir().mkpath(m_folder->filePath(u"outside"_s)));
        QFile secret(secretPath());
        QVERIFY(secret.open(QIODevice::WriteOnly));
        secret.write("secret");
    }

    void keepsWhatIsThereWhereNothingIsToBeReplaced()
    {
        const auto bring = [&](const QByteArray &bytes) {
            return writeInHome(m_config, kSession, u"a/b.txt"_s, bytes, IfThere::Keep);
        };
        QCOMPARE(bring("one").value_or(Written::Kept), Written::New);
        QCOMPARE(bring("two").value_or(Written::New), Written::Kept);
        QCOMPARE(contentOf(home() + u"/a/b.txt"_s), QByteArray("one"));
        const Result<> late = writeConfined(home() + u"/a/b.txt"_s, "three", IfThere::Keep);
        QCOMPARE(late.error().code, Errc::Conflict); // it came while the new one was written
        QCOMPARE(contentOf(home() + u"/a/b.txt"_s), QByteArray("one"));
        QCOMPARE(QDir(home() + u"/a"_s)
                     .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList{u"b.txt"_s});
    }

    void bringsAFileAndFetchesIt()
    {
        const auto first = writeInHome(m_config, kSession, u"a/b/c.txt"_s, "one");
        QVERIFY2(first, first ? "" : qPrintable(first.error().message));
        QCOMPARE(*first, Written::New);
        const auto second = writeInHome(m_config, kSession, u"a/b/c.txt"_s, "two words");
        QCOMPARE(second.value_or(Written::New), Written::Replaced);
        QCOMPARE(contentOf(home() + u"/a/b/c.txt"_s), QByteArray("two words"));

        const auto file = openInHome(m_config, kSession, u"a/b/c.txt"_s);
        QVERIFY(file && file->file);
        QCOMPARE(file->size, 9);
        const auto folder = openInHome(m_config, kSession, u"a/b"_s);
        QVERIFY(folder && !folder->file);
        QCOMPARE(folder->entries.size(), 1); // nothing half-written is left
        QCOMPARE(folder->entries.constFirst().name, u"c.txt"_s);
        QCOMPARE(folder->entries.constFirst().kind, HomeEntry::Kind::File);
        QCOMPARE(folder->entries.constFirst().size, 9);
    }

    void bringsNothingThatExceedsTheShareOfTheDisk()
    {
        m_config.limits.homeSize = 3; // MiB
        const QByteArray mebibyte(1 << 20, 'x');
        for (const auto &name : {u"1"_s, u"2"_s})
            QVERIFY(writeInHome(m_config, kSession, name, mebibyte));
        QVERIFY(writeInHome(m_config, kSession, u"2"_s, mebibyte.repeated(2)));
        const auto more = writeInHome(m_config, kSession, u"3"_s, "x");
        QVERIFY(!more);
        QCOMPARE(more.error().code, Errc::Io);
        QVERIFY2(more.error().message.contains(u"may take up 3 MiB"_s),
                 qPrintable(more.error().message));
        QCOMPARE(openInHome(m_config, kSession, {})->entries.size(), 2);
        QVERIFY(writeInHome(m_config, kSession, u"2"_s, mebibyte)); // less than before
        QVERIFY(writeInHome(m_config, kSession, u"3"_s, "x"));
        QVERIFY(removeInHome(m_config, kSession, u"1"_s));
        QVERIFY(writeInHome(m_config, kSession, u"4"_s, mebibyte));
        m_config.limits.homeSize = 0;
        QVERIFY(writeInHome(m_config, kSession, u"5"_s, mebibyte.repeated(5)));
    }

    void countsWhatIsBroughtAtTheSameTime()
    {
        m_config.limits.homeSize = 3;
        std::atomic<int> stored = 0;
        std::vector<std::jthread> people;
        for (int i = 0; i < 8; ++i)
            people.emplace_back([this, &stored, i] {
                const QByteArray mebibyte(1 << 20, 'x');
                stored += writeInHome(m_config, kSession, QString::number(i), mebibyte) ? 1 : 0;
            });
        people.clear();
        QCOMPARE(stored.load(), 3);
    }

    void makesTheHomeThatNoDesktopHasMadeYet()
    {
        QVERIFY(QDir(m_config.homesDir).removeRecursively());
        const auto listed = openInHome(m_config, kSession, {});
        QVERIFY(listed && listed->entries.isEmpty());
        QVERIFY(writeInHome(m_config, kSession, u"a"_s, "x"));
        QCOMPARE(contentOf(home() + u"/a"_s), QByteArray("x"));
        struct stat found = {};
        QCOMPARE(::stat(QFile::encodeName(home()).constData(), &found), 0);
        QCOMPARE(found.st_mode & 0777, mode_t(0700));
    }

    void refusesWhatIsNoPathOfTheHome_data()
    {
        QTest::addColumn<QString>("path");
        for (const char *path : {"..", "../outside/secret", "a/../../outside/secret", "/etc/passwd",
                                 ".", "./a", "a//b", "a/", "a/.."})
            QTest::newRow(path) << QString::fromLatin1(path);
        QTest::newRow("zero byte") << u"a"_s + QChar::Null + u"b"_s;
        QTest::newRow("long path") << u"abc/"_s.repeated(2000) + u"d"_s;
        QTest::newRow("long name") << u"n"_s.repeated(300);
    }
    void refusesWhatIsNoPathOfTheHome()
    {
        QFETCH(QString, path);
        const bool isLongName = path == u"n"_s.repeated(300);
        QCOMPARE(openInHome(m_config, kSession, path).error().code, Errc::InvalidArgument);
        if (!isLongName) // the disk says it, in its own words
            QCOMPARE(writeInHome(m_config, kSession, path, "x").error().code,
                     Errc::InvalidArgument);
        QVERIFY(!writeInHome(m_config, kSession, path, "x"));
        QCOMPARE(removeInHome(m_config, kSession, path).error().code, Errc::InvalidArgument);
        QCOMPARE(contentOf(secretPath()), QByteArray("secret"));
    }

    void followsNoLinkThatAProgramPlanted_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("path");
        const QString outside = u"../../outside"_s;
        QTest::newRow("file") << u"l"_s << outside + u"/secret"_s << u"l"_s;
        QTest::newRow("absolute") << u"l"_s << u"/etc/passwd"_s << u"l"_s;
        QTest::newRow("folder") << u"l"_s << outside << u"l/secret"_s;
        QTest::newRow("new file in a folder") << u"l"_s << outside << u"l/new"_s;
        QTest::newRow("new folder in a folder") << u"l"_s << outside << u"l/new/new"_s;
        QTest::newRow("within the home") << u"l"_s << u"."_s << u"l/a"_s;
        QTest::newRow("through /proc") << u"l"_s << u"/proc/self/root"_s << u"l/etc/passwd"_s;
        QTest::newRow("to nothing") << u"l"_s << outside + u"/new"_s << u"l"_s;
        QTest::newRow("to itself") << u"l"_s << u"l"_s << u"l/a"_s;
    }
    void followsNoLinkThatAProgramPlanted()
    {
        QFETCH(QString, link);
        QFETCH(QString, target);
        QFETCH(QString, path);
        QVERIFY(QFile::link(target, home() + u'/' + link));

        QCOMPARE(openInHome(m_config, kSession, path).error().code, Errc::Denied);
        const auto written = writeInHome(m_config, kSession, path, "overwritten");
        QCOMPARE(written.error().code, path == link ? Errc::Conflict : Errc::Denied);
        const auto removed = removeInHome(m_config, kSession, path);
        QCOMPARE(removed.has_value(), path == link); // the link itself, not what it points to

        QCOMPARE(contentOf(secretPath()), QByteArray("secret"));
        const QDir outside(m_folder->filePath(u"outside"_s));
        QCOMPARE(outside.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList{u"secret"_s});
    }

    void listsLinksAndPipesAsWhatTheyAre()
    {
        QVERIFY(QFile::link(secretPath(), home() + u"/link"_s));
        QCOMPARE(::mkfifo(QFile::encodeName(home() + u"/pipe"_s).constData(), 0600), 0);
        const auto listed = openInHome(m_config, kSession, {});
        QCOMPARE(listed->entries.size(), 2);
        QCOMPARE(listed->entries.at(0).kind, HomeEntry::Kind::Link);
        QCOMPARE(listed->entries.at(0).size, 0);
        QCOMPARE(listed->entries.at(1).kind, HomeEntry::Kind::Other);
        QCOMPARE(openInHome(m_config, kSession, u"pipe"_s).error().code, Errc::Conflict);
        QCOMPARE(writeInHome(m_config, kSession, u"pipe"_s, "x").error().code, Errc::Conflict);
    }

    void saysThatASocketIsNoFile()
    {
        QLocalServer socket;
        QVERIFY(socket.listen(home() + u"/socket"_s));
        QCOMPARE(openInHome(m_config, kSession, u"socket"_s).error().code, Errc::Conflict);
    }

    void refusesANameThatIsTooLong()
    {
        const QString name(256, u'a');
        const auto code = [](const auto &result) { return result.error().code; };
        QCOMPARE(code(writeInHome(m_config, kSession, name, "x")), Errc::InvalidArgument);
        QCOMPARE(code(openInHome(m_config, kSession, name)), Errc::InvalidArgument);
        QCOMPARE(code(removeInHome(m_config, kSession, name)), Errc::InvalidArgument);
        QVERIFY(writeInHome(m_config, kSession, name.chopped(1), "x"));
    }

    void saysWhatIsInTheWay()
    {
        QVERIFY(writeInHome(m_config, kSession, u"folder/file"_s, "x"));
        const auto code = [](const auto &result) { return result.error().code; };
        QCOMPARE(code(writeInHome(m_config, kSession, u"folder"_s, "x")), Errc::Conflict);
        QCOMPARE(code(writeInHome(m_config, kSession, u"folder/file/x"_s, "x")), Errc::Conflict);
        QCOMPARE(code(writeInHome(m_config, kSession, {}, "x")), Errc::Conflict);
        QCOMPARE(code(removeInHome(m_config, kSession, {})), Errc::Conflict);
        QCOMPARE(code(removeInHome(m_config, kSession, u"folder"_s)), Errc::Conflict);
        QCOMPARE(code(removeInHome(m_config, kSession, u"nothing"_s)), Errc::NotFound);
        QCOMPARE(code(openInHome(m_config, kSession, u"folder/file/x"_s)), Errc::NotFound);
        QVERIFY(removeInHome(m_config, kSession, u"folder/file"_s));
        QVERIFY(removeInHome(m_config, kSession, u"folder"_s));
    }

    void givesWhatIsNewToTheSessionsUser()
    {
        if (::geteuid() != 0)
            QSKIP("only root can give files away");
        constexpr uid_t kUser = 61'234;
        QVERIFY(m_folder->isValid());
        for (const QString &path : {m_folder->path(), m_config.homesDir})
            QCOMPARE(::chmod(QFile::encodeName(path).constData(), 0711), 0);
        const auto own = [](const QString &path, uid_t user) {
            return ::chown(QFile::encodeName(path).constData(), user, user);
        };
        const auto owner = [this](const QString &path) {
            struct stat found = {};
            ::lstat(QFile::encodeName(home() + path).constData(), &found);
            return found.st_uid;
        };
        QVERIFY(QDir().mkpath(home() + u"/.config"_s));
        QCOMPARE(own(home(), kUser), 0);
        QCOMPARE(own(home() + u"/.config"_s, kUser), 0);
        QVERIFY(writeInHome(m_config, kSession, u"running/a"_s, "x"));
        QCOMPARE(owner(u"/running"_s), kUser);
        QCOMPARE(owner(u"/running/a"_s), kUser);

        QCOMPARE(own(home(), 0), 0); // as closeHome() leaves it
        QVERIFY(writeInHome(m_config, kSession, u"closed/a"_s, "x"));
        QVERIFY(writeInHome(m_config, kSession, u"b"_s, "x"));
        QCOMPARE(owner(u"/closed"_s), kUser);
        QCOMPARE(owner(u"/closed/a"_s), kUser);
        QCOMPARE(owner(u"/b"_s), kUser);
    }

private:
    QString home() const { return m_config.homesDir + u'/' + kSession.value; }
    QString secretPath() const { return m_folder->filePath(u"outside/secret"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
    DesktopConfig m_config;
};

PILOTHOUSE_UNIT_TEST(TestSessionFiles)
#include "tst_session_files.moc"
