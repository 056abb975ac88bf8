#include "app/config_defaults.h"

#include "sandbox/runtime_folder.h"
#include "sandbox/sandbox_choice.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// Where folders come to lie, and whether sessions can reach theirs.
class TestConfigDefaults : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(u"/tmp/ph-XXXXXX"_s); // 0700, as root's home
        for (const char *name : {"TMPDIR", "HOME", "XDG_RUNTIME_DIR"})
            qputenv(name, QFile::encodeName(m_folder->path()));
        qunsetenv("XDG_DATA_HOME");
    }
    void keepsItsFoldersToItself_data() { modes(); }
    void keepsItsFoldersToItself()
    {
        QFETCH(SandboxMode, mode);
        openFolder();
        const auto config = resolved(settings(mode));
        QVERIFY2(config, config ? "" : qPrintable(config.error().message));
        const mode_t expected = mode == SandboxMode::Bwrap ? 0700 : 0711;
        QCOMPARE(modeOf(config->store.dataDir), expected);
        // That of all servers; each makes one of its own in it.
        const QString base = QFileInfo(config->desktop.runtimeDir).path();
        QCOMPARE(base, m_folder->filePath(u"pilothouse"_s));
        QCOMPARE(modeOf(base), mode_t(0711));
        QVERIFY(!QFile::exists(config->desktop.runtimeDir));
    }

    void namesItsOwnFilesSoThatSessionsSeeNone()
    {
        openFolder();
        Config config = settings(SandboxMode::Bwrap);
        config.store.databaseUrl = u"sqlite:////opt/app/db.sqlite3"_s;
        config.agent.secretsFile = u"secrets.json"_s;
        config.server.tlsKey = u"/usr/local/key.pem"_s;
        const auto known = resolved(config);
        QVERIFY(known);
        const QString here = QDir::currentPath();
        for (const QString &file : {known->store.dataDir, u"/opt/app/db.sqlite3"_s,
                                    u"/opt/app/db.sqlite3-wal"_s, u"/usr/local/key.pem"_s,
                                    QString(here + u"/secrets.json"_s), QString(here + u"/.env"_s)})
            QVERIFY2(known->desktop.ownFiles.contains(file), qPrintable(file));
    }

    void keepsADatabaseThatNobodyChoseWhereItIsStartedOrBesideTheRest()
    {
        openFolder();
        const QString here = QDir::currentPath();
        QVERIFY(QDir::setCurrent(m_folder->path()));
        Config config = settings(SandboxMode::Bwrap);
        const auto settled = resolved(config);
        config.store.databaseUrl = u"sqlite:////tmp/chosen"_s;
        const auto chosen = resolved(config);
        QVERIFY(QDir::setCurrent(here));

        QVERIFY(settled && chosen);
        QCOMPARE(settled->store.databaseUrl, StoreConfig().databaseUrl);
        StoreConfig store = settled->store;
        keepDatabaseWithData(store);
        QCOMPARE(store.databaseUrl, u"sqlite:///%1/db.sqlite3"_s.arg(store.dataDir));
        store = chosen->store;
        keepDatabaseWithData(store);
        QCOMPARE(store.databaseUrl, u"sqlite:////tmp/chosen"_s);
    }

    void leavesTheFoldersOfAnotherServerAlone()
    {
        openFolder();
        const auto first = resolved(settings(SandboxMode::None));
        QVERIFY(first);
        const auto desktop = RuntimeFolder::create(first->desktop.runtimeDir);
        QVERIFY(desktop);
        const mode_t base = modeOf(QFileInfo(first->desktop.runtimeDir).path());

        const auto second = resolved(settings(SandboxMode::Bwrap));

        QVERIFY(second);
        QVERIFY(second->desktop.runtimeDir != first->desktop.runtimeDir);
        QCOMPARE(modeOf(QFileInfo(first->desktop.runtimeDir).path()), base);
        QCOMPARE(sweepOrphans(second->desktop), 0);
        QVERIFY(QFile::exists((*desktop)->path()));
    }

    void sweepsWhatCrashedServersLeftInFoldersOfTheirOwn()
    {
        openFolder();
        const auto config = resolved(settings(SandboxMode::None));
        QVERIFY(config);
        const QDir base(QFileInfo(config->desktop.runtimeDir).path());
        QVERIFY(base.mkpath(u"server-0badcafe/12345678/rfb"_s));
        QFile lock(base.filePath(u"server-0badcafe/12345678.lock"_s));
        QVERIFY(lock.open(QIODevice::WriteOnly));

        QCOMPARE(sweepOrphans(config->desktop), 1);

        QVERIFY(!base.exists(u"server-0badcafe"_s));
    }

    void followsNoLinkInThePlaceOfItsFolder()
    {
        openFolder();
        const QString other = m_folder->filePath(u"other"_s);
        QVERIFY(QDir().mkdir(other));
        const mode_t before = modeOf(other);
        QVERIFY(QFile::link(other, m_folder->filePath(u"pilothouse"_s)));

        const auto config = resolved(settings(SandboxMode::Bwrap));

        QVERIFY(!config);
        QCOMPARE(config.error().code, Errc::Denied);
        QCOMPARE(modeOf(other), before);
    }

    void findsAnotherPlaceForSocketsWhereTheUsualOneDoesNotSuit_data()
    {
        QTest::addColumn<QString>("runtime"); // XDG_RUNTIME_DIR, below the test's folder
        QTest::addColumn<QString>("temporary");
        QTest::newRow("runtime folder too long") << longName() << u"."_s;
        QTest::newRow("runtime folder missing") << u"missing"_s << u"."_s;
        QTest::newRow("both too long") << longName() << longName();
        QTest::newRow("both missing") << u"missing"_s << u"missing"_s;
        QTest::newRow("temporary folder is a file") << u"missing"_s << u"file"_s;
    }
    void findsAnotherPlaceForSocketsWhereTheUsualOneDoesNotSuit()
    {
        QFETCH(QString, runtime);
        QFETCH(QString, temporary);
        openFolder();
        QVERIFY(QDir(m_folder->path()).mkpath(longName()));
        QVERIFY(QFile(m_folder->filePath(u"file"_s)).open(QIODevice::WriteOnly));
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_folder->filePath(runtime)));
        qputenv("TMPDIR", QFile::encodeName(m_folder->filePath(temporary)));

        const auto config = resolved(settings(SandboxMode::Bwrap));

        QVERIFY2(config, config ? "" : qPrintable(config.error().message));
        const auto desktop = RuntimeFolder::create(config->desktop.runtimeDir);
        QVERIFY2(desktop, desktop ? "" : qPrintable(desktop.error().message));
        QVERIFY((*desktop)->path().size() + int(qstrlen("/rfb/rfb.sock")) <= kLongestSocketPath);
        QCOMPARE(modeOf(QFileInfo(config->desktop.runtimeDir).path()) & 022, mode_t(0));
    }

    void refusesHomesThatSessionsCannotReach_data() { modes(); }
    void refusesHomesThatSessionsCannotReach()
    {
        QFETCH(SandboxMode, mode);
        const auto config = resolved(settings(mode));
        QCOMPARE(config.has_value(), mode == SandboxMode::Bwrap); // which needs no way through
        if (config)
            return;
        QCOMPARE(config.error().code, Errc::Unavailable);
        QVERIFY(config.error().message.contains(m_folder->path()));
        QVERIFY(config.error().message.contains("--data-dir /var/lib/pilothouse"_L1));
    }

    void leavesAFolderForEverybodyAsItIs()
    {
        QCOMPARE(chmod(QFile::encodeName(m_folder->path()).constData(), 01777), 0);
        Config wanted = settings(SandboxMode::Bwrap);
        wanted.store.dataDir = m_folder->path();
        const auto config = resolved(wanted);
        QVERIFY(!config);
        QVERIFY(config.error().message.contains(m_folder->path()));
        QCOMPARE(modeOf(m_folder->path()), mode_t(0777));
    }

    void keepsDataOutsideOfAClosedHome()
    {
        const QString own = m_folder->filePath(u".local/share/pilothouse"_s);
        QCOMPARE(defaultDataDir(true), u"/var/lib/pilothouse"_s);
        QCOMPARE(defaultDataDir(false), own);
        openFolder();
        QCOMPARE(defaultDataDir(true), own);
    }

private:
    static QString longName() { return QString(90, u'x'); }
    static void modes()
    {
        QTest::addColumn<SandboxMode>("mode");
        for (const auto mode : {SandboxMode::Bwrap, SandboxMode::Landlock, SandboxMode::User}) {
            if (chooseSandbox(mode, sandboxReport()))
                QTest::addRow("%s", qPrintable(name(mode))) << mode;
        }
    }
    Config settings(SandboxMode mode) const
    {
        Config config;
        config.store.dataDir = m_folder->filePath(u"data"_s);
        config.desktop.sandbox = mode;
        return config;
    }
    void openFolder() const
    {
        QCOMPARE(chmod(QFile::encodeName(m_folder->path()).constData(), 0711), 0);
    }
    static mode_t modeOf(const QString &path)
    {
        struct stat found
        {
        };
        return stat(QFile::encodeName(path).constData(), &found) == 0 ? found.st_mode & 0777 : 0;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestConfigDefaults)
#include "tst_config_defaults.moc"
