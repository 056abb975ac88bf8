#include "hook_post_office.h"
#include "agent/hooks/push_message.h"
#include "core/json.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Answer = ScriptedHttp::Answer;

namespace {

QByteArray decoded(const QByteArray &text)
{
    return QByteArray::fromBase64(text, QByteArray::Base64UrlEncoding);
}

/// The browser of RFC 8291, appendix A.
PushSubscription browser(const QString &endpoint)
{
    return {.endpoint = endpoint,
            .key =
                decoded("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZ"
                        "GH6SRpkNtoIAiw4"),
            .auth = decoded("BTBZMqHH6r4Tts7J_aSIgg"),
            .label = u"Firefox"_s,
            .kinds = {u"ask"_s, u"completed"_s}};
}

HookRequest requestOf(const QString &session, qint64 unixTime)
{
    Notice notice{.kind = NoticeKind::Ask};
    notice.event.session = {session};
    notice.event.body = ApprovalRequested{.toolUseId = u"t"_s};
    return pushRequest(notice, browser(u"https://push.example/v2/x?y"_s), P256Key::make(),
                       u"mailto:a@b.example"_s, unixTime);
}

QByteArray fieldOf(const HookRequest &request, const QByteArray &name)
{
    for (const auto &[key, value] : request.fields)
        if (key == name)
            return value;
    return {};
}

/// What the request says of its sender (RFC 8292).
QJsonObject claimsIn(const HookRequest &request)
{
    const QByteArray token = fieldOf(request, "Authorization").split('=').at(1).split(',').first();
    return parseJsonObject(decoded(token.split('.').at(1))).value_or(QJsonObject());
}

RunEnded runEnded(RunOutcome outcome)
{
    return {.run = {u"r"_s}, .outcome = outcome, .message = u"Done."_s};
}

/// A store with a browser that is told through the receiver.
struct PushPost : Post
{
    PushPost()
    {
        config.allowed = {u"127.0.0.1"_s};
        subscribed = QCoro::waitFor(
            actions().subscribe(browser(receiver.baseUrl() + u"/v2/tk_secret"_s), u"token"_s));
        push = &actions();
    }
    ~PushPost() { stop(); }
    PushActions &actions()
    {
        if (!m_actions)
            m_actions.emplace(PushActions::Parts{.store = store,
                                                 .audit = audit,
                                                 .clock = clock,
                                                 .config = config,
                                                 .key = P256Key::make()});
        return *m_actions;
    }
    PushStore store{*database};
    Result<PushSubscription> subscribed = fail(Errc::Internal, {});

private:
    std::optional<PushActions> m_actions;
};

} // namespace

class TestPush : public QObject
{
    Q_OBJECT
private slots:
    void sealsTheMessageOfTheStandard()
    {
        const auto ours = P256Key::from(decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"));
        QVERIFY(ours);
        const QByteArray sealed =
            pushSealed("When I grow up, I want to be a watermelon", browser(u"https://x/"_s), *ours,
                       decoded("DGv6ra1nlYgDCS1FRnbzlw"));
        QCOMPARE(
            sealed.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYL"
            "ocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyou"
            "BWLVWGNWQexSgSxsj_Qulcy4a-fN");
    }

    void tellsABrowserWhatItWants()
    {
        PushPost post;
        QVERIFY(post.subscribed);
        post.receiver.then(Answer::text(201, {}));
        post.receiver.then(Answer::text(201, {}));
        post.begin();
        const SessionId session = post.session();
        post.happens(session, ApprovalRequested{.toolUseId = u"t"_s, .tool = u"bash"_s});
        post.happens(session, runEnded(RunOutcome::Error)); // which it does not want
        post.happens(session, runEnded(RunOutcome::Completed));
        QVERIFY(post.hasTried(2));
        QCOMPARE(post.states, (QStringList{u"delivered"_s, u"delivered"_s}));
        QCOMPARE(post.receiver.requests().size(), 2);
        const auto &first = post.receiver.requests().first();
        QCOMPARE(first.line, "POST /v2/tk_secret HTTP/1.1");
        QCOMPARE(first.headers.value("content-encoding"), "aes128gcm");
        QCOMPARE(first.headers.value("ttl"), "86400");
        QVERIFY(first.headers.value("authorization").startsWith("vapid t="));
        QVERIFY(!first.headers.contains("pilothouse-id"));
        QVERIFY(!first.headers.contains("pilothouse-signature"));
        QVERIFY(first.body != post.receiver.requests().last().body);
        QCOMPARE(first.headers.value("urgency"), "high");
        QCOMPARE(post.receiver.requests().last().headers.value("urgency"), "normal");
        QCOMPARE(first.headers.value("topic"),
                 post.receiver.requests().last().headers.value("topic"));
    }

    void saysWhoItIsForHalfADay()
    {
        const QJsonObject claims = claimsIn(requestOf(u"s"_s, 1'000'000));
        QCOMPARE(claims[u"aud"_s].toString(), u"https://push.example"_s);
        QCOMPARE(claims[u"sub"_s].toString(), u"mailto:a@b.example"_s);
        const qint64 life = claims[u"exp"_s].toInteger() - 1'000'000;
        QVERIFY2(life > 3600 && life < 24 * 3600, qPrintable(QString::number(life)));
    }

    void namesASessionByAHashAlone()
    {
        const QString id = u"3f289088-4eb6-45d9-acf0-f8f5c64871b7"_s;
        const HookRequest request = requestOf(id, 0);
        const QByteArray topic = fieldOf(request, "Topic");
        QCOMPARE(topic.size(), 32);
        QCOMPARE(fieldOf(requestOf(id, 5), "Topic"), topic);
        QVERIFY(fieldOf(requestOf(id + u'x', 0), "Topic") != topic);
        for (const auto &[name, value] : request.fields)
            QVERIFY2(!value.contains(id.first(8).toLatin1()), value.constData());
    }

    void forgetsABrowserThatItsServiceDoesNotKnow_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("not found") << 404;
        QTest::newRow("gone") << 410;
    }
    void forgetsABrowserThatItsServiceDoesNotKnow()
    {
        QFETCH(int, status);
        PushPost post;
        post.receiver.then(Answer::text(status, {}));
        post.begin();
        post.happens(post.session(), runEnded(RunOutcome::Completed));
        QVERIFY(post.hasTried(1));
        QCOMPARE(post.states, QStringList{u"gone"_s});
        QVERIFY(post.store.all()->isEmpty());
        EVENTUALLY_COMPARE(post.audit.entries()->size(), 2);
        QStringList deeds;
        const auto entries = post.audit.entries();
        for (const AuditRecord &record : *entries) {
            deeds += record.entry.actor + u' ' + record.entry.action;
            QVERIFY(!compactJson(record.entry.detail).contains("tk_secret"));
        }
        deeds.sort();
        QCOMPARE(deeds, (QStringList{u"server push_unsubscribed"_s, u"token push_subscribed"_s}));
        post.happens(post.session(), runEnded(RunOutcome::Completed));
        post.clock.advance(25h);
        QCOMPARE(post.receiver.requests().size(), 1);
    }

    void triesAServiceThatIsDownAgain()
    {
        PushPost post;
        post.receiver.then(Answer::text(503, {}));
        post.receiver.then(Answer::text(201, {}));
        post.begin();
        post.happens(post.session(), runEnded(RunOutcome::Completed));
        QVERIFY(post.hasTried(1));
        post.clock.advance(1s);
        QVERIFY(post.hasTried(2));
        QCOMPARE(post.states, (QStringList{u"waiting"_s, u"delivered"_s}));
        QVERIFY(post.receiver.requests().first().body != post.receiver.requests().last().body);
    }

    void aBrowserThatIsRemovedIsToldNothingMore()
    {
        PushPost post;
        post.happens(post.session(), UserMessage{u"hello"_s});
        post.begin();
        QVERIFY(QCoro::waitFor(post.actions().unsubscribe(post.subscribed->id, u"token"_s)));
        QVERIFY(!QCoro::waitFor(post.actions().unsubscribe(post.subscribed->id, u"token"_s)));
        post.happens(post.session(), runEnded(RunOutcome::Completed));
        post.clock.advance(25h);
        QCOMPARE(post.receiver.requests().size(), 0);
    }

    void aServiceThatMovedToAPrivateAddressIsNotAsked()
    {
        PushPost post;
        PushSubscription moved = browser(u"https://push.example/v2/x"_s);
        QVERIFY(QCoro::waitFor(post.actions().unsubscribe(post.subscribed->id, u"token"_s)));
        QVERIFY(QCoro::waitFor(post.actions().subscribe(moved, u"token"_s)));
        post.begin({QHostAddress(u"10.0.0.7"_s)});
        post.happens(post.session(), runEnded(RunOutcome::Completed));
        QVERIFY(post.hasTried(1));
        QCOMPARE(post.states, QStringList{u"refused"_s});
    }

    void theSameBrowserAgainChangesItsRow()
    {
        PushPost post;
        PushSubscription again = browser(post.receiver.baseUrl() + u"/v2/tk_secret"_s);
        again.kinds = {u"failed"_s};
        QVERIFY(QCoro::waitFor(post.actions().subscribe(again, u"token"_s)));
        QCOMPARE(post.store.all()->size(), 1);
        QCOMPARE(post.store.all()->first().kinds, QStringList{u"failed"_s});
    }

    void refusesWhatIsNoSubscription_data()
    {
        QTest::addColumn<PushSubscription>("given");
        const auto row = [](const char *tag, auto change) {
            PushSubscription given = browser(u"https://push.example/x"_s);
            change(given);
            QTest::newRow(tag) << given;
        };
        row("http", [](auto &each) { each.endpoint = u"http://push.example/x"_s; });
        row("no address", [](auto &each) { each.endpoint = u"push"_s; });
        row("a password", [](auto &each) { each.endpoint = u"https://a:b@push.example/"_s; });
        row("a private address", [](auto &each) { each.endpoint = u"https://10.0.0.1/"_s; });
        row("this machine", [](auto &each) { each.endpoint = u"https://localhost/"_s; });
        row("too long",
            [](auto &each) { each.endpoint = u"https://push.example/"_s + QString(2000, u'x'); });
        row("no key", [](auto &each) { each.key.clear(); });
        row("a key beside the curve", [](auto &each) { each.key[64] = char(each.key[64] ^ 1); });
        row("a short secret", [](auto &each) { each.auth.chop(1); });
    }

    void refusesWhatIsNoSubscription()
    {
        QFETCH(PushSubscription, given);
        PushPost post;
        const auto stored = QCoro::waitFor(post.actions().subscribe(given, u"token"_s));
        QVERIFY(!stored);
        QCOMPARE(stored.error().code, Errc::InvalidArgument);
        QCOMPARE(post.store.all()->size(), 1);
    }

    void givesFactsThatEachLanguageHasWordsFor()
    {
        Notice notice{.kind = NoticeKind::Ask, .title = u"Tidy up"_s};
        notice.event.session = {u"s"_s};
        notice.event.seq = 7;
        notice.event.body = ApprovalRequested{.toolUseId = u"t"_s, .summary = u"run ls"_s};
        QCOMPARE(pushPayload(notice), R"({"kind":"ask","seq":7,"session":"s","text":"run ls",)"
                                      R"("title":"Tidy up"})");
        notice.kind = NoticeKind::Completed;
        notice.event.body = RunEnded{.outcome = RunOutcome::Completed,
                                     .message = u"All tidy."_s,
                                     .steps = 2,
                                     .costUsd = 0.5};
        QCOMPARE(pushPayload(notice),
                 R"({"cost_usd":0.5,"kind":"completed","seq":7,"session":"s","steps":2,)"
                 R"("text":"All tidy.","title":"Tidy up"})");
    }

    void cutsWhatIsTooLongForAPushService()
    {
        Notice notice{.kind = NoticeKind::Failed, .title = QString(5000, u'\u4E16')};
        notice.event.session = {u"s"_s};
        notice.event.body =
            RunEnded{.outcome = RunOutcome::Error, .message = QString(5000, u'\u754C')};
        const QByteArray payload = pushPayload(notice);
        QVERIFY(payload.size() < 3000);
        QVERIFY(parseJsonObject(payload)->value(u"text"_s).toString().endsWith(u'…'));
    }
};

PILOTHOUSE_UNIT_TEST(TestPush)
#include "tst_push.moc"
