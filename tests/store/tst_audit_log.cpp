#include "store/audit_log.h"
#include "core/json.h"
#include "store_fixture.h"
#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const SessionId kSession{u"5a1e"_s};

// moc cannot read raw strings inside of macros, so they stand out here.
const QByteArray kRenamedLine =
    R"({"seq":1,"timestamp":"2026-01-01T00:00:00.000Z","actor":"é","action":"session_renamed",)"
    R"("session_id":"5a1e","detail":{"characters":3},"previous_hash":")";
const QByteArray kHashKey = R"(","hash":")";
const QByteArray kLineEnd = R"("})";

// What somebody with the file and a SQLite shell could do: also past the triggers.
Result<> byHand(StoreFixture &store, const QString &sql)
{
    return QCoro::waitFor(store.database->write([sql](Connection &connection) -> Result<> {
        for (const QString &statement : {u"DROP TRIGGER IF EXISTS audit_is_never_changed"_s,
                                         u"DROP TRIGGER IF EXISTS audit_is_never_cut"_s, sql})
            if (Result<> done = connection.run(statement); !done)
                return done;
        return {};
    }));
}

Result<> append(AuditLog &log, const AuditEntry &entry)
{
    return QCoro::waitFor(log.append(entry));
}

void appendMessages(AuditLog &log, int count)
{
    for (int i = 0; i < count; ++i)
        QVERIFY(append(
            log, auditText(u"terminal"_s, kSession, AuditAction::MessageSent, QString(i, u'x'))));
}

} // namespace

class TestAuditLog : public QObject
{
    Q_OBJECT
private slots:
    void tellsWhoDidWhatAndWhenAfterAReopen()
    {
        StoreFixture store;
        {
            AuditLog log(*store.database);
            QVERIFY(append(log, auditLogin(u"127.0.0.1"_s, AuditAction::LoginRefused)));
            store.clock.advance(std::chrono::milliseconds(1234));
            QVERIFY(
                append(log, auditFile(u"Ümit 😀"_s, kSession, AuditAction::FileWritten, u"a/b"_s)));
        }
        store.close();
        store.open();
        const AuditLog log(*store.database);

        const auto records = log.entries();

        QVERIFY(records);
        QCOMPARE(records->size(), 2);
        QCOMPARE(records->at(0).seq, 1);
        QCOMPARE(records->at(0).entry.actor, u"127.0.0.1"_s);
        QCOMPARE(records->at(0).entry.action, u"login_failed"_s);
        QVERIFY(!records->at(0).entry.session);
        QCOMPARE(records->at(1).at, store.clock.now());
        QCOMPARE(records->at(1).entry.actor, u"Ümit 😀"_s);
        QCOMPARE(records->at(1).entry.session, kSession);
        QCOMPARE(records->at(1).entry.detail, (QJsonObject{{u"path"_s, u"a/b"_s}}));
        QCOMPARE(records->at(1).previousHash, records->at(0).hash);
        QCOMPARE(log.entries({.after = 1})->size(), 1);
        QCOMPARE(log.entries({.limit = 1})->constFirst().seq, 1);
    }

    void hashesAsItsHeaderSays()
    {
        StoreFixture store;
        AuditLog log(*store.database);
        QVERIFY(append(log, auditLogin(u"é"_s, AuditAction::LoginAccepted)));
        // printf '%064d1:1,13:1767225600000,2:é,8:login_ok,2:{},' 0 | sha256sum
        QCOMPARE(log.entries()->constFirst().hash, kHashOfALogin);
        QCOMPARE(log.verify()->head, kHashOfALogin);
    }

    void reducesTypedTextToItsLength_data()
    {
        QTest::addColumn<AuditEntry>("entry");
        QTest::addColumn<QJsonObject>("detail");
        const ApprovalDecided decision{.toolUseId = u"t1"_s,
                                       .decision = Decision::Edit,
                                       .by = u"ada"_s,
                                       .note = u"secret"_s,
                                       .input = {{u"text"_s, u"secret"_s}},
                                       .remember = true};
        QTest::newRow("message") << auditText(u"ada"_s, kSession, AuditAction::MessageSent,
                                              u"secret"_s)
                                 << QJsonObject{{u"characters"_s, 6}};
        QTest::newRow("characters, not code units")
            << auditText(u"ada"_s, kSession, AuditAction::MessageSent, u"a😀b"_s)
            << QJsonObject{{u"characters"_s, 3}};
        QTest::newRow("nothing") << auditText(u"ada"_s, kSession, AuditAction::MessageSent, {})
                                 << QJsonObject{{u"characters"_s, 0}};
        QTest::newRow("approval") << auditApproval(kSession, u"bash"_s, decision)
                                  << QJsonObject{{u"tool"_s, u"bash"_s},
                                                 {u"tool_use_id"_s, u"t1"_s},
                                                 {u"decision"_s, u"edit"_s},
                                                 {u"remember"_s, true},
                                                 {u"note"_s, QJsonObject{{u"characters"_s, 6}}}};
    }
    void reducesTypedTextToItsLength()
    {
        QFETCH(AuditEntry, entry);
        QCOMPARE(entry.actor, u"ada"_s);
        QTEST(entry.detail, "detail");
    }

    void namesEachActionAsDatabasesHaveIt()
    {
        QStringList names;
        for (int action = 0; action <= int(AuditAction::LoggedOut); ++action)
            names.append(name(AuditAction(action)));
        QCOMPARE(
            names.join(u' '),
            u"session_created session_renamed session_finished session_deleted "
            "session_expired message_sent interrupted paused resumed approval_decided "
            "control_taken control_handed_back file_written file_removed command_run "
            "egress_denied egress_allowed settings_changed grant_revoked secret_set secret_removed "
            "template_created template_changed template_removed share_created share_revoked "
            "share_opened snapshot_taken snapshot_removed files_restored desk_saved "
            "desk_removed push_subscribed push_unsubscribed webhook_refused webhook_gone login_ok "
            "login_failed logout"_s);
    }

    void findsTheEntriesOfASessionPageByPage()
    {
        StoreFixture store;
        AuditLog log(*store.database);
        const SessionId other{u"0b9a"_s};
        for (int i = 0; i < 3; ++i) {
            QVERIFY(append(log, auditSession(u"a"_s, kSession, AuditAction::Paused)));
            QVERIFY(append(log, auditSession(u"a"_s, other, AuditAction::Paused)));
            QVERIFY(append(log, auditLogin(u"a"_s, AuditAction::LoginAccepted)));
        }
        const auto seqs = [&log](const AuditQuery &query) {
            QList<qint64> found;
            const auto entries = log.entries(query);
            for (const AuditRecord &record : *entries)
                found.append(record.seq);
            return found;
        };
        QCOMPARE(seqs({.session = kSession}), (QList<qint64>{1, 4, 7}));
        QCOMPARE(seqs({.session = kSession, .limit = 2}), (QList<qint64>{1, 4}));
        QCOMPARE(seqs({.session = kSession, .after = 4, .limit = 2}), QList<qint64>{7});
        QCOMPARE(seqs({.after = 7}), (QList<qint64>{8, 9}));
        QCOMPARE(seqs({.session = SessionId{u"nobody"_s}}), QList<qint64>());
    }

    void isReadByClientsAsOneLineOfJson()
    {
        StoreFixture store;
        AuditLog log(*store.database);
        QVERIFY(append(log, auditText(u"é"_s, kSession, AuditAction::SessionRenamed, u"New"_s)));
        QVERIFY(append(log, auditLogin(u"é"_s, AuditAction::LoginAccepted)));
        const auto records = log.entries();
        const QByteArray hash = records->at(0).hash.toLatin1();
        QCOMPARE(auditJson(records->at(0)),
                 kRenamedLine + QByteArray(64, '0') + kHashKey + hash + kLineEnd);
        const auto login = parseJsonObject(auditJson(records->at(1)));
        QVERIFY(login && login->value("session_id"_L1).isNull());
        QCOMPARE(login->value("previous_hash"_L1).toString(), records->at(0).hash);
    }

    void keepsOneChainWhenManyAppendAtOnce()
    {
        StoreFixture store;
        AuditLog log(*store.database);
        AuditLog another(*store.database);
        for (int i = 0; i < 100; ++i) { // nobody waits for these
            log.append(auditText(u"a"_s, kSession, AuditAction::MessageSent, QString(i, u'x')));
            another.append(auditLogin(u"b"_s, AuditAction::LoginRefused));
        }
        store.database->flush();

        const auto check = log.verify();

        QVERIFY(check);
        QVERIFY2(check->isWhole(), qPrintable(check->reason));
        QCOMPARE(check->rows, 200);
        QCOMPARE(log.entries({.after = 2, .limit = 1})->constFirst().entry.detail,
                 lengthOnly(u"x"_s));
        QCOMPARE(log.entries({.after = 199})->constFirst().hash, check->head);
    }

    void isStoredWithWhatItTellsAboutOrNotAtAll()
    {
        StoreFixture store;
        AuditLog log(*store.database);
        const Writer::Work audited = log.writing(auditLogin(u"a"_s, AuditAction::LoginAccepted));
        const auto failing = [audited](Connection &connection) -> Result<> {
            if (Result<> done = audited(connection); !done)
                return done;
            return fail(Errc::NotFound, u"No"_s);
        };
        QVERIFY(!QCoro::waitFor(store.database->write(failing)));
        QCOMPARE(log.entries()->size(), 0);
        QVERIFY(append(log, auditLogin(u"a"_s, AuditAction::LoginAccepted)));
        QVERIFY(log.verify()->isWhole());
    }

    void staysWhenItsSessionGoes()
    {
        StoreFixture store;
        AuditLog log(*store.database);
        const SessionId session = store.newSession();
        QVERIFY(append(log, auditSession(u"a"_s, session, AuditAction::SessionCreated)));
        SessionStore sessions = store.sessions();
        QVERIFY(QCoro::waitFor(sessions.remove(session)));
        QCOMPARE(log.entries()->constFirst().entry.session, session);
    }

    void cannotBeChangedInPassing()
    {
        StoreFixture store;
        AuditLog log(*store.database);
        appendMessages(log, 2);
        for (const QString &sql : {u"UPDATE audit SET actor = 'x'"_s, u"DELETE FROM audit"_s})
            QVERIFY(!QCoro::waitFor(store.database->write(
                [sql](Connection &connection) { return connection.run(sql); })));
        QVERIFY(log.verify()->isWhole());
    }

    void findsWhatWasChangedByHand_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<qint64>("broken");
        const auto set = [](const QString &what) {
            return QString(u"UPDATE audit SET "_s + what + u" WHERE seq = 3"_s);
        };
        const qint64 third = 3;
        QTest::newRow("nothing") << u"SELECT 1"_s << qint64(0);
        QTest::newRow("time") << set(u"at = at + 1"_s) << third;
        QTest::newRow("actor") << set(u"actor = 'eve'"_s) << third;
        QTest::newRow("action") << set(u"action = 'paused'"_s) << third;
        QTest::newRow("session") << set(u"session_id = 'other'"_s) << third;
        QTest::newRow("no session") << set(u"session_id = NULL"_s) << third;
        QTest::newRow("detail") << set(u"detail = '{}'"_s) << third;
        QTest::newRow("detail, no JSON") << set(u"detail = '{'"_s) << third;
        QTest::newRow("hash") << set(u"hash = 'x'"_s) << third;
        QTest::newRow("text moved between fields")
            << set(u"actor = actor || 'm', action = substr(action, 2)"_s) << third;
        QTest::newRow("previous hash") << set(u"previous_hash = 'x'"_s) << third;
        QTest::newRow("removed") << u"DELETE FROM audit WHERE seq = 3"_s << third;
        QTest::newRow("first removed") << u"DELETE FROM audit WHERE seq = 1"_s << qint64(1);
        QTest::newRow("last removed") << u"DELETE FROM audit WHERE seq = 5"_s << qint64(5);
        QTest::newRow("all removed") << u"DELETE FROM audit"_s << qint64(1);
        QTest::newRow("slipped in before")
            << u"INSERT INTO audit SELECT -1, at, actor, action, session_id, detail,"
               " previous_hash, hash FROM audit WHERE seq = 1"_s
            << qint64(1);
        QTest::newRow("added after")
            << u"INSERT INTO audit SELECT 6, at, actor, action, session_id, detail,"
               " hash, hash FROM audit WHERE seq = 5"_s
            << qint64(6);
    }
    void findsWhatWasChangedByHand()
    {
        QFETCH(QString, sql);
        QFETCH(qint64, broken);
        StoreFixture store;
        AuditLog log(*store.database);
        appendMessages(log, 5);
        QVERIFY(byHand(store, sql));

        const auto check = log.verify();

        QVERIFY(check);
        QCOMPARE(check->broken.value_or(0), broken);
        QCOMPARE(check->reason.isEmpty(), broken == 0);
        QCOMPARE(check->rows, broken == 0 ? 5 : broken - 1);
    }

private:
    const QString kHashOfALogin =
        u"c49e72323d82e3a5cb41d386331952ab8c6bd91fb77fc7cbb07f869fcf674f43"_s;
};

PILOTHOUSE_UNIT_TEST(TestAuditLog)
#include "tst_audit_log.moc"
