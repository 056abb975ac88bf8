#include "desktop_fixture.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// As the program of its own: the shell that begins it has the number in its command line, too.
bool isSleeping(const QByteArray &seconds)
{
    return isRunning(QByteArrayLiteral("sleep\0") + seconds);
}

} // namespace

/// What the agent's tools ask of a desktop's sandbox, on real programs.
class TestDesktopCommands : public QObject
{
    Q_OBJECT
private slots:
    void killsByMarkerOnly()
    {
        DesktopPlace place;
        auto desktop = place.open();
        VERIFY_OPENED(desktop);
        Sandbox &sandbox = (*desktop)->sandbox();
        runInside(sandbox, u"setsid sleep 515151 & disown"_s);
        runInside(sandbox, u"export MARK=abc-1; setsid sleep 525252 & (setsid sleep 535353 &)"_s);
        QTRY_VERIFY(isSleeping("515151") && isSleeping("525252") && isSleeping("535353"));

        QCOMPARE(sandbox.killTree(u"abc-1"_s), 2);

        QVERIFY(isRunning("515151"));
        QTRY_VERIFY(!isRunning("525252") && !isRunning("535353"));
        QCOMPARE(sandbox.killTree(u"abc-1"_s), 0);
    }

    void passesDescriptorsAndTheWayItEnded()
    {
        DesktopPlace place;
        auto desktop = place.open();
        VERIFY_OPENED(desktop);
        Sandbox &sandbox = (*desktop)->sandbox();
        QCOMPARE(runInside(sandbox, u"exit 7"_s).code, 7);
        QCOMPARE(runInside(sandbox, u"kill -9 $$"_s).code, -1);
        QCOMPARE(runProgram(sandbox.wrap(u"/no/such/program"_s, {})).code, 127);

        // As the shell tool starts its shell: more descriptors than three.
        SandboxedCommand command =
            sandbox.wrap(u"/bin/sh"_s, {u"-c"_s, u"echo through >&7"_s}, {7});
        const QStringList inner = QStringList{command.program} + command.arguments;
        command.program = u"/bin/sh"_s;
        command.arguments = QStringList{u"-c"_s, u"exec 7>&1; exec \"$@\""_s, u"sh"_s} + inner;
        QCOMPARE(runProgram(command).output, u"through"_s);
    }

    void translatesPathsOfTheSandbox()
    {
        DesktopPlace place;
        auto desktop = place.open();
        VERIFY_OPENED(desktop);
        Sandbox &sandbox = (*desktop)->sandbox();
        runInside(sandbox,
                  u"echo text > ~/a; ln -s /etc/shadow ~/shadow; ln -s /etc/passwd ~/users"_s);

        QCOMPARE(contentOf(sandbox.hostPath(sandbox.homeInside() + u"/a"_s, false)),
                 QByteArray("text\n"));
        QVERIFY(!sandbox.hostPath(u"shadow"_s, false));
        QVERIFY(!sandbox.hostPath(u"/etc/passwd"_s, true));
        QVERIFY(!sandbox.hostPath(u"/proc/self/environ"_s, false));
        const auto written = sandbox.hostPath(u"new"_s, true);
        QVERIFY(written);
        QFile file(*written);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("from the server");
        file.close();
        QCOMPARE(runInside(sandbox, u"cat ~/new"_s).output, u"from the server"_s);
        if (sandbox.mode() != SandboxMode::Bwrap)
            return;
        // What is inside is meant, not what the host has there.
        QVERIFY(contentOf(sandbox.hostPath(u"users"_s, false)).contains("/home/user"));
        runInside(sandbox, u"echo temporary > /tmp/t"_s);
        QCOMPARE(contentOf(sandbox.hostPath(u"/tmp/t"_s, false)), QByteArray("temporary\n"));
    }

private:
    static QByteArray contentOf(const Result<QString> &path)
    {
        QFile file(path.value_or(QString()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

QTEST_GUILESS_MAIN(TestDesktopCommands)
#include "tst_desktop_commands.moc"
