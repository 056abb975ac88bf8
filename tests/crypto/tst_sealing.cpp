// What a message to a browser is made of, by the example of RFC 8291 (appendix A).
#include "crypto/aes_gcm.h"
#include "crypto/hkdf.h"
#include "crypto/json_web_token.h"
#include "crypto/p256_key.h"
#include "crypto/random_bytes.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QByteArray decoded(const char *text)
{
    return QByteArray::fromBase64(text, QByteArray::Base64UrlEncoding);
}

const QByteArray kReceiver = decoded("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94");
const QByteArray kReceiverPublic = decoded(
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
const QByteArray kSender = decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
const QByteArray kSenderPublic = decoded(
    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");

} // namespace

class TestSealing : public QObject
{
    Q_OBJECT
private slots:
    void bothSidesAgreeOnASecret()
    {
        const auto receiver = P256Key::from(kReceiver);
        const auto sender = P256Key::from(kSender);
        QVERIFY(receiver && sender);
        QCOMPARE(receiver->publicKey(), kReceiverPublic);
        QCOMPARE(sender->publicKey(), kSenderPublic);
        const QByteArray shared = decoded("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
        QCOMPARE(sender->sharedWith(kReceiverPublic).value(), shared);
        QCOMPARE(receiver->sharedWith(kSenderPublic).value(), shared);
    }

    void derivesWhatTheExampleDerives()
    {
        const QByteArray secret = decoded("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
        const QByteArray info =
            "WebPush: info" + QByteArray(1, '\0') + kReceiverPublic + kSenderPublic;
        const QByteArray made = derived(decoded("BTBZMqHH6r4Tts7J_aSIgg"), secret, info, 32);
        QCOMPARE(base64Url(made), "S4lYMb_L0FxCeq0WhDx813KgSYqU26kOyzWUdsXYyrg");
        const QByteArray salt = decoded("DGv6ra1nlYgDCS1FRnbzlw");
        const QByteArray info1 = QByteArrayLiteral("Content-Encoding: aes128gcm\0");
        const QByteArray info2 = QByteArrayLiteral("Content-Encoding: nonce\0");
        QCOMPARE(base64Url(derived(salt, made, info1, 16)), "oIhVW04MRdy2XN9CiKLxTg");
        QCOMPARE(base64Url(derived(salt, made, info2, 12)), "4h_95klXJ5E_qnoN");
    }

    void sealsWhatTheExampleSeals()
    {
        const QByteArray plain = "When I grow up, I want to be a watermelon\x02";
        const QByteArray result =
            sealed(decoded("oIhVW04MRdy2XN9CiKLxTg"), decoded("4h_95klXJ5E_qnoN"), plain);
        QCOMPARE(base64Url(result), "8pfeW0KbunFT06SuDKoJH9Ql87S1QUrdirN6GcG7sFz1y1sqLgVi1VhjVkHsUo"
                                    "EsbI_0LpXMuGvnzQ");
    }

    void refusesWhatIsNoPointOfTheCurve_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("too short") << kSenderPublic.left(64);
        QTest::newRow("too long") << QByteArray(kSenderPublic + 'x');
        QTest::newRow("compressed") << QByteArray('\x02' + kSenderPublic.mid(1));
        QByteArray beside = kSenderPublic;
        beside[64] = char(beside.at(64) ^ 1);
        QTest::newRow("beside the curve") << beside;
        QTest::newRow("zero") << QByteArray('\x04' + QByteArray(64, '\0'));
        QTest::newRow("beyond the field") << QByteArray('\x04' + QByteArray(64, '\xFF'));
    }

    void refusesWhatIsNoPointOfTheCurve()
    {
        QFETCH(QByteArray, key);
        const auto shared = P256Key::from(kSender)->sharedWith(key);
        QVERIFY(!shared);
        QCOMPARE(shared.error().code, Errc::InvalidArgument);
    }

    void refusesWhatIsNoSecret()
    {
        for (const QByteArray &secret :
             {QByteArray(), QByteArray(32, '\0'), QByteArray(32, '\xFF'), kSender.left(31)})
            QVERIFY(!P256Key::from(secret));
    }

    void makesAnotherKeyEachTime()
    {
        const P256Key one = P256Key::make();
        const P256Key two = P256Key::make();
        QVERIFY(one.secret() != two.secret());
        QCOMPARE(one.secret().size(), 32);
        QCOMPARE(one.sharedWith(two.publicKey()).value(), two.sharedWith(one.publicKey()).value());
        QVERIFY(one.signatureOf("x") != one.signatureOf("x")); // a nonce used twice gives it away
        QVERIFY(randomBytes(16) != randomBytes(16));
    }
};

PILOTHOUSE_UNIT_TEST(TestSealing)
#include "tst_sealing.moc"
