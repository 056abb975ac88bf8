// Who a server takes for a node of its own, what people see of its nodes, and of what is on them.
#include "node_certificates.h"
#include "remote_viewer.h"
#include "running_node.h"

#include <QDirIterator>
#include <QImage>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// Files below a folder with this in them, but for homes: a desktop was told it.
QStringList filesWith(const QString &folder, const QByteArray &bytes)
{
    QStringList found;
    QDirIterator each(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        QFile file(each.next());
        if (!file.fileName().contains("/homes/"_L1) && file.open(QIODevice::ReadOnly) &&
            file.readAll().contains(bytes))
            found.append(file.fileName());
    }
    return found;
}

/// Pixels that are none of a grey.
int coloured(const QImage &image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += qBlue(image.pixel(x, y)) != qRed(image.pixel(x, y)) ? 1 : 0;
    return count;
}

/// Pixels that are not the same: a pointer, a caret.
int differing(const QImage &one, const QImage &other)
{
    int count = 0;
    for (int y = 0; y < one.height(); ++y)
        for (int x = 0; x < one.width(); ++x)
            count += (one.pixel(x, y) ^ other.pixel(x, y)) & 0xffffff ? 1 : 0;
    return count;
}

} // namespace

class TestNodeDoors : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_made.addAuthority(u"ours"_s));
        QVERIFY(m_made.addAuthority(u"stranger"_s));
        const QString here = u"IP:127.0.0.1"_s;
        QVERIFY(m_made.add(u"good"_s, u"ours"_s, here, 2));
        QVERIFY(m_made.add(u"unknown"_s, u"stranger"_s, here, 2));
        QVERIFY(m_made.add(u"other-name"_s, u"ours"_s, u"DNS:elsewhere.example"_s, 2));
        QVERIFY(m_made.add(u"expired"_s, u"ours"_s, here, -1));
        QStringList urls;
        for (RunningNode *node : {&m_good, &m_unknown, &m_otherName, &m_expired}) {
            const QString name = nameOf(*node);
            QVERIFY(node->start({u"--tls-cert"_s, m_made.file(name), u"--tls-key"_s,
                                 m_made.key(name), u"--debug"_s}));
            QVERIFY(node->name().startsWith(u"https://127.0.0.1:"_s));
            urls.append(node->name());
        }
        m_options = {u"--node-ca"_s, m_made.file(u"ours"_s)};
        QVERIFY(m_server.startWith(urls, m_options + QStringList{u"--debug"_s}));
        const QJsonObject secret{{u"value"_s, u"Zu9x-hunter2-qL"_s},
                                 {u"windows"_s, QJsonArray{u"xterm"_s}}};
        const QJsonObject wanted{{u"secrets"_s, QJsonObject{{u"PASS"_s, secret}}}};
        m_session = m_server.ask("POST", u"/sessions/"_s, QJsonDocument(wanted).toJson())[u"id"_s]
                        .toString();
        QVERIFY(!m_session.isEmpty());
    }

    void takesOnlyNodesWithAGoodCertificate_data()
    {
        QTest::addColumn<RunningNode *>("node");
        QTest::addColumn<QString>("words");
        QTest::addRow("another authority") << &m_unknown << u"issuer certificate"_s;
        QTest::addRow("another name") << &m_otherName << u"host name"_s;
        QTest::addRow("expired") << &m_expired << u"expired"_s;
    }
    void takesOnlyNodesWithAGoodCertificate()
    {
        QFETCH(RunningNode *, node);
        QFETCH(QString, words);
        const QJsonObject told = toldOf(*node);
        QCOMPARE(told[u"reachable"_s].toBool(), false);
        const QString reason = told[u"skipped"_s].toString();
        QVERIFY2(reason.contains(words), qPrintable(reason));
        QVERIFY(!told.contains(u"desktops"_s));
    }

    void worksOnTheOneThatHasOne()
    {
        QVERIFY(toldOf(m_good)[u"skipped"_s].isNull());
        work(u"run echo over TLS"_s);
        QVERIFY(m_server.stored(m_session).contains("\"text\":\"over TLS"));
        QCOMPARE(toldOf(m_good)[u"desktops"_s].toInt(), 1);
        const QString file = u"/sessions/%1/files/a"_s.arg(m_session);
        QCOMPARE(m_server.status("PUT", file, "over TLS"), 201);
        QCOMPARE(m_server.status("GET", file), 200);
    }

    void theDoctorAsksEach()
    {
        PilothouseProcess doctor;
        doctor.environment.insert(u"PILOTHOUSE_NODE_TOKEN"_s,
                                  QString::fromLatin1(RunningNode::token()));
        const QStringList nodes{m_good.name(), m_expired.name()};
        QCOMPARE(
            doctor.run(QStringList{u"doctor"_s, u"--desktops"_s, nodes.join(u',')} + m_options), 1);
        const QString said = QString::fromUtf8(doctor.output());
        QVERIFY2(said.contains(u"✔ node             "_s + m_good.name()), qPrintable(said));
        QVERIFY2(said.contains(u"✘ node             "_s + m_expired.name()), qPrintable(said));
        QVERIFY2(said.contains(u"1 of 8 desktops"_s), qPrintable(said));
    }

    void drainsANodeAndTakesThatBack()
    {
        QVERIFY(command(u"drain"_s).contains("takes no new desktops; 1 of 8 are there"));
        QJsonObject told = toldOf(m_good);
        QCOMPARE(told[u"drained"_s].toBool(), true);
        QCOMPARE(told[u"skipped"_s].toString(), u"it is drained"_s);
        QCOMPARE(told[u"room"_s].toInt(), 7);
        work(u"run echo it stays"_s); // what is there stays
        const QString other = m_server.newSession();
        QCOMPARE(m_server.send(other, u"run true"_s), 202);
        QTRY_COMPARE(m_server.sessionStatus(other), u"error"_s);
        QVERIFY(m_server.stored(other).contains("it is drained"));

        QVERIFY(command(u"undrain"_s).contains("takes new desktops"));
        QVERIFY(toldOf(m_good)[u"skipped"_s].isNull());
        QCOMPARE(m_server.send(other, u"run true"_s), 202);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(other), u"completed"_s, 60'000);
    }

    void masksSecretsThatAreTypedThereAndKeepsThemOutOfItsFiles()
    {
        const QByteArray value = "Zu9x-hunter2-qL";
        work(u"run xterm >/dev/null 2>&1 &\nwait 2\nclick 200 150\n"
             "type printf %s {{secret:PASS}} > typed\nkey Return\nscreenshot\n"
             "wait 1\nrun cat typed; base64 typed"_s);
        const QByteArray stored = m_server.stored(m_session);
        QVERIFY2(stored.contains("\"text\":\"{{secret:PASS}}"), stored.right(4000).constData());
        QVERIFY(stored.contains("the picture is covered"));
        for (const QByteArray &form : {value, value.toBase64(QByteArray::OmitTrailingEquals)})
            QVERIFY(!stored.contains(form));
        for (PilothouseProcess *process : {&m_good.process, &m_server.process}) {
            process->waitForOutput("never said", 300);
            QVERIFY(process->errors().size() > 0);
            QVERIFY(!process->errors().contains(value) && !process->output().contains(value));
            QCOMPARE(filesWith(process->folder(), value), QStringList());
        }
    }

    void showsViewersTheDesktopAsItIs_data()
    {
        QTest::addColumn<QStringList>("ofNode");
        QTest::addColumn<QStringList>("ofServer");
        QTest::newRow("without TLS") << QStringList() << QStringList();
        QTest::newRow("with TLS") << QStringList{u"--tls-cert"_s, m_made.file(u"good"_s),
                                                 u"--tls-key"_s, m_made.key(u"good"_s)}
                                  << m_options;
    }
    void showsViewersTheDesktopAsItIs()
    {
        QFETCH(QStringList, ofNode);
        QFETCH(QStringList, ofServer);
        RunningNode node;
        QVERIFY(node.start(ofNode));
        ServerOfNodes server;
        QVERIFY(server.startWith({node.name()}, ofServer));
        const QString session = server.newSession();
        QCOMPARE(server.send(session, u"run (xterm -bg navy -fg orange -geometry 100x30+40+60 "
                                      "-e sleep 300 &) ; sleep 2"_s),
                 202);
        QTRY_COMPARE_WITH_TIMEOUT(server.sessionStatus(session), u"completed"_s, 60'000);
        RemoteViewer viewer(server, session);
        QVERIFY(viewer.begin());
        const QImage seen = viewer.picture();
        const QImage there = screenshot(server, session);
        QCOMPARE(seen.size(), there.size());
        QVERIFY(coloured(there) > 100'000);
        QVERIFY2(differing(seen, there) < 2'000,
                 qPrintable(QString::number(differing(seen, there))));
    }

private:
    QString nameOf(const RunningNode &node) const
    {
        return &node == &m_good        ? u"good"_s
               : &node == &m_unknown   ? u"unknown"_s
               : &node == &m_otherName ? u"other-name"_s
                                       : u"expired"_s;
    }
    /// What GET /nodes says of it.
    QJsonObject toldOf(const RunningNode &node)
    {
        const QJsonDocument all = m_server.ask("GET", u"/nodes"_s);
        for (const QJsonValue &each : all[u"nodes"_s].toArray())
            if (each[u"address"_s] == node.name())
                return each.toObject();
        return {};
    }
    /// What `pilothouse node drain` says.
    QByteArray command(const QString &word)
    {
        PilothouseProcess process;
        process.environment.insert(u"PILOTHOUSE_NODE_TOKEN"_s,
                                   QString::fromLatin1(RunningNode::token()));
        process.run(QStringList{u"node"_s, word, m_good.name()} + m_options);
        return process.output();
    }
    static QImage screenshot(const RunningServer &server, const QString &session)
    {
        const QString target = u"/sessions/%1/screenshot?format=png&scale=1"_s.arg(session);
        QNetworkRequest request(QUrl(server.url + target));
        request.setRawHeader("Authorization", "Bearer " + server.token);
        QNetworkAccessManager network;
        const std::unique_ptr<QNetworkReply> reply(network.get(request));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        finished.wait(20'000);
        return QImage::fromData(reply->readAll()).convertToFormat(QImage::Format_RGB32);
    }
    void work(const QString &text)
    {
        QCOMPARE(m_server.send(m_session, text), 202);
        QTRY_VERIFY_WITH_TIMEOUT(m_server.sessionStatus(m_session) != "running"_L1, 60'000);
        QVERIFY2(m_server.sessionStatus(m_session) == "completed"_L1,
                 m_server.stored(m_session).right(1500).constData());
    }

    NodeCertificates m_made;
    RunningNode m_good;
    RunningNode m_unknown;
    RunningNode m_otherName;
    RunningNode m_expired;
    ServerOfNodes m_server;
    QStringList m_options;
    QString m_session;
};

QTEST_GUILESS_MAIN(TestNodeDoors)
#include "tst_node_doors.moc"
