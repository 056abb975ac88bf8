#include "sandbox/system_settings.h"

#include "support/unit_test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// What a session sees of a folder such as /etc.
class TestSystemSettings : public QObject
{
    Q_OBJECT
private slots:
    void opensAFolderWithoutSecretsAsAWhole()
    {
        const Folder etc;
        etc.write(u"fonts/fonts.conf"_s);
        etc.write(u"java-17-openjdk/security/java.security"_s);
        const VisibleFiles found = visibleFiles(etc.path(), {});
        QCOMPARE(found.open, QStringList{etc.path()});
        QCOMPARE(found.closed, QStringList());
    }

    void closesWhatNotEverybodyMayRead()
    {
        const Folder etc;
        etc.write(u"hosts"_s);
        etc.write(u"app/app.conf"_s);
        etc.write(u"app/password"_s, 0640);
        etc.write(u"polkit/rules/rule"_s);
        QCOMPARE(chmod(qPrintable(etc.at(u"polkit/rules"_s)), 0700), 0);
        const VisibleFiles found = visibleFiles(etc.path(), {});
        QCOMPARE(found.closed, (QStringList{etc.at(u"app/password"_s), etc.at(u"polkit/rules"_s)}));
        QCOMPARE(found.open, (QStringList{etc.at(u"app/app.conf"_s), etc.at(u"hosts"_s)}));
    }

    void closesSecretsWhateverTheirMode_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name :
             {"shadow", "gshadow-", "sudoers", "sudoers.d/admins", "ssh/ssh_host_ed25519_key",
              "ssl/private/server.pem", "letsencrypt/live/x/privkey.pem", "wireguard/wg0.conf",
              "NetworkManager/system-connections/home", "apt/auth.conf.d/mirror",
              "pilothouse/environment", "anywhere/deep/host.key", "krb5.keytab"})
            QTest::addRow("%s", name) << QString::fromLatin1(name);
    }
    void closesSecretsWhateverTheirMode()
    {
        QFETCH(QString, name);
        const Folder etc;
        etc.write(name, 0644);
        etc.write(u"ssh/ssh_config"_s);
        const VisibleFiles found = visibleFiles(etc.path(), {});
        QCOMPARE(found.closed.size(), 1);
        QVERIFY(etc.at(name).startsWith(found.closed.first()));
        QVERIFY(!found.open.contains(etc.path()));
        QVERIFY(found.open.contains(etc.at(u"ssh/ssh_config"_s)) ||
                found.open.contains(etc.at(u"ssh"_s)));
    }

    void leavesOpenWhatOnlySoundsAlike_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"ssl/certs/ca.pem", "ssh/ssh_config", "shadow.conf", "keyboard",
                                 "passwd", "app/shadow", "java/pilothouse"})
            QTest::addRow("%s", name) << QString::fromLatin1(name);
    }
    void leavesOpenWhatOnlySoundsAlike()
    {
        QFETCH(QString, name);
        QVERIFY(!isSecretName(name));
    }

    void closesTheServersOwnFiles()
    {
        const Folder opt;
        opt.write(u"app/data/db"_s);
        opt.write(u"app/bin/app"_s);
        const VisibleFiles found = visibleFiles(opt.path(), {opt.at(u"app/data"_s)});
        QCOMPARE(found.closed, QStringList{opt.at(u"app/data"_s)});
        QCOMPARE(found.open, QStringList{opt.at(u"app/bin"_s)});
    }

    void followsNoLinkOutOfTheFolder()
    {
        const Folder etc;
        etc.write(u"a"_s);
        etc.write(u"ssl/private/key.pem"_s);
        QVERIFY(QFile::link(u"/root"_s, etc.at(u"elsewhere"_s)));
        const VisibleFiles found = visibleFiles(etc.path(), {});
        QCOMPARE(found.open, QStringList{etc.at(u"a"_s)});
    }

    void findsNothingWhereThereIsNoFolder()
    {
        QVERIFY(visibleFiles(u"/no/such/folder"_s, {}).open.isEmpty());
    }

private:
    class Folder
    {
    public:
        QString path() const { return m_top.path(); }
        QString at(const QString &name) const { return m_top.filePath(name); }
        void write(const QString &name, mode_t mode = 0644) const
        {
            QVERIFY(QDir().mkpath(QFileInfo(at(name)).path()));
            QFile file(at(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(chmod(qPrintable(at(name)), mode), 0);
        }

    private:
        QTemporaryDir m_top;
    };
};

PILOTHOUSE_UNIT_TEST(TestSystemSettings)
#include "tst_system_settings.moc"
