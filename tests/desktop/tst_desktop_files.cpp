#include "desktop/desktop.h"
#include "desktop/requirements.h"
#include "sandbox/display_cookie.h"
#include "sandbox/runtime_folder.h"
#include "sandbox/sandbox_choice.h"
#include "sandbox/session_home.h"
#include "sandbox/session_users.h"
#include "support/unit_test.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <set>
#include <sys/stat.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestDesktopFiles : public QObject
{
    Q_OBJECT
private slots:
    void writesACookieAsXauthorityFilesHaveIt()
    {
        const QByteArray cookie = QByteArray::fromHex("000102030405060708090a0b0c0d0e0f");
        QCOMPARE(xauthorityWith(cookie).toHex(), QByteArray("ffff00000000") + "0012" +
                                                     QByteArray("MIT-MAGIC-COOKIE-1").toHex() +
                                                     "0010000102030405060708090a0b0c0d0e0f");
        QCOMPARE(makeDisplayCookie().size(), 16);
        QVERIFY(makeDisplayCookie() != makeDisplayCookie());
    }

    void removesItsRuntimeFolderAtTheEnd()
    {
        QTemporaryDir top;
        auto folder = RuntimeFolder::create(top.filePath(u"run"_s));
        QVERIFY(folder);
        QVERIFY(QFileInfo((*folder)->path()).isDir());
        folder->reset();
        QCOMPARE(QDir(top.filePath(u"run"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QStringList());
    }

    void sweepsOnlyWhatNobodyHolds()
    {
        QTemporaryDir top;
        DesktopConfig config;
        config.runtimeDir = top.filePath(u"run"_s);
        auto alive = RuntimeFolder::create(config.runtimeDir);
        QVERIFY(alive);
        // A crash leaves a folder and a lock file that nobody holds.
        QVERIFY(QDir(config.runtimeDir).mkpath(u"0badcafe/x"_s));
        QFile lock(config.runtimeDir + u"/0badcafe.lock"_s);
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.close();

        QCOMPARE(sweepOrphans(config), 1);

        QVERIFY(!QFile::exists(config.runtimeDir + u"/0badcafe"_s));
        QVERIFY(QFile::exists((*alive)->path()));
        QCOMPARE(sweepOrphans(config), 0);
    }

    void refusesARuntimeFolderThatOthersMayWriteTo()
    {
        QTemporaryDir top;
        const QString folder = top.filePath(u"run"_s);
        QVERIFY(QDir().mkdir(folder));
        QCOMPARE(chmod(QFile::encodeName(folder).constData(), 0777), 0);
        QCOMPARE(RuntimeFolder::create(folder).error().code, Errc::Denied);
        QCOMPARE(RuntimeFolder::create(top.filePath(QString(120, u'x'))).error().code,
                 Errc::InvalidArgument);
    }

    void makesAHomeOnceAndKeepsWhatIsThere()
    {
        QTemporaryDir top;
        DesktopConfig config;
        config.homesDir = top.filePath(u"homes"_s);
        const SessionId session{u"one"_s};
        const auto home = prepareHome(config, session, {});
        QVERIFY(home);
        QVERIFY(QFile::exists(*home + u"/.mozilla/firefox/pilothouse/user.js"_s));
        QCOMPARE(QFileInfo(*home).permissions() & QFile::ReadOther, QFile::Permissions());
        QFile bashrc(*home + u"/.bashrc"_s);
        QVERIFY(bashrc.open(QIODevice::WriteOnly | QIODevice::Truncate));
        bashrc.write("mine");
        bashrc.close();

        QVERIFY(prepareHome(config, session, {}));

        QVERIFY(bashrc.open(QIODevice::ReadOnly));
        QCOMPARE(bashrc.readAll(), QByteArray("mine"));
    }

    void writesNothingThroughALinkInAHome()
    {
        QTemporaryDir top;
        DesktopConfig config;
        config.homesDir = top.filePath(u"homes"_s);
        const QString home = config.homesDir + u"/one"_s;
        const QString elsewhere = top.filePath(u"elsewhere"_s);
        QVERIFY(QDir().mkpath(home) && QDir().mkpath(elsewhere));
        QVERIFY(QFile::link(elsewhere, home + u"/.config"_s));
        QVERIFY(QFile::link(elsewhere + u"/bashrc"_s, home + u"/.bashrc"_s));

        QVERIFY(prepareHome(config, {u"one"_s}, {}));

        QCOMPARE(QDir(elsewhere).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList());
    }

    void removesAHomeButNothingItsLinksPointTo()
    {
        QTemporaryDir top;
        DesktopConfig config;
        config.homesDir = top.filePath(u"homes"_s);
        const QString elsewhere = top.filePath(u"elsewhere/kept"_s);
        QVERIFY(QDir().mkpath(elsewhere));
        const SessionId session{u"one"_s};
        const auto home = prepareHome(config, session, {});
        QVERIFY(home && QFile::link(top.filePath(u"elsewhere"_s), *home + u"/link"_s));
        const QString closed = *home + u"/.cache/closed"_s; // as Go's module cache is
        QVERIFY(QDir().mkpath(closed + u"/deep"_s));
        QVERIFY(QFile::setPermissions(closed, QFile::ReadOwner));

        QVERIFY(removeHome(config, session));

        QVERIFY(!QFileInfo::exists(*home));
        QVERIFY(QFileInfo::exists(elsewhere));
        QVERIFY(removeHome(config, session)); // nothing is left to do
    }

    void refusesSessionsThatAreNoFileNames_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : QStringList{u""_s, u".."_s, u"a/b"_s, u".hidden"_s})
            QTest::addRow("'%s'", qPrintable(name)) << name;
    }
    void refusesSessionsThatAreNoFileNames()
    {
        QFETCH(QString, name);
        QTemporaryDir top;
        DesktopConfig config;
        config.homesDir = top.path();
        QCOMPARE(prepareHome(config, {name}, {}).error().code, Errc::InvalidArgument);
        QCOMPARE(removeHome(config, {name}).error().code, Errc::InvalidArgument);
    }

    void givesEachSessionUsersOfItsOwn()
    {
        const auto first = SessionUsers::claim({u"a"_s});
        const auto second = SessionUsers::claim({u"a"_s}); // even for the same name
        QVERIFY(first && second);
        if (geteuid() != 0) {
            QVERIFY(!*first);
            return;
        }
        QVERIFY((*first)->programs() >= SessionUsers::kFirst);
        QVERIFY((*second)->xServer() <= SessionUsers::kLast);
        const std::set<uid_t> all{(*first)->programs(), (*first)->xServer(), (*second)->programs(),
                                  (*second)->xServer()};
        QCOMPARE(all.size(), size_t(4));
    }

    void givesAwayNoFileThatHasANameOutsideOfTheHome()
    {
        if (geteuid() != 0)
            QSKIP("only root gives files away");
        const QTemporaryDir top;
        DesktopConfig config;
        config.homesDir = top.filePath(u"homes"_s);
        const uid_t former = SessionUsers::kFirst;
        const auto home = prepareHome(config, {u"one"_s}, former);
        QVERIFY(home);
        const QString outside = top.filePath(u"of-the-host"_s);
        const QString own = *home + u"/own"_s;
        for (const QString &path : {outside, own}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        // As a program may, of what it may write to.
        const auto alias = [&](const QString &path, const char *name) {
            return link(QFile::encodeName(path).constData(),
                        QFile::encodeName(*home + u'/' + QString::fromLatin1(name)).constData());
        };
        QCOMPARE(alias(outside, "trap"), 0);
        QCOMPARE(alias(own, "again"), 0);

        QVERIFY(prepareHome(config, {u"one"_s}, former + 2)); // drew another user

        QCOMPARE(QFileInfo(outside).ownerId(), uint(0));
        QCOMPARE(QFileInfo(own).ownerId(), uint(former + 2));
        QCOMPARE(QFileInfo(*home + u"/.bashrc"_s).ownerId(), uint(former + 2));
    }

    void namesEachThingThatIsMissingWithItsCure()
    {
        QTemporaryDir top;
        DesktopConfig config;
        config.runtimeDir = top.filePath(QString(120, u'x')); // too long for sockets
        bool sawFolder = false;
        for (const Requirement &each : desktopRequirements(config)) {
            QVERIFY(!each.name.isEmpty() && !each.detail.isEmpty());
            QCOMPARE(each.fix.isEmpty(), each.ok);
            sawFolder = sawFolder || (each.name == "runtime folder"_L1 && !each.ok);
        }
        QVERIFY(sawFolder);
    }

    void choosesTheStrongestSandboxAndNoneOnlyByName_data()
    {
        QTest::addColumn<SandboxMode>("asked");
        QTest::addColumn<bool>("bwrap");
        QTest::addColumn<bool>("landlock");
        QTest::addColumn<bool>("user");
        QTest::addColumn<int>("chosen"); // -1: Unavailable
        const auto mode = [](SandboxMode value) { return static_cast<int>(value); };
        QTest::newRow("auto, all work")
            << SandboxMode::Auto << true << true << true << mode(SandboxMode::Bwrap);
        QTest::newRow("auto, no namespaces")
            << SandboxMode::Auto << false << true << true << mode(SandboxMode::Landlock);
        QTest::newRow("auto, users only")
            << SandboxMode::Auto << false << false << true << mode(SandboxMode::User);
        QTest::newRow("auto, nothing") << SandboxMode::Auto << false << false << false << -1;
        QTest::newRow("bwrap that fails") << SandboxMode::Bwrap << false << true << true << -1;
        QTest::newRow("landlock by name")
            << SandboxMode::Landlock << true << true << true << mode(SandboxMode::Landlock);
        QTest::newRow("landlock that fails")
            << SandboxMode::Landlock << true << false << true << -1;
        QTest::newRow("user by name")
            << SandboxMode::User << true << true << true << mode(SandboxMode::User);
        QTest::newRow("user that fails") << SandboxMode::User << true << false << false << -1;
        QTest::newRow("none by name")
            << SandboxMode::None << true << true << true << mode(SandboxMode::None);
    }
    void choosesTheStrongestSandboxAndNoneOnlyByName()
    {
        QFETCH(SandboxMode, asked);
        QFETCH(bool, bwrap);
        QFETCH(bool, landlock);
        QFETCH(bool, user);
        QFETCH(int, chosen);
        SandboxReport report{.bwrapWorks = bwrap, .landlockWorks = landlock, .userWorks = user};
        report.strongest = bwrap      ? SandboxMode::Bwrap
                           : landlock ? SandboxMode::Landlock
                           : user     ? SandboxMode::User
                                      : SandboxMode::None;
        const auto result = chooseSandbox(asked, report);
        QCOMPARE(result ? static_cast<int>(*result) : -1, chosen);
        if (!result)
            QCOMPARE(result.error().code, Errc::Unavailable);
    }
};

PILOTHOUSE_UNIT_TEST(TestDesktopFiles)
#include "tst_desktop_files.moc"
