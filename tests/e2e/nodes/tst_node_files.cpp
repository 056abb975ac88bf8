// Files of sessions whose desktops are on nodes: as on the server's own machine.
#include "cut_proxy.h"
#include "running_node.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Answer
{
    int status = 0;
    QByteArray body;
};

/// Bytes of memory that a process has had at the most.
qint64 mostMemory(qint64 process)
{
    QFile status(u"/proc/%1/status"_s.arg(process));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    const QRegularExpression line(u"VmHWM:\\s+(\\d+) kB"_s);
    return line.match(QString::fromLatin1(status.readAll())).captured(1).toLongLong() * 1024;
}

QByteArray digest(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

} // namespace

class TestNodeFiles : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_a.start());
        QVERIFY(m_b.start());
        m_proxyA = std::make_unique<CutProxy>(m_a.port());
        m_proxyB = std::make_unique<CutProxy>(m_b.port());
        QVERIFY(m_server.startWith({m_proxyA->url(), m_proxyB->url()}));
        QVERIFY(m_local.start());
        m_session = m_server.newSession();
    }

    void bringsFilesBeforeThereIsADesktop()
    {
        QCOMPARE(names(m_session), QStringList());
        QCOMPARE(put(u"in/a b.txt"_s, "brought\n").status, 201);
        QCOMPARE(put(u"in/a b.txt"_s, "brought again\n").status, 200);
        QCOMPARE(put(u"in/a b.txt"_s, "not this\n", true).status, 412);
        QCOMPARE(put(u"other"_s, "beside it\n").status, 201);
        work(u"run cat \"in/a b.txt\" other"_s);
        QVERIFY(m_server.stored(m_session).contains("brought again\\nbeside it"));
        QCOMPARE(m_a.running() + m_b.running(), 1);
        QVERIFY(names(m_session).contains(u"in"_s));
        QCOMPARE(get(u"in/a b.txt"_s).body, "brought again\n");
        QVERIFY(m_server.ask("GET", u"/audit?session="_s + m_session)
                    .toJson()
                    .contains("file_written"));
    }

    void fetchesEqualBytesWhateverBreaks()
    {
        work(u"run head -c 40000000 /dev/urandom > big; echo sum $(sha256sum < big)"_s);
        const int before = m_proxyA->cuts + m_proxyB->cuts;
        for (CutProxy *proxy : {m_proxyA.get(), m_proxyB.get()})
            proxy->cutEach(6'000'000);
        const Answer whole = get(u"big"_s);
        for (CutProxy *proxy : {m_proxyA.get(), m_proxyB.get()})
            proxy->cutEach(0);
        QVERIFY(m_proxyA->cuts + m_proxyB->cuts > before + 2);
        QCOMPARE(whole.body.size(), 40'000'000);
        QVERIFY(m_server.stored(m_session).contains(QByteArray("sum " + digest(whole.body))));
        const Answer part = get(u"big"_s, "bytes=1500000-2999999");
        QCOMPARE(part.status, 206);
        QVERIFY(part.body == whole.body.mid(1'500'000, 1'500'000));
        QCOMPARE(get(u"big"_s, "bytes=40000000-").status, 416);
    }

    void holdsNoLargeFileInMemory()
    {
        work(u"run head -c 60000000 /dev/zero > zeros"_s);
        const qint64 before = mostMemory(m_server.process.id());
        QTcpSocket slow; // takes nothing for a while
        slow.setReadBufferSize(1000);
        const QUrl url(m_server.url);
        slow.connectToHost(url.host(), static_cast<quint16>(url.port()));
        QVERIFY(slow.waitForConnected());
        slow.write("GET /sessions/" + m_session.toLatin1() +
                   "/files/zeros HTTP/1.1\r\nHost: " + url.authority().toLatin1() +
                   "\r\nAuthorization: Bearer " + m_server.token + "\r\n\r\n");
        QTest::qWait(1'500);
        slow.setReadBufferSize(0);
        qint64 taken = 0;
        connect(&slow, &QTcpSocket::readyRead, this, [&] { taken += slow.readAll().size(); });
        taken += slow.readAll().size();
        QTRY_VERIFY_WITH_TIMEOUT(taken > 60'000'000, 60'000);
        const qint64 grown = mostMemory(m_server.process.id()) - before;
        QVERIFY2(grown < 30'000'000, qPrintable(QString::number(grown)));
    }

    void bringsTheLargestFile()
    {
        const QByteArray largest(64 * 1024 * 1024, 'x');
        QCOMPARE(put(u"largest"_s, largest).status, 201);
        work(u"run echo sum $(sha256sum < largest); rm largest"_s);
        QVERIFY(m_server.stored(m_session).contains(QByteArray("sum " + digest(largest))));
        QCOMPARE(put(u"largest"_s, largest + 'x').status, 413);
    }

    void answersHostilePathsAsTheServersOwnMachineDoes_data()
    {
        QTest::addColumn<QString>("path");
        const QStringList paths{u"../../etc/passwd"_s,
                                u"..%2f..%2f..%2fetc%2fpasswd"_s,
                                u"in/../../x"_s,
                                u"%2e%2e/x"_s,
                                u"a%00b"_s,
                                u"a//b"_s,
                                u"./a"_s,
                                u"%2fetc%2fpasswd"_s,
                                u"way-out/passwd"_s,
                                u"way-out"_s,
                                u"a-pipe"_s,
                                u"x/"_s + QString(300, u'n'),
                                QString(u"n/"_s).repeated(2100) + u"end"_s,
                                u"no-such-file"_s,
                                u"\u202e.txt"_s};
        for (const QString &path : paths)
            QTest::addRow("%s", qPrintable(path.left(40))) << path;
    }
    void answersHostilePathsAsTheServersOwnMachineDoes()
    {
        QFETCH(QString, path);
        if (m_localSession.isEmpty()) {
            m_localSession = m_local.newSession();
            const QString plant = u"run ln -s /etc way-out; mkfifo a-pipe"_s;
            work(plant);
            const QByteArray body = QJsonDocument(QJsonObject{{u"message"_s, plant}}).toJson();
            const QString messages = u"/sessions/%1/messages"_s.arg(m_localSession);
            QCOMPARE(m_local.status("POST", messages, body), 202);
            QTRY_COMPARE_WITH_TIMEOUT(m_local.sessionStatus(m_localSession), u"completed"_s,
                                      60'000);
        }
        for (const char *method : {"GET", "PUT", "DELETE"}) {
            const Answer here = send(m_local, m_localSession, method, path, "x");
            const Answer there = send(m_server, m_session, method, path, "x");
            QCOMPARE(there.status, here.status);
            QCOMPARE(there.body, here.body);
        }
    }

    void saysWhatItCannotReachAndGoesOnAfterwards()
    {
        m_proxyA->close();
        m_proxyB->close();
        const Answer fetched = get(u"other"_s);
        QCOMPARE(fetched.status, 503);
        QVERIFY2(fetched.body.contains("cannot be reached"), fetched.body.constData());
        QCOMPARE(put(u"late"_s, "x").status, 503);
        m_proxyA->mend();
        m_proxyB->mend();
        QTRY_COMPARE(get(u"other"_s).status, 200);
        QCOMPARE(get(u"late"_s).status, 404);
    }

    void forksWithoutFilesAndKeepsNoSnapshots()
    {
        const QJsonDocument refused =
            m_server.ask("POST", u"/sessions/%1/snapshots"_s.arg(m_session));
        QVERIFY(refused[u"detail"_s].toString().contains(u"on a node"_s));
        const QJsonDocument fork =
            m_server.ask("POST", u"/sessions/%1/fork"_s.arg(m_session), "{\"seq\":1}");
        const QString forked = fork[u"id"_s].toString();
        QVERIFY(!forked.isEmpty());
        QVERIFY(!m_server.stored(forked).contains("\"files\":\"now\""));
        QCOMPARE(names(forked), QStringList());
    }

    void deletesASessionWhileANodeIsAwayAndClearsItsFilesWhenThatIsBack()
    {
        const QString session = m_server.newSession();
        QCOMPARE(send(m_server, session, "PUT", u"mine"_s, "x").status, 201);
        QCOMPARE(homes().contains(session), true);
        m_proxyA->close(); // either of them has it
        m_proxyB->close();

        QCOMPARE(m_server.status("DELETE", u"/sessions/"_s + session), 200);

        QCOMPARE(m_server.status("GET", u"/sessions/"_s + session), 404);
        QCOMPARE(homes().contains(session), true);
        m_proxyA->mend();
        m_proxyB->mend();
        QTRY_COMPARE_WITH_TIMEOUT(homes().contains(session), false, 30'000);
    }

    void removesTheFilesOnTheNodeWithTheSession()
    {
        QCOMPARE(homes().contains(m_session), true);
        QCOMPARE(m_server.status("DELETE", u"/sessions/"_s + m_session), 200);
        QCOMPARE(homes().contains(m_session), false);
        QCOMPARE(get(u"other"_s).status, 404);
    }

private:
    Answer send(RunningServer &server, const QString &session, const QByteArray &method,
                const QString &path, const QByteArray &body = {}, const QByteArray &range = {},
                bool keeps = false)
    {
        QUrl url(server.url);
        url.setPath(u"/sessions/%1/files/"_s.arg(session) + path, QUrl::TolerantMode);
        QNetworkRequest request(url);
        request.setRawHeader("Authorization", "Bearer " + server.token);
        if (!range.isEmpty())
            request.setRawHeader("Range", range);
        if (keeps)
            request.setRawHeader("If-None-Match", "*");
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/octet-stream"_s);
        const std::unique_ptr<QNetworkReply> reply(
            m_network.sendCustomRequest(request, method, method == "PUT" ? body : QByteArray()));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished())
            finished.wait(60'000);
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                reply->readAll()};
    }
    Answer get(const QString &path, const QByteArray &range = {})
    {
        return send(m_server, m_session, "GET", path, {}, range);
    }
    Answer put(const QString &path, const QByteArray &bytes, bool keeps = false)
    {
        return send(m_server, m_session, "PUT", path, bytes, {}, keeps);
    }
    /// What is in the home, besides what desktops put there.
    QStringList names(const QString &session)
    {
        QStringList found;
        const QJsonDocument told = m_server.ask("GET", u"/sessions/%1/files"_s.arg(session));
        for (const QJsonValue &each : told[u"entries"_s].toArray())
            found.append(each[u"name"_s].toString());
        return found;
    }
    QStringList homes()
    {
        QStringList found;
        for (RunningNode *node : {&m_a, &m_b})
            found += QDir(node->process.folder() + u"/data/homes"_s).entryList(QDir::Dirs);
        return found;
    }
    void work(const QString &text)
    {
        QCOMPARE(m_server.send(m_session, text), 202);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(m_session), u"completed"_s, 60'000);
    }

    RunningNode m_a;
    RunningNode m_b;
    std::unique_ptr<CutProxy> m_proxyA;
    std::unique_ptr<CutProxy> m_proxyB;
    ServerOfNodes m_server;
    RunningServer m_local;
    QString m_session;
    QString m_localSession;
    QNetworkAccessManager m_network;
};

QTEST_GUILESS_MAIN(TestNodeFiles)
#include "tst_node_files.moc"
