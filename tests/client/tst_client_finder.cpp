// What the window finds, and the templates it knows, are those of the real server.
#include "live_server.h"

#include "qml/client/finder.h"
#include "qml/client/template_list.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kVeryLong = 60'000; // milliseconds

QString newSession(ServerConnection &connection, const QVariantMap &options)
{
    return outcomeOf(connection.create(options)).result.toMap().value(u"id"_s).toString();
}

} // namespace

class TestClientFinder : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_connection.connectTo(QUrl(m_server.url + u'/'), QString::fromLatin1(m_server.token));
        QTRY_COMPARE_WITH_TIMEOUT(m_connection.state(), ServerConnection::Online, kVeryLong);
    }

    void whatWasSaidIsFoundInAllConversations()
    {
        ViewedSession *session =
            m_connection.open(newSession(m_connection, {{u"title"_s, u"Birds"_s}}));
        QTRY_COMPARE(session->connection(), u"live"_s);
        QVERIFY(outcomeOf(session->send(u"say kingfisher"_s)).isDone);
        QTRY_COMPARE_WITH_TIMEOUT(session->status(), u"completed"_s, kVeryLong);
        Finder finder;
        finder.setServer(&m_connection);
        finder.setWords(u"kingfi"_s);
        QVERIFY(finder.rows().isEmpty()); // it does not look yet
        finder.setActive(true);
        QTRY_VERIFY_WITH_TIMEOUT(finder.places() >= 2 && !finder.isWaiting(), kVeryLong);
        const auto hit = [&finder] {
            for (const QVariant &row : finder.rows())
                if (row.toMap().value(u"kind"_s) == u"hit"_s)
                    return row.toMap();
            return QVariantMap();
        };
        QCOMPARE(hit().value(u"id"_s).toString(), session->id());
        QCOMPARE(hit().value(u"title"_s).toString(), u"Birds"_s);
        const qint64 seq = hit().value(u"seq"_s).toLongLong();
        QVERIFY(session->knows(seq));
        QVERIFY(session->items()->rowOf(session->keyAt(seq)) >= 0);
        QCOMPARE(session->linkTo(seq), u"%1/ui/#%2/%3"_s.arg(m_server.url, session->id()).arg(seq));

        finder.setOpen(newSession(m_connection, {}));
        finder.setHere(true);
        QTRY_VERIFY_WITH_TIMEOUT(!finder.isWaiting(), kVeryLong);
        QCOMPARE(finder.places(), 0);
        m_connection.release(session);
    }

    void templatesAreKeptForEverybody()
    {
        TemplateList mine;
        mine.setServer(&m_connection);
        TemplateList other;
        other.setServer(&m_connection);
        const auto made =
            outcomeOf(mine.save({{u"name"_s, u"Zoo"_s}, {u"task"_s, u"say {{what}}"_s}}));
        QVERIFY2(made.isDone, qPrintable(made.why));
        QVERIFY(outcomeOf(mine.save({{u"name"_s, u"Ant"_s}})).isDone);
        const auto names = [](const TemplateList &list) {
            QStringList all;
            for (const QVariant &one : list.all())
                all.append(one.toMap().value(u"name"_s).toString());
            return all;
        };
        QCOMPARE(names(mine), (QStringList{u"Ant"_s, u"Zoo"_s}));
        QVERIFY(outcomeOf(other.load()).isDone);
        QCOMPARE(names(other), names(mine));
        const QString id = made.result.toMap().value(u"id"_s).toString();
        QVERIFY(outcomeOf(mine.save({{u"id"_s, id}, {u"name"_s, u"Aardvark"_s}})).isDone);
        QCOMPARE(names(mine), (QStringList{u"Aardvark"_s, u"Ant"_s}));
        QVERIFY(outcomeOf(mine.remove(id)).isDone);
        QCOMPARE(names(mine), QStringList{u"Ant"_s});
        QCOMPARE(outcomeOf(mine.save({{u"name"_s, u"ant"_s}})).status, 409);
    }

private:
    RunningServer m_server;
    ServerConnection m_connection;
};

QTEST_GUILESS_MAIN(TestClientFinder)
#include "tst_client_finder.moc"
