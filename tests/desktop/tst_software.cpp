#include "desktop_fixture.h"

#include "sandbox/enter/root_ids.h"
#include "sandbox/session_home.h"
#include "sandbox/session_users.h"
#include "sandbox/software/closed_files.h"
#include "sandbox/software/software_layer.h"
#include "sandbox/software/software_probe.h"

#include <QCryptographicHash>
#include <QDir>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QByteArray hashOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result() : QByteArray();
}

/// What a host's package manager and its folders of programs and settings look like.
QByteArray hostState()
{
    QByteArray state = hashOf(u"/var/lib/dpkg/status"_s) + hashOf(u"/etc/passwd"_s);
    for (const QString &folder : {u"/usr/bin"_s, u"/usr/sbin"_s, u"/etc"_s, u"/opt"_s,
                                  u"/var/lib/dpkg/info"_s, u"/var/cache/apt/archives"_s})
        state += QDir(folder)
                     .entryList(QDir::AllEntries | QDir::Hidden | QDir::System)
                     .join(u'\n')
                     .toUtf8();
    return state;
}

/// Whether a process runs as `user` or as one of the users that the user's session has of its own.
bool runsAnythingOf(uid_t user)
{
    const uid_t first = SessionUsers::rootIds(user);
    for (const QString &process : QDir(u"/proc"_s).entryList({u"[1-9]*"_s}, QDir::Dirs)) {
        QFile status(u"/proc/%1/status"_s.arg(process));
        if (!status.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = status.readAll();
        const uid_t uid = text.sliced(text.indexOf("Uid:") + 4).simplified().split(' ')[0].toUInt();
        if (uid == user || (uid >= first && uid - first < kRootIds))
            return true;
    }
    return false;
}

} // namespace

/// A session's programs install software, and the host never notices.
class TestSoftware : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_place.config.software = true;
        QDir().mkpath(m_place.config.homesDir);
        if (const QString reason = whyNoSoftware(m_place.config); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        m_hostBefore = hostState();
        auto opened = m_place.open(m_session);
        VERIFY_OPENED(opened);
        m_desktop = std::move(*opened);
        makePackage();
    }
    void cleanupTestCase()
    {
        if (!m_desktop)
            return;
        const uid_t user = QFileInfo(m_place.config.homesDir + u'/' + m_session.value).ownerId();
        QVERIFY(user != 0 && runsAnythingOf(user));
        m_desktop.reset();
        QTRY_VERIFY_WITH_TIMEOUT(!runsAnythingOf(user), 20'000);
    }

    void installsAPackage()
    {
        const Outcome installed = inside(u"sudo apt-get install -y ./ph-trial.deb"_s);
        QVERIFY2(installed.code == 0, qPrintable(installed.output + installed.complaints));
        QCOMPARE(inside(u"ph-trial"_s).output, u"installed"_s);
        QCOMPARE(inside(u"stat -c %U /var/lib/ph-trial"_s).output, u"ph-trial"_s);
        QVERIFY(inside(u"dpkg -s ph-trial"_s).output.contains("install ok installed"_L1));
        QVERIFY(inside(u"open-program"_s).output.contains("Trial of Packages"_L1));
    }

    void leavesTheHostAsItWas()
    {
        QCOMPARE(hostState(), m_hostBefore);
        QVERIFY(!QFile::exists(u"/usr/bin/ph-trial"_s));
    }

    void replacesAndRemovesWhatTheHostHas()
    {
        QCOMPARE(inside(u"sudo ln /usr/bin/env /usr/bin/env2 && sudo rm /usr/bin/yes && "
                        "echo x | sudo tee -a /etc/fstab && ! yes && env2 true"_s)
                     .code,
                 0);
        QVERIFY(QFile::exists(u"/usr/bin/yes"_s));
        QVERIFY(!QFile::exists(u"/usr/bin/env2"_s));
    }

    void runsAsNobodyOutside()
    {
        startInside(m_desktop->sandbox(), u"env TRIAL=ours sudo sleep 4711"_s);
        const auto ids = [] {
            QList<uid_t> found;
            for (const ProcessEntry &process : listProcesses())
                if (commandLine(process.pid) == QByteArray("sleep\0"
                                                           "4711\0",
                                                           11))
                    found << process.uid;
            return found;
        };
        QTRY_COMPARE_WITH_TIMEOUT(ids().size(), 1, kPatience);
        QVERIFY(ids().first() >= SessionUsers::kFirstRootId);
        QVERIFY(m_desktop->sandbox().killTree(u"TRIAL=ours"_s) > 0);
        QTRY_VERIFY_WITH_TIMEOUT(ids().isEmpty(), kPatience);
    }

    void cannotAsRoot_data()
    {
        QTest::addColumn<QString>("attempt");
        QTest::newRow("mount") << u"mount -t tmpfs x /opt"_s;
        QTest::newRow("uncover") << u"umount /usr/local"_s;
        QTest::newRow("make a disk") << u"mknod /root/disk b 8 0"_s;
        QTest::newRow("change the network") << u"ip link set lo down"_s;
        QTest::newRow("change the kernel") << u"sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'"_s;
        QTest::newRow("trace") << u"readlink /proc/1/root"_s;
        QTest::newRow("make a namespace") << u"unshare -m true"_s;
        QTest::newRow("see the server's data") << u"ls %1"_s.arg(m_place.config.homesDir);
        QTest::newRow("write to our settings") << u"touch /run/pilothouse/x"_s;
        QTest::newRow("gain the rest")
            << u"grep -qE '^Cap(Eff|Bnd|Prm):.*[1-9a-f].{3}$' /proc/self/status"_s;
    }
    void cannotAsRoot()
    {
        QFETCH(QString, attempt);
        const Outcome outcome = inside(u"sudo "_s + attempt);
        QVERIFY2(
            outcome.code > 0 && outcome.code < 125,
            qPrintable(u"%1 %2 %3"_s.arg(outcome.code).arg(outcome.output, outcome.complaints)));
    }

    void cannotReadWhatTheHostsRootKeepsToItself()
    {
        for (const QString &folder : {u"/usr/local/share"_s, u"/opt"_s}) {
            QTemporaryDir host(folder + u"/ph-XXXXXX"_s);
            QCOMPARE(chmod(QFile::encodeName(host.path()).constData(), 0755), 0);
            QFile secret(host.filePath(u"secret"_s));
            QVERIFY(secret.open(QIODevice::WriteOnly) && secret.write("secret") == 6);
            QVERIFY(secret.setPermissions(QFile::ReadOwner));
            secret.close();
            QCOMPARE(inside(u"sudo ls "_s + host.path()).output, u"secret"_s);
            QVERIFY(inside(u"sudo cat "_s + secret.fileName()).code != 0);
            QVERIFY(inside(u"sudo cp "_s + secret.fileName() + u" /tmp"_s).code != 0);
            QVERIFY(inside(u"sudo chmod 644 "_s + secret.fileName()).code != 0);
        }
    }

    void hasNoPasswordsOfTheHost()
    {
        const QStringList inside = this->inside(u"sudo cat /etc/shadow"_s).output.split(u'\n');
        QVERIFY(inside.contains(u"root:*:19000:0:99999:7:::"_s));
        QFile hosts(u"/etc/shadow"_s);
        QVERIFY(hosts.open(QIODevice::ReadOnly));
        for (const QByteArray &line : hosts.readAll().trimmed().split('\n'))
            QVERIFY(!inside.contains(QString::fromUtf8(line)));
    }

    void findsWhatIsClosed()
    {
        QTemporaryDir host;
        QDir(host.path()).mkpath(u"a/b"_s);
        for (const QString &name : {u"open"_s, u"a/closed"_s, u"a/b/closed"_s, u"a/b/open"_s})
            QVERIFY(QFile(host.filePath(name)).open(QIODevice::WriteOnly));
        for (const QString &name : {u"open"_s, u"a/b/open"_s})
            QCOMPARE(chmod(QFile::encodeName(host.filePath(name)).constData(), 0644), 0);
        for (const QString &name : {u"a/closed"_s, u"a/b/closed"_s})
            QCOMPARE(chmod(QFile::encodeName(host.filePath(name)).constData(), 0640), 0);
        QStringList found = closedFiles(host.path());
        found.sort();
        QCOMPARE(found, (QStringList{u"a/b/closed"_s, u"a/closed"_s}));
        QCOMPARE(closedFiles(host.path(), {u"a/b"_s}), QStringList{u"a/closed"_s});
        QCOMPARE(chmod(QFile::encodeName(host.filePath(u"a"_s)).constData(), 0750), 0);
        QCOMPARE(closedFiles(host.path()), QStringList{u"a"_s});
    }

    void handsOnInputAndExitCodes()
    {
        QCOMPARE(inside(u"echo in | sudo cat"_s).output, u"in"_s);
        QCOMPARE(inside(u"sudo sh -c 'exit 7'"_s).code, 7);
        QCOMPARE(inside(u"sudo A=b sh -c 'echo $A $(id -u) $HOME'"_s).output, u"b 0 /root"_s);
        QVERIFY(inside(u"sudo -u nobody id"_s).code != 0);
    }

    void keepsItForTheSessionAlone()
    {
        auto other = m_place.open();
        VERIFY_OPENED(other);
        QVERIFY(runInside((*other)->sandbox(), u"ph-trial"_s).code != 0);
        other->reset();
        m_desktop.reset();
        auto opened = m_place.open(m_session);
        VERIFY_OPENED(opened);
        m_desktop = std::move(*opened);
        QCOMPARE(inside(u"ph-trial"_s).output, u"installed"_s);
    }

    void countsIt()
    {
        DesktopPlace place;
        place.config.software = true;
        place.config.limits.homeSize = 32;
        auto opened = place.open();
        VERIFY_OPENED(opened);
        QCOMPARE(runInside((*opened)->sandbox(),
                           u"sudo head -c 40M /dev/urandom | sudo tee /var/big >/dev/null; sync"_s)
                     .code,
                 0);
        QString told;
        QTRY_VERIFY_WITH_TIMEOUT(
            (told += (*opened)->takeNotices().join(u' ')).contains("files take up"_L1), kPatience);
    }

    void hasNoMoreProcessesThanItsSession()
    {
        DesktopPlace place;
        place.config.software = true;
        place.config.limits.processes = 60;
        place.config.limits.controlGroups = false;
        auto opened = place.open();
        VERIFY_OPENED(opened);
        const Outcome outcome =
            runInside((*opened)->sandbox(),
                      u"sudo python3 -c '\n"
                      "import os, time, sys\nstarted = 0\nfor user in range(100, 106):\n"
                      "  for i in range(40):\n    try: pid = os.fork()\n"
                      "    except OSError: print(started); sys.exit()\n"
                      "    if pid == 0:\n      os.setuid(user)\n      time.sleep(60); os._exit(0)\n"
                      "    started += 1\nprint(started)'"_s);
        QVERIFY2(outcome.output.toInt() > 0 && outcome.output.toInt() < 100,
                 qPrintable(outcome.output + outcome.complaints));
    }

    void saysWhyNot()
    {
        DesktopPlace place;
        auto opened = place.open();
        VERIFY_OPENED(opened);
        const Outcome outcome = runInside((*opened)->sandbox(), u"sudo apt-get install x"_s);
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.complaints.contains("option \"software\""_L1),
                 qPrintable(outcome.complaints));
    }

    void goesWithTheSession()
    {
        m_desktop.reset();
        const QString kept = softwareFolder(m_place.config, m_session);
        QVERIFY(QFile::exists(kept + u"/usr/upper/bin/ph-trial"_s));
        QVERIFY(removeHome(m_place.config, m_session).has_value());
        QVERIFY(!QFile::exists(kept));
    }

private:
    Outcome inside(const QString &line) const { return runInside(m_desktop->sandbox(), line); }

    /// A program with a menu's entry, a setting and a user of its own.
    void makePackage() const
    {
        const Outcome made = inside(
            u"set -e; mkdir -p p/DEBIAN p/usr/bin p/etc p/usr/share/applications; cd p\n"
            "printf '#!/bin/sh\\necho installed\\n' > usr/bin/ph-trial; chmod 755 "
            "usr/bin/ph-trial\n"
            "echo setting > etc/ph-trial.conf; echo /etc/ph-trial.conf > DEBIAN/conffiles\n"
            "printf '[Desktop Entry]\\nType=Application\\nName=Trial of Packages\\n"
            "Exec=ph-trial\\n' > usr/share/applications/ph-trial.desktop\n"
            "printf 'Package: ph-trial\\nVersion: 1\\nArchitecture: all\\nMaintainer: A <a@b.c>\\n"
            "Description: a trial\\n' > DEBIAN/control\n"
            "printf '#!/bin/sh\\nset -e\\nuseradd -r ph-trial\\nmkdir -p /var/lib/ph-trial\\n"
            "chown ph-trial: /var/lib/ph-trial\\n' > DEBIAN/postinst; chmod 755 DEBIAN/postinst\n"
            "cd ..; dpkg-deb --root-owner-group --build p ph-trial.deb"_s);
        QVERIFY2(made.code == 0, qPrintable(made.complaints));
    }

    DesktopPlace m_place;
    const SessionId m_session{u"software"_s};
    std::unique_ptr<Desktop> m_desktop;
    QByteArray m_hostBefore;
};

QTEST_GUILESS_MAIN(TestSoftware)
#include "tst_software.moc"
