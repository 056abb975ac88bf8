#include "sandbox/sandbox_paths.h"

#include "support/unit_test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// A root with /home/user (writable), /usr (readable) and /secret (neither).
class TestSandboxPaths : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        const QString top = QDir(m_root->path()).canonicalPath();
        QVERIFY(QDir(top).mkpath(u"home/user/folder"_s) && QDir(top).mkpath(u"usr"_s) &&
                QDir(top).mkpath(u"secret"_s));
        write(u"home/user/mine"_s, "mine");
        write(u"usr/tool"_s, "tool");
        write(u"secret/key"_s, "key");
        m_paths = std::make_unique<SandboxPaths>(SandboxPaths::View{.root = top,
                                                                    .home = u"/home/user"_s,
                                                                    .writable = {u"/home/user"_s},
                                                                    .readable = {u"/usr"_s},
                                                                    .user = {}});
    }

    void opensWhatTheSandboxMayOpen_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("absolute") << u"/home/user/mine"_s << QByteArray("mine");
        QTest::newRow("relative to home") << u"mine"_s << QByteArray("mine");
        QTest::newRow("dots inside") << u"folder/../mine"_s << QByteArray("mine");
        QTest::newRow("too many dots end at the root")
            << u"/../../usr/tool"_s << QByteArray("tool");
        QTest::newRow("absolute link, seen from inside") << u"absolute"_s << QByteArray("tool");
        QTest::newRow("relative link") << u"relative"_s << QByteArray("mine");
    }
    void opensWhatTheSandboxMayOpen()
    {
        QFETCH(QString, path);
        link(u"/usr/tool"_s, u"absolute"_s);
        link(u"folder/../mine"_s, u"relative"_s);

        const auto found = m_paths->resolve(path, false);

        QVERIFY2(found, found ? "" : qPrintable(found.error().message));
        QFile file(*found);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QTEST(file.readAll(), "content");
    }

    void refusesWhatLeadsOut_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("forWriting");
        QTest::newRow("outside") << u"/secret/key"_s << false;
        QTest::newRow("link outside") << u"leak"_s << false;
        QTest::newRow("link to a folder outside") << u"leaks/key"_s << false;
        QTest::newRow("dots outside") << u"../../secret/key"_s << false;
        QTest::newRow("writing where only reading is allowed") << u"/usr/tool"_s << true;
        QTest::newRow("new file there") << u"/usr/new"_s << true;
        QTest::newRow("new file behind a link") << u"leaks/new"_s << true;
        QTest::newRow("link in a circle") << u"circle"_s << false;
        QTest::newRow("named pipe") << u"pipe"_s << false;
        QTest::newRow("NUL") << u"mine"_s + QChar(0) + u"x"_s << false;
    }
    void refusesWhatLeadsOut()
    {
        QFETCH(QString, path);
        QFETCH(bool, forWriting);
        link(u"/secret/key"_s, u"leak"_s);
        link(u"/secret"_s, u"leaks"_s);
        link(u"circle"_s, u"circle"_s);
        QCOMPARE(mkfifo(QFile::encodeName(inHome(u"pipe"_s)).constData(), 0600), 0);

        const auto found = m_paths->resolve(path, forWriting);

        QVERIFY(!found);
        QCOMPARE(found.error().code, Errc::Denied);
    }

    void saysWhatDoesNotExist()
    {
        QCOMPARE(m_paths->resolve(u"nothing"_s, false).error().code, Errc::NotFound);
        QCOMPARE(m_paths->resolve(u"nothing/new"_s, true).error().code, Errc::NotFound);
        QVERIFY(m_paths->resolve(u"folder/new"_s, true));
    }

    void keepsToTheFolderThatItLookedAt()
    {
        const auto found = m_paths->resolve(u"folder/new"_s, true);
        QVERIFY(found);

        // What an attacker does between our look and the server's write.
        QVERIFY(QDir().rename(inHome(u"folder"_s), inHome(u"moved"_s)));
        link(u"/secret"_s, u"folder"_s);
        QFile file(*found);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("x");
        file.close();

        QVERIFY(QFile::exists(inHome(u"moved/new"_s)));
        QVERIFY(!QFile::exists(m_root->filePath(u"secret/new"_s)));
    }

    void judgesByTheUsersRights()
    {
        if (geteuid() != 0)
            QSKIP("only root acts for others");
        const QString top = QDir(m_root->path()).canonicalPath();
        QCOMPARE(chmod(QFile::encodeName(top).constData(), 0755), 0);
        QCOMPARE(chmod(QFile::encodeName(inHome(u"mine"_s)).constData(), 0600), 0);
        SandboxPaths asNobody({.root = top,
                               .home = u"/home/user"_s,
                               .writable = {u"/home/user"_s},
                               .readable = {},
                               .user = 65534});

        QCOMPARE(asNobody.resolve(u"mine"_s, false).error().code, Errc::Denied);
        QCOMPARE(asNobody.resolve(u"new"_s, true).error().code, Errc::Denied);
        QVERIFY(m_paths->resolve(u"mine"_s, false)); // and we are ourselves again
    }

private:
    QString inHome(const QString &name) const { return m_root->filePath(u"home/user/"_s + name); }
    void write(const QString &name, const QByteArray &content)
    {
        QFile file(m_root->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    void link(const QString &target, const QString &name)
    {
        QVERIFY(QFile::link(target, inHome(name)));
    }

    std::unique_ptr<QTemporaryDir> m_root;
    std::unique_ptr<SandboxPaths> m_paths;
};

PILOTHOUSE_UNIT_TEST(TestSandboxPaths)
#include "tst_sandbox_paths.moc"
