#include "app/service_manager.h"

#include "support/unit_test.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstddef>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace pilothouse;

namespace {

/// What a service manager has: a socket that NOTIFY_SOCKET names.
class Listener
{
public:
    explicit Listener(const QByteArray &name)
    {
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, name.constData(), size_t(name.size()));
        if (name.startsWith('@'))
            address.sun_path[0] = 0;
        const auto length = socklen_t(offsetof(sockaddr_un, sun_path) + size_t(name.size()));
        m_socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        m_bound = ::bind(m_socket, reinterpret_cast<const sockaddr *>(&address), length) == 0;
        qputenv("NOTIFY_SOCKET", name);
    }
    ~Listener() { ::close(m_socket); }
    Q_DISABLE_COPY_MOVE(Listener)

    bool isBound() const { return m_bound; }
    /// The next word, or empty.
    QByteArray heard() const
    {
        QByteArray word(100, 0);
        const auto size = ::recv(m_socket, word.data(), size_t(word.size()), 0);
        return size < 0 ? QByteArray() : word.first(size);
    }

private:
    int m_socket = -1;
    bool m_bound = false;
};

} // namespace

/// What systemd is told of the server that it started.
class TestServiceManager : public QObject
{
    Q_OBJECT
private slots:
    void cleanup() { qunsetenv("NOTIFY_SOCKET"); }

    void isToldThroughTheSocketItNames_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("a file") << QFile::encodeName(m_folder.filePath(QStringLiteral("notify")));
        QTest::newRow("an abstract one")
            << "@pilothouse-test-" + QByteArray::number(qint64(::getpid()));
    }
    void isToldThroughTheSocketItNames()
    {
        QFETCH(QByteArray, name);
        const Listener listener(name);
        QVERIFY(listener.isBound());
        const ServiceManager manager;
        QVERIFY(manager.tell("READY=1"));
        QCOMPARE(listener.heard(), QByteArray("READY=1"));
        QVERIFY(manager.tell("STOPPING=1"));
        QCOMPARE(listener.heard(), QByteArray("STOPPING=1"));
    }

    void isNoBusinessOfProgramsThatWeStart()
    {
        const Listener listener(QFile::encodeName(m_folder.filePath(QStringLiteral("private"))));
        const ServiceManager manager;
        QVERIFY(!qEnvironmentVariableIsSet("NOTIFY_SOCKET"));
    }

    void nobodyIsToldWhereNobodyListens_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("not started by one") << QByteArray();
        QTest::newRow("it is gone") << QByteArray("/nowhere/notify");
        QTest::newRow("a name that no socket can have") << QByteArray(200, 'x');
    }
    void nobodyIsToldWhereNobodyListens()
    {
        QFETCH(QByteArray, name);
        if (!name.isEmpty())
            qputenv("NOTIFY_SOCKET", name);
        const ServiceManager manager;
        QVERIFY(!manager.tell("READY=1"));
    }

private:
    QTemporaryDir m_folder;
};

PILOTHOUSE_UNIT_TEST(TestServiceManager)
#include "tst_service_manager.moc"
