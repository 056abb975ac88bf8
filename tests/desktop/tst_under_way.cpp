// A look waits for what is under way: what programs asked of a server, a command in a terminal.
#include "desktop_fixture.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Answers 4 s later on 8001, never on 8002, and at once, but for a last word that asks
/// nothing, on 8003.
const auto kServers = R"(import socket, sys, threading, time
def serve(port, answer):
    listener = socket.create_server(("127.0.0.1", port))
    while True:
        client = listener.accept()[0]
        threading.Thread(target=answer, args=(client,)).start()
def late(client):
    client.recv(4096); time.sleep(4); client.send(b"answer"); client.recv(4096)
def silent(client):
    while client.recv(4096): pass
threading.Thread(target=serve, args=(8001, late)).start()
threading.Thread(target=serve, args=(8002, silent)).start()
serve(8003, lambda client: [client.send(b"answer") for _ in iter(lambda: client.recv(4096), b"")])
)"_L1;

/// Tells all desktops' helpers that a program is being started, and 4 s later that it is there.
const auto kStarting = R"(import ctypes, time
x = ctypes.CDLL("libX11.so.6")
class Message(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("sent", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("name", ctypes.c_ulong),
                ("format", ctypes.c_int), ("gap", ctypes.c_int), ("data", ctypes.c_char * 40),
                ("rest", ctypes.c_long * 24)]
x.XOpenDisplay.restype = ctypes.c_void_p
x.XDefaultRootWindow.restype = x.XCreateSimpleWindow.restype = x.XInternAtom.restype = ctypes.c_ulong
display = ctypes.c_void_p(x.XOpenDisplay(None))
root = ctypes.c_ulong(x.XDefaultRootWindow(display))
window = x.XCreateSimpleWindow(display, root, 0, 0, 1, 1, 0, 0, 0)
def tell(text):
    text += b"\0"
    for at in range(0, len(text), 20):
        name = b"_NET_STARTUP_INFO" + (b"" if at else b"_BEGIN")
        message = Message(type=33, window=window, name=x.XInternAtom(display, name, 0), format=8,
                          data=text[at:at + 20])
        x.XSendEvent(display, root, 0, ctypes.c_long(1 << 22), ctypes.byref(message))
    x.XSync(display, 0)
tell(b"new: ID=a-program-of-the-test NAME=One")
time.sleep(4)
tell(b"remove: ID=a-program-of-the-test")
)"_L1;

constexpr auto kLongest = 10s;

/// Asks one of them after a moment, then says `goodbye`, and stays connected.
QString asking(int port, const QString &goodbye = {})
{
    return u"python3 -c 'import socket, time; time.sleep(.3); s = "
           u"socket.create_connection((\"127.0.0.1\", %1)); "
           "s.send(b\"question\" * 20); s.recv(99); s.send(b\"%2\"); time.sleep(60)'"_s.arg(port)
               .arg(goodbye);
}

} // namespace

class TestUnderWay : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_desktop = m_place.open();
        VERIFY_OPENED(m_desktop);
    }

    void waitsForACommand()
    {
        startInside(sandbox(), u"xterm -T ready"_s);
        const QString shown = u"for i in $(seq 300); do xwininfo -root -tree | grep -q ready && "
                              "exit 0; sleep .1; done; exit 1"_s;
        QCOMPARE(runInside(sandbox(), shown).code, 0);
        QTRY_VERIFY_WITH_TIMEOUT(type(u"sleep 1.5\n"_s).waited >= 1200ms, kPatience);
        QVERIFY(type(u"clear\n"_s).settled);
        const Look seen = type(u"sleep 30\n"_s);
        QVERIFY(!seen.settled && seen.busy == Busy::Command);
        // It is no command of what is done next.
        QVERIFY(type(u"word\n"_s).settled);
    }

    void waitsForAProgramThatIsBeingStarted()
    {
        runInside(sandbox(), u"cat >~/starting.py <<'END'\n%1END"_s.arg(kStarting));
        const Look seen = lookAfter(u"python3 starting.py"_s);
        QVERIFY(seen.settled);
        QVERIFY2(seen.waited >= 4s && seen.waited < kLongest,
                 qPrintable(QString::number(seen.waited.count())));
    }

    void waitsForAnAnswer()
    {
        if ((*m_desktop)->sandbox().mode() != SandboxMode::Bwrap)
            QSKIP("Sessions share this machine's network.");
        runInside(sandbox(), u"cat >~/servers.py <<'END'\n%1END"_s.arg(kServers));
        startInside(sandbox(), u"python3 servers.py"_s);
        const QString ask =
            u"for i in $(seq 200); do (: </dev/tcp/127.0.0.1/8003) && break; sleep .1; done"_s;
        QCOMPARE(runInside(sandbox(), ask).code, 0);
        m_serves = true;
        const Look seen = lookAfter(asking(8001));
        QVERIFY(seen.settled);
        QVERIFY2(seen.waited >= 4s && seen.waited < kLongest,
                 qPrintable(QString::number(seen.waited.count())));
    }

    void saysThatNoneCame()
    {
        if (!m_serves)
            QSKIP("Sessions share this machine's network.");
        const Look seen = lookAfter(asking(8002));
        QVERIFY(!seen.settled && seen.busy == Busy::Loading);
        QVERIFY(seen.waited >= kLongest);
        // It has waited once for that one.
        const Look again = lookAfter(u"true"_s);
        QVERIFY(again.settled);
    }

    void doesNotWaitForWordsThatAskNothing()
    {
        if (!m_serves)
            QSKIP("Sessions share this machine's network.");
        const Look seen = lookAfter(asking(8003, u"over and out"_s));
        QVERIFY(seen.settled);
    }

    void looksAtWhatIsAskedSinceTheAction()
    {
        if (!m_serves)
            QSKIP("Sessions share this machine's network.");
        startInside(sandbox(), asking(8002));
        runInside(sandbox(), u"sleep 2"_s); // it is the time since it asked that matters
        QVERIFY(lookAfter(u"true"_s).settled);
    }

private:
    const Sandbox &sandbox() const { return (*m_desktop)->sandbox(); }

    Look type(const QString &text)
    {
        return QCoro::waitFor(
                   (*m_desktop)->display().performAndLook(TypeText{text}, SettlePolicy(), {}))
            .value();
    }

    /// A look at the screen while a program of the session starts.
    Look lookAfter(const QString &line)
    {
        SettlePolicy policy;
        policy.minimum = 3s; // the program's start, on a busy machine
        policy.hardCap = policy.loadingCap = kLongest;
        auto looking =
            (*m_desktop)->display().performAndLook(DoNothing{}, policy, std::stop_token());
        startInside(sandbox(), line);
        return QCoro::waitFor(std::move(looking)).value();
    }

    DesktopPlace m_place;
    bool m_serves = false;
    Result<std::unique_ptr<Desktop>> m_desktop = fail(Errc::Unavailable, u"Not opened."_s);
};

QTEST_GUILESS_MAIN(TestUnderWay)
#include "tst_under_way.moc"
