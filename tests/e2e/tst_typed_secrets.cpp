// The way of a secret through the whole server: typed at the right page and nowhere else, and its
// value in nothing that is kept or sent to the model.
#include "running_server.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QString kLook = u"take a screenshot"_s;
const QLatin1String kCovered = "the picture is covered"_L1;
const QByteArray kValues[] = {"Zu9x-hunter2-qL", "correct.horse-77"};

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

/// A page that is one large field and tells its server what stands in it when Return is pressed;
/// another that hides what is typed until F2 is pressed.
QString serveTheField(quint16 port)
{
    return u"run mkdir -p www; field='<input autofocus "
           "style=position:fixed;inset:0;width:100%;height:100%;font-size:20px'; printf '%s' "
           "\"$field onkeydown='if(event.key==\\`Enter\\`)fetch(\\`/got-\\`+this.value)'>\" "
           ">www/field.html; printf '%s' \"$field type=password "
           "onkeydown='if(event.key==\\`F2\\`)this.type=\\`text\\`'>\" >www/hidden.html; "
           "cd www && (python3 -m http.server %1 >../log 2>&1 &) ; cd"_s.arg(port);
}

} // namespace

class TestTypedSecrets : public QObject
{
    Q_OBJECT
private slots:
    void aValueGoesToItsPageAndIsNowhereElse()
    {
        const QString own = u"127.0.0.1:%1"_s.arg(m_port);
        const QString other = u"localhost:%1"_s.arg(m_port);
        const QString task = QStringList{serveTheField(m_port), show(other), u"click 640 400"_s,
                                         u"type {{secret:WEB}}"_s, u"key Return"_s}
                                 .join(u'\n');
        const QJsonArray refused = run(task);
        QVERIFY2(last(refused, u"type the secret WEB"_s).contains("may only go to "_L1 + own),
                 qPrintable(last(refused, u"type the secret WEB"_s)));

        const QJsonArray typed = run(
            QStringList{show(own), u"click 640 400"_s, u"type {{secret:WEB}}"_s, u"screenshot"_s}
                .join(u'\n'));
        QCOMPARE(last(typed, u"type the secret WEB"_s), u"Typed."_s);
        QVERIFY2(last(typed, kLook).contains(kCovered), qPrintable(last(typed, kLook)));
        const QJsonArray sent = run(u"key Return\nwait 1\nrun cat log; base64 log"_s);
        const QString log = last(sent, u"run: cat log; base64 log"_s);
        QVERIFY2(log.contains("GET /got-{{secret:WEB}}"_L1), qPrintable(log));

        run(u"say The password is %1, I think."_s.arg(QString::fromLatin1(kValues[0])));
        QCOMPARE(whereItIs(), QStringList());
    }

    void aValueIsCoveredHoweverAPageDrawsIt()
    {
        const QString own = u"127.0.0.1:%1"_s.arg(m_port);
        const QJsonArray larger = run(show(own) + u"\nclick 640 400\ntype {{secret:WEB}}\n"
                                                  "key ctrl+plus\nwait 1\nscreenshot"_s);
        QVERIFY2(last(larger, kLook).contains(kCovered), qPrintable(last(larger, kLook)));
        const QJsonArray hidden = run(show(own, u"hidden"_s) + u"\nclick 640 400\n"
                                                               "type {{secret:WEB}}\nscreenshot"_s);
        QCOMPARE(last(hidden, kLook), QString());
        const QJsonArray shown = run(u"key F2\nwait 1\nscreenshot"_s);
        QVERIFY2(last(shown, kLook).contains(kCovered), qPrintable(last(shown, kLook)));
        run(u"key ctrl+0"_s);
    }

    void aTerminalGetsItsOwnWithoutShowingIt()
    {
        const QJsonArray events =
            run(u"run xterm >/dev/null 2>&1 &\nwait 2\nclick 200 150\n"
                "type echo {{secret:SHELL}}\nkey Return\nscreenshot\ntype {{secret:WEB}}"_s);
        QCOMPARE(last(events, u"type 5 characters and the secret SHELL"_s), u"Typed."_s);
        QVERIFY(last(events, kLook).contains(kCovered));
        QVERIFY(last(events, u"type the secret WEB"_s).contains("in a window of xterm"_L1));
        QCOMPARE(whereItIs(), QStringList());
    }

    void initTestCase()
    {
        m_port = freePort();
        QVERIFY(m_server.start({u"--log-level"_s, u"debug"_s}));
        const QJsonObject web{{u"value"_s, QString::fromLatin1(kValues[0])},
                              {u"hosts"_s, QJsonArray{u"127.0.0.1:%1"_s.arg(m_port)}}};
        const QJsonObject shell{{u"value"_s, QString::fromLatin1(kValues[1])},
                                {u"windows"_s, QJsonArray{u"xterm"_s}}};
        const QJsonObject wanted{{u"secrets"_s, QJsonObject{{u"WEB"_s, web}, {u"SHELL"_s, shell}}}};
        const QByteArray secrets = QJsonDocument(wanted).toJson();
        m_session = m_server.ask("POST", u"/sessions/"_s, secrets)["id"_L1].toString();
        QVERIFY(!m_session.isEmpty());
    }

private:
    static QString show(const QString &host, const QString &page = u"field"_s)
    {
        return u"run (firefox http://%1/%2.html >/dev/null 2>&1 &)\nwait 8"_s.arg(host, page);
    }

    /// All that the run stored, in order.
    QJsonArray run(const QString &task)
    {
        const QString session = u"/sessions/"_s + m_session;
        const QByteArray message =
            QJsonDocument(QJsonObject{{u"message"_s, task}}).toJson(QJsonDocument::Compact);
        const int before = m_server.ask("GET", session)["last_seq"_L1].toInt();
        m_server.ask("POST", session + u"/messages"_s, message);
        const auto isOver = [&] {
            const QJsonDocument now = m_server.ask("GET", session);
            return now["status"_L1] != "running"_L1 && now["last_seq"_L1].toInt() > before + 2;
        };
        if (!QTest::qWaitFor(isOver, 120'000))
            return {};
        const QString target = session + u"/events?format=json&after=%1"_s.arg(before);
        return m_server.ask("GET", target)["events"_L1].toArray();
    }

    /// What came of the last call with this summary.
    static QString last(const QJsonArray &events, const QString &summary)
    {
        QString id;
        QString text;
        for (const QJsonValue &event : events) {
            const QJsonValue content = event["content"_L1];
            if (content["summary"_L1].toString() == summary)
                id = content["tool_use_id"_L1].toString();
            if (event["type"_L1] == "tool_result"_L1 && content["tool_use_id"_L1].toString() == id)
                text = content["text"_L1].toString();
        }
        return text;
    }

    /// Files of the server (not of the desktop, which was told it), answers and logs that hold it.
    QStringList whereItIs()
    {
        QStringList found;
        const auto look = [&](const QString &name, const QByteArray &bytes) {
            for (const QByteArray &value : kValues)
                for (const QByteArray &form :
                     {value, value.toBase64(QByteArray::OmitTrailingEquals), value.toHex()})
                    if (bytes.contains(form))
                        found.append(name);
        };
        QDirIterator files(m_server.process.folder(), QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.fileName().contains("/homes/"_L1) && file.open(QIODevice::ReadOnly))
                look(file.fileName(), file.readAll());
        }
        look(u"log"_s, m_server.process.output() + m_server.process.errors());
        for (const auto &target : {u""_s, u"/messages"_s, u"/secrets"_s, u"/events?format=json"_s,
                                   u"/export?format=json"_s})
            look(target, m_server.ask("GET", u"/sessions/"_s + m_session + target).toJson());
        look(u"audit"_s, m_server.ask("GET", u"/audit"_s).toJson());
        return found;
    }

    RunningServer m_server;
    QString m_session;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(TestTypedSecrets)
#include "tst_typed_secrets.moc"
