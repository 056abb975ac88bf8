// The server as clusters run it: a user without a name, folders of a group, no home, no shared
// memory, one family of addresses. Needs root, to be somebody else and to have other mounts.
#include "pilothouse_process.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <grp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

constexpr uid_t kUser = 1'000'680'000; // as OpenShift makes them
constexpr uid_t kNextUser = 1'000'690'000;
constexpr gid_t kGroup = 4711;

/// Ends the process where it cannot become that: nothing must run as root by mistake.
void become(uid_t user, const QList<gid_t> &groups)
{
    if (::setgroups(size_t(groups.size()), groups.constData()) != 0 || ::setresgid(0, 0, 0) != 0 ||
        ::setresuid(user, user, user) != 0)
        ::_exit(99);
}

enum class Memory { Usual, Missing, ReadOnly };

void changeSharedMemory(Memory memory)
{
    if (memory == Memory::Usual)
        return;
    const char *kind = "tmpfs";
    const unsigned long flags = memory == Memory::ReadOnly ? MS_RDONLY : 0;
    const char *options = memory == Memory::Missing ? "mode=0000" : "mode=1777";
    if (::unshare(CLONE_NEWNS) != 0 ||
        ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount(kind, "/dev/shm", kind, flags, options) != 0)
        ::_exit(99);
}

/// A folder for data as somebody else prepared it.
bool makeVolume(const QString &path, gid_t group, mode_t mode)
{
    const QByteArray name = QFile::encodeName(path);
    return QDir().mkpath(path) && ::chown(name.constData(), 0, group) == 0 &&
           ::chmod(name.constData(), mode) == 0;
}

bool ran(const QString &program, const QStringList &arguments)
{
    return QProcess::execute(program, arguments) == 0;
}

/// What a program does that has a socket of Chromium's name among its temporary files.
const QString kTask =
    u"run cd \"$TMPDIR\" && mkdir .org.chromium.Chromium.ABCDEF && python3 -c "
    "'import os, socket; socket.socket(socket.AF_UNIX).bind(os.environ[\"TMPDIR\"]"
    " + \"/.org.chromium.Chromium.ABCDEF/SingletonSocket\")' && touch ~/kept && "
    "echo reached-$((41 + 1))\nopen terminal"_s;

} // namespace

class TestOddMachines : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("needs root");
    }

    void cleanupTestCase()
    {
        for (const uid_t user : {kUser, kNextUser})
            for (const char *name :
                 {"/tmp/pilothouse-%1", "/tmp/pilothouse-data-%1", "/tmp/pilothouse-claims-%1"})
                QDir(QString::fromLatin1(name).arg(user)).removeRecursively();
    }

    void doesATaskAsAnyUser_data()
    {
        QTest::addColumn<QString>("volume"); // none: nobody names a folder
        QTest::addColumn<uint>("group");
        QTest::addColumn<uint>("mode");
        QTest::addColumn<QString>("home");
        QTest::addColumn<int>("memory");
        QTest::addColumn<bool>("deep"); // folders of sockets whose paths are too long
        const QString deep = QString(90, u'x');
        const auto row = [](const char *name, const QString &volume, gid_t group, mode_t mode,
                            const QString &home, Memory memory = Memory::Usual,
                            bool isDeep = false) {
            QTest::newRow(name) << volume << uint(group) << uint(mode) << home << int(memory)
                                << isDeep;
        };
        row("volume of a group", u"v"_s, kGroup, 02775, {});
        row("volume of root's group, home is the root", u"v"_s, 0, 0770, u"/"_s);
        row("volume for one container, home is closed", u"v"_s, 0, 0777, u"/root"_s);
        row("no folder at all", {}, 0, 0, {});
        row("shared memory missing", u"v"_s, kGroup, 02775, {}, Memory::Missing);
        row("shared memory read-only", u"v"_s, kGroup, 02775, {}, Memory::ReadOnly);
        row("paths too long for sockets", deep, kGroup, 02775, {}, Memory::Usual, true);
    }
    void doesATaskAsAnyUser()
    {
        QFETCH(QString, volume);
        QFETCH(uint, group);
        QFETCH(uint, mode);
        QFETCH(QString, home);
        QFETCH(int, memory);
        QFETCH(bool, deep);
        PilothouseProcess process;
        prepare(process, volume.isEmpty() ? QString() : process.folder() + u'/' + volume, home);
        if (!volume.isEmpty())
            QVERIFY(makeVolume(process.folder() + u'/' + volume, group, mode));
        if (deep) {
            const QString runtime = process.folder() + u'/' + QString(90, u'y');
            QVERIFY(makeVolume(runtime, 0, 01777));
            process.environment.insert(u"XDG_RUNTIME_DIR"_s, runtime);
            process.environment.insert(u"TMPDIR"_s, runtime);
        }
        process.becoming = [memory] {
            changeSharedMemory(Memory(memory));
            become(kUser, {kGroup});
        };

        const int code = process.run({u"run"_s, kTask, u"--sandbox"_s, u"landlock"_s});

        QVERIFY2(code == 0, QByteArray(process.errors() + process.output()).constData());
        QVERIFY2(process.output().contains("reached-42"), process.output().constData());
        QCOMPARE(process.errors().contains("too long for sockets"), deep);
        QCOMPARE(process.errors().contains("may be gone after a restart"), volume.isEmpty());
        QTRY_COMPARE(process.leftovers(), QStringList());
    }

    // As after a move to another namespace: the kubelet gives all files to the volume's group.
    void goesOnAsAnotherUserOfTheGroup()
    {
        PilothouseProcess process;
        const QString volume = process.folder() + u"/v"_s;
        prepare(process, volume, {});
        QVERIFY(makeVolume(volume, kGroup, 02775));
        process.becoming = [] { become(kUser, {kGroup}); };
        QVERIFY2(process.run({u"run"_s, kTask, u"--sandbox"_s, u"landlock"_s}) == 0,
                 process.errors().constData());
        QVERIFY(ran(u"chgrp"_s, {u"-R"_s, QString::number(kGroup), volume}));
        QVERIFY(ran(u"chmod"_s, {u"-R"_s, u"g+rwX"_s, volume}));
        const QStringList sessions =
            QDir(volume + u"/homes"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(sessions.size(), 1);

        process.becoming = [] { become(kNextUser, {kGroup}); };
        const int code =
            process.run({u"run"_s,
                         u"run test -w ~/kept && echo more >> ~/.bashrc && echo "
                         "reached-$((42 + 1))"_s,
                         u"--session"_s, sessions.first(), u"--sandbox"_s, u"landlock"_s});

        QVERIFY2(code == 0, QByteArray(process.errors() + process.output()).constData());
        QVERIFY2(process.output().contains("reached-43"), process.output().constData());
    }

    void refusesARuntimeFolderThatStrangersHold()
    {
        PilothouseProcess process;
        prepare(process, process.folder() + u"/v"_s, {});
        QVERIFY(makeVolume(process.folder() + u"/v"_s, kGroup, 02775));
        QVERIFY(makeVolume(process.folder() + u"/tmp"_s, 0, 01777));
        process.environment.insert(u"TMPDIR"_s, process.folder() + u"/tmp"_s);
        const QString taken = u"%1/tmp/pilothouse-%2"_s.arg(process.folder()).arg(kUser);
        QVERIFY(makeVolume(taken, 0, 0777));
        process.becoming = [] { become(kUser, {kGroup}); };

        QCOMPARE(process.run({u"run"_s, kTask, u"--sandbox"_s, u"landlock"_s}), 1);

        QVERIFY2(process.errors().contains("not ours alone"), process.errors().constData());
        QVERIFY(process.errors().contains(QFile::encodeName(taken)));
    }

    void printsALinkThatOpensWhateverFamilyThereIs_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("missing");
        for (const char *missing : {"", "127.0.0.1/8", "::1/128"})
            for (const char *host : {"::", "::1", "localhost", "127.0.0.1", "0.0.0.0"})
                QTest::addRow("%s without %s", host, missing)
                    << QString::fromLatin1(host) << QString::fromLatin1(missing);
    }
    void printsALinkThatOpensWhateverFamilyThereIs()
    {
        QFETCH(QString, host);
        QFETCH(QString, missing);
        if (::unshare(CLONE_NEWNET) != 0)
            QSKIP("needs a network of its own");
        QVERIFY(ran(u"ip"_s, {u"link"_s, u"set"_s, u"lo"_s, u"up"_s}));
        if (!missing.isEmpty() && !ran(u"ip"_s, {u"addr"_s, u"del"_s, missing, u"dev"_s, u"lo"_s}))
            QSKIP("This machine has no IPv6.");
        PilothouseProcess process;
        process.start({u"serve"_s, u"--host"_s, host, u"--port"_s, u"8000"_s});
        QVERIFY2(process.waitForOutput("/ui/?token="), process.errors().constData());
        const QRegularExpression line(u"ready: (\\S+)"_s);
        const QString url = line.match(QString::fromUtf8(process.output())).captured(1);

        QProcess curl;
        curl.start(u"curl"_s,
                   {u"-gsSf"_s, u"-o"_s, u"/dev/null"_s, u"-w"_s, u"%{http_code}"_s, url});
        QVERIFY(curl.waitForFinished());
        QCOMPARE(curl.readAllStandardOutput(), QByteArray("303"));
        QVERIFY(ran(u"env"_s, {u"PILOTHOUSE_HOST="_s + host, QStringLiteral(HEALTHCHECK)}));
    }

private:
    /// An empty `volume` or `home`: the variable is not set.
    static void prepare(PilothouseProcess &process, const QString &volume, const QString &home)
    {
        QProcessEnvironment environment;
        environment.insert(u"PATH"_s, process.environment.value(u"PATH"_s));
        if (!volume.isEmpty())
            environment.insert(u"PILOTHOUSE_DATA_DIR"_s, volume);
        if (!home.isEmpty())
            environment.insert(u"HOME"_s, home);
        process.environment = environment;
    }
};

QTEST_GUILESS_MAIN(TestOddMachines)
#include "tst_odd_machines.moc"
