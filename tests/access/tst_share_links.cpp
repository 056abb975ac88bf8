#include "access/share_links.h"

#include "store/database.h"
#include "store/session_store.h"
#include "support/fake_clock.h"
#include "support/unit_test.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kAccess = "access-token-0123456789";

struct LinksFixture
{
    LinksFixture()
    {
        StoreConfig config;
        config.databaseUrl = u"sqlite:///"_s + folder.filePath(u"db"_s);
        database = *Database::open(config, clock);
        shares = std::make_unique<ShareStore>(*database);
        SessionStore sessions(*database);
        session = QCoro::waitFor(sessions.create({}))->id;
    }
    ShareLinks links(const QByteArray &accessToken = kAccess) const
    {
        return ShareLinks(*openShareKey(folder.path(), accessToken), *shares, clock);
    }
    Share add(const QString &id)
    {
        Share share{.id = id, .session = session, .upTo = 3, .title = u"A"_s};
        share.createdAt = clock.now();
        share.expiresAt = clock.now().addSecs(60);
        if (!QCoro::waitFor(shares->add(share)))
            qFatal("the test's share cannot be stored");
        return share;
    }

    QTemporaryDir folder;
    FakeClock clock;
    std::unique_ptr<Database> database;
    std::unique_ptr<ShareStore> shares;
    SessionId session;
};

QString linkText(const ShareLinks &links, const Share &share)
{
    return QString::fromLatin1(links.linkTo(share));
}

} // namespace

class TestShareLinks : public QObject
{
    Q_OBJECT
private slots:
    void aLinkOpensItsShareAlsoAfterARestart()
    {
        LinksFixture it;
        const QString link = linkText(it.links(), it.add(u"one"_s));
        const auto opened = it.links().open(link);
        QVERIFY(opened);
        QCOMPARE(opened->id, u"one"_s);
        QCOMPARE(opened->session, it.session);
        QCOMPARE(opened->upTo, 3);
    }

    void theKeyIsForItsOwnerAlone()
    {
        const QTemporaryDir folder;
        QVERIFY(openShareKey(folder.path(), kAccess));
        const QFileInfo file(folder.filePath(u"share_key"_s));
        const QFile::Permissions owner =
            QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
        QCOMPARE(file.permissions() | owner, owner);
    }

    void anotherAccessTokenEndsAllLinks()
    {
        LinksFixture it;
        const QString link = linkText(it.links(), it.add(u"one"_s));
        QVERIFY(!it.links("another-token-0123456789").open(link));
        QVERIFY(it.links().open(link));
    }

    void anotherKeyFileEndsAllLinks()
    {
        LinksFixture it;
        const QString link = linkText(it.links(), it.add(u"one"_s));
        QVERIFY(QFile::remove(it.folder.filePath(u"share_key"_s)));
        QVERIFY(!it.links().open(link));
    }

    /// Who is given a link must not be able to try tokens on it.
    void theAccessTokenAloneSignsNothing()
    {
        LinksFixture it;
        const Share share = it.add(u"one"_s);
        const ShareLinks made(kAccess, *it.shares, it.clock);
        QVERIFY(!it.links().open(linkText(made, share)));
    }

    void oneSharesSignatureOpensNoOther()
    {
        LinksFixture it;
        const Share one = it.add(u"one"_s);
        const Share two = it.add(u"two"_s);
        const QString link = linkText(it.links(), one);
        QVERIFY(!it.links().open(u"two"_s + link.mid(link.indexOf(u'.'))));
        QVERIFY(it.links().open(linkText(it.links(), two)));
    }

    void aTitleCannotStandForTheFieldsBeforeIt()
    {
        LinksFixture it;
        const Share share = it.add(u"one"_s);
        Share other = share;
        other.upTo = 33;
        other.title = u" A"_s;
        QVERIFY(it.links().linkTo(share) != it.links().linkTo(other));
        other = share;
        other.id = u"one "_s + share.session.value;
        QVERIFY(it.links().linkTo(share) != it.links().linkTo(other));
    }

    void opensNothingFromItsEndOn()
    {
        LinksFixture it;
        const QString link = linkText(it.links(), it.add(u"one"_s));
        it.clock.advance(59'999ms);
        QVERIFY(it.links().open(link));
        it.clock.advance(1ms);
        QVERIFY(!it.links().open(link));
    }

    void whatHasEndedIsForgottenByAndBy()
    {
        LinksFixture it;
        it.add(u"one"_s);
        it.clock.advance(60s);
        it.add(u"two"_s);
        const auto count = it.database->read([](Connection &connection) {
            return connection.value(u"SELECT count(*) FROM shares"_s);
        });
        QCOMPARE(count->toInt(), 1);
    }
};

PILOTHOUSE_UNIT_TEST(TestShareLinks)
#include "tst_share_links.moc"
