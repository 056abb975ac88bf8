#include "hook_post_office.h"
#include "support/unit_test.h"

#include <QSignalSpy>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Answer = ScriptedHttp::Answer;

namespace {

RunEnded completed()
{
    return {.run = {u"r"_s}, .outcome = RunOutcome::Completed, .message = u"Done."_s};
}

QString hook(const Post &post)
{
    return post.receiver.baseUrl() + u"/hook/tk_secret"_s;
}

} // namespace

class TestWebhooks : public QObject
{
    Q_OBJECT
private slots:
    void tellsTheServersReceiver()
    {
        Post post;
        post.config.urls = {hook(post)};
        post.receiver.then(Answer::text(204, {}));
        post.begin();
        const SessionId session = post.session();
        post.happens(session, UserMessage{u"hello"_s});
        post.happens(session, completed());
        QVERIFY(post.hasTried(1));
        QCOMPARE(post.states, QStringList{u"delivered"_s});
        QCOMPARE(post.receiver.requests().size(), 1);
        const ScriptedHttp::Request &request = post.receiver.requests().first();
        QCOMPARE(request.line, "POST /hook/tk_secret HTTP/1.1");
        QCOMPARE(post.id(0), u"%1:2"_s.arg(session.value));
        const qint64 now = post.clock.now().toSecsSinceEpoch();
        QCOMPARE(request.headers.value("pilothouse-signature"),
                 hookSignature("whsec-0123456789abcdef", now, request.body));
    }

    void triesAgainLaterAndLater()
    {
        Post post;
        post.config.urls = {hook(post)};
        post.receiver.then(Answer::text(500, "no"));
        post.receiver.then(Answer::text(404, {})); // of a browser it would be an end
        post.receiver.then(Answer::text(302, {}, {"Location: http://127.0.0.1:1/"}));
        post.receiver.then(Answer::text(200, "thanks"));
        post.begin();
        post.happens(post.session(), completed());
        QVERIFY(post.hasTried(1));
        post.clock.advance(999ms);
        QCOMPARE(post.receiver.requests().size(), 1);
        post.clock.advance(1ms);
        QVERIFY(post.hasTried(2));
        post.clock.advance(2s);
        QVERIFY(post.hasTried(3));
        post.clock.advance(4s);
        QVERIFY(post.hasTried(4));
        QCOMPARE(post.states.last(), u"delivered"_s);
        QCOMPARE(post.receiver.requests().size(), 4);
        QCOMPARE(post.id(3), post.id(0));
        post.clock.advance(25h);
        QCOMPARE(post.receiver.requests().size(), 4);
    }

    void endsWithAReceiverThatIsGone()
    {
        Post post;
        post.config.urls = {hook(post)};
        post.receiver.then(Answer::text(410, {}));
        post.begin();
        post.happens(post.session(), completed());
        QVERIFY(post.hasTried(1));
        QCOMPARE(post.states, QStringList{u"gone"_s});
        post.clock.advance(25h);
        QCOMPARE(post.receiver.requests().size(), 1);
    }

    void tellsAReceiverThatIsGoneNoMoreOfThatSession()
    {
        Post post;
        post.config.urls = {hook(post)};
        post.receiver.then(Answer::text(410, {}));
        post.receiver.then(Answer::text(200, {}));
        const SessionId first = post.session();
        post.begin();
        post.happens(first, completed());
        QVERIFY(post.hasTried(1));
        post.happens(first, completed());
        post.happens(post.session(), completed());
        QVERIFY(post.hasTried(2));
        QCOMPARE(post.states, (QStringList{u"gone"_s, u"delivered"_s}));
        post.clock.advance(25h);
        QCOMPARE(post.receiver.requests().size(), 2);
        EVENTUALLY_COMPARE(post.audit.entries()->size(), 1);
        const AuditEntry entry = post.audit.entries()->first().entry;
        QCOMPARE(entry.actor + u' ' + entry.action, u"server webhook_gone"_s);
        QCOMPARE(entry.session, std::optional(first));
        QCOMPARE(entry.detail.value(u"webhook"_s).toString(), shownWebhook(hook(post)));
    }

    void tellsEachReceiverInItsFormatAndUnderItsSecret()
    {
        Post post;
        const QString own = QString(hook(post)).replace(u"127.0.0.1"_s, u"localhost"_s);
        post.config.urls = {hook(post), u"text+"_s + own};
        post.config.secret += u"\nlocalhost another-0123456789"_s;
        post.receiver.then(Answer::text(200, {}));
        post.receiver.then(Answer::text(200, {}));
        post.begin();
        post.happens(post.session(), completed());
        QVERIFY(post.hasTried(2));
        QStringList told;
        for (const auto &request : post.receiver.requests()) {
            const bool isJson = request.body.startsWith('{');
            const QByteArray signature = request.headers.value("pilothouse-signature");
            const qint64 time = signature.mid(2).split(',').first().toLongLong();
            const QByteArray secret = isJson ? "whsec-0123456789abcdef" : "another-0123456789";
            QCOMPARE(signature, hookSignature(secret, time, request.body));
            told.append(isJson ? u"json"_s : u"text"_s);
        }
        told.sort();
        QCOMPARE(told, (QStringList{u"json"_s, u"text"_s}));
    }

    void givesUpAfterADay()
    {
        Post post; // whose receiver has nothing to say but 599
        post.config.urls = {hook(post)};
        post.begin();
        post.happens(post.session(), completed());
        for (int hour = 0; hour < 60 && !post.states.contains(u"given_up"_s); ++hour) {
            QVERIFY(eventually([&] {
                post.clock.advance(0ms);
                return post.deliveries.due(post.clock.now())->isEmpty();
            }));
            post.clock.advance(1h);
        }
        QCOMPARE(post.states.last(), u"given_up"_s);
        QVERIFY(post.states.size() >= 20);
    }

    void leavesAReceiverThatNeverAnswers()
    {
        Post post;
        post.config.urls = {hook(post)};
        post.receiver.then(Answer::silence());
        post.begin();
        post.happens(post.session(), completed());
        QVERIFY(eventually([&] {
            post.clock.advance(0ms);
            return post.receiver.requests().size() == 1;
        }));
        post.clock.advance(10s);
        QVERIFY(post.hasTried(1));
        QCOMPARE(post.states, QStringList{u"waiting"_s});
    }

    void readsNoMoreOfAnAnswerThanItMust()
    {
        Post post;
        post.config.urls = {hook(post)};
        post.receiver.then(Answer::endlessStream("data: x\n\n", QByteArray(16 * 1024, 'x')));
        post.begin();
        post.happens(post.session(), completed());
        QVERIFY(post.hasTried(1));
        QCOMPARE(post.states, QStringList{u"delivered"_s});
    }

    void tellsAfterARestartWhatWasNotTold()
    {
        Post post;
        post.config.urls = {hook(post)};
        post.begin();
        QCoro::waitFor(post.hooks->stop(0ms)); // killed between event and delivery
        post.happens(post.session(), completed());
        post.stop();
        QVERIFY(post.receiver.requests().isEmpty());
        post.receiver.then(Answer::text(200, {}));
        post.begin();
        QVERIFY(post.hasTried(1));
        QCOMPARE(post.states, QStringList{u"delivered"_s});
        post.stop();
        post.begin(); // and never again
        post.clock.advance(25h);
        QCOMPARE(post.receiver.requests().size(), 1);
    }

    void forgetsAReceiverThatIsNotConfiguredAnyMore()
    {
        Post post;
        post.config.urls = {hook(post)};
        post.begin();
        QCoro::waitFor(post.hooks->stop(0ms));
        post.happens(post.session(), completed());
        post.stop();
        post.config.urls.clear();
        post.begin();
        QVERIFY(post.hasTried(1));
        QCOMPARE(post.states, QStringList{u"given_up"_s});
        QVERIFY(post.receiver.requests().isEmpty());
    }

    void tellsNobodyOfWhatAForkCopies()
    {
        Post post;
        post.config.urls = {hook(post)};
        post.begin();
        const SessionId session = post.session();
        const QList<EventBody> copied{completed(), Forked{.session = {u"other"_s}, .seq = 1}};
        QVERIFY(QCoro::waitFor(post.journal.append(session, copied)));
        post.clock.advance(1h);
        QVERIFY(post.deliveries.due(post.clock.now())->isEmpty());
    }

    void refusesPrivateAddressesOfASession_data()
    {
        QTest::addColumn<QString>("address");
        for (const QString &each : {u"127.0.0.1"_s, u"::1"_s, u"10.0.0.1"_s, u"169.254.169.254"_s})
            QTest::addRow("%s", qPrintable(each)) << each;
    }
    void refusesPrivateAddressesOfASession()
    {
        QFETCH(QString, address);
        Post post;
        const QString port = post.receiver.baseUrl().section(u':', -1);
        post.begin({QHostAddress(address)});
        post.happens(post.session(u"http://rebound.example:%1/t"_s.arg(port)), completed());
        QVERIFY(post.hasTried(1));
        QCOMPARE(post.states, QStringList{u"refused"_s});
        QVERIFY(post.receiver.requests().isEmpty());
        EVENTUALLY_COMPARE(post.audit.entries()->size(), 1);
        const AuditEntry entry = post.audit.entries()->first().entry;
        QCOMPARE(entry.action, u"webhook_refused"_s);
        QCOMPARE(entry.detail.value(u"webhook"_s).toString(),
                 u"http://rebound.example:%1/…"_s.arg(port));
    }

    void tellsAnAllowedHostOfASession()
    {
        Post post;
        post.config.allowed = {u"127.0.0.1"_s};
        post.receiver.then(Answer::text(200, {}));
        post.begin({QHostAddress(u"10.9.9.9"_s)});
        post.happens(post.session(hook(post)), completed());
        QVERIFY(post.hasTried(1));
        QCOMPARE(post.states, QStringList{u"delivered"_s});
    }

    void connectsToTheAddressThatWasChecked()
    {
        Post post;
        post.receiver.then(Answer::text(200, {}));
        const QUrl url(hook(post));
        const HookTarget target{u"http://nowhere.invalid:%1/a?b=c"_s.arg(url.port()),
                                QHostAddress(QHostAddress::LocalHost)};
        QNetworkAccessManager network;
        QCOMPARE(QCoro::waitFor(postHook(network, systemClock(), target, {.body = "x"}, {})), 200);
        const ScriptedHttp::Request &request = post.receiver.requests().first();
        QCOMPARE(request.line, "POST /a?b=c HTTP/1.1");
        QCOMPARE(request.headers.value("host"),
                 "nowhere.invalid:" + QByteArray::number(url.port()));
    }

    void leavesRoomBesideAReceiverThatHangs()
    {
        Post post;
        ScriptedHttp slow;
        post.config.urls = {slow.baseUrl() + u"/"_s, hook(post)};
        post.begin();
        const SessionId session = post.session();
        for (int i = 0; i < 10; ++i) {
            slow.then(Answer::silence());
            post.receiver.then(Answer::text(200, {}));
            post.happens(session, completed());
        }
        QVERIFY(post.hasTried(10));
        QCOMPARE(post.states.count(u"delivered"_s), 10);
        QCOMPARE(slow.requests().size(), 2);
    }
};

PILOTHOUSE_UNIT_TEST(TestWebhooks)
#include "tst_webhooks.moc"
