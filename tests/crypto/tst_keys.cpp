// Signatures of ours as node's crypto sees them, and keys as openssl writes them.
#include "crypto/json_web_token.h"
#include "crypto/p256_key.h"
#include "crypto/rsa_key.h"

#include <QProcess>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QByteArray outputOf(const QString &program, const QStringList &arguments,
                    const QByteArray &input = {})
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        qWarning() << program << process.errorString() << process.readAllStandardError();
    return process.readAllStandardOutput();
}

QByteArray newRsaKey(int bits)
{
    return outputOf(u"openssl"_s, {u"genpkey"_s, u"-algorithm"_s, u"RSA"_s, u"-pkeyopt"_s,
                                   u"rsa_keygen_bits:%1"_s.arg(bits)});
}

/// `script` has the lines of `input` as `lines`, and says "yes".
bool nodeSaysYes(const QString &script, const QByteArray &input)
{
    const QString whole = u"const crypto = require('crypto');"
                          "const lines = require('fs').readFileSync(0, 'latin1').split('\\n');"
                          "console.log((%1) ? 'yes' : 'no');"_s.arg(script);
    return outputOf(u"node"_s, {u"-e"_s, whole}, input).trimmed() == "yes";
}

} // namespace

class TestKeys : public QObject
{
    Q_OBJECT
private slots:
    void signsWithAnRsaKeyInBothOfItsForms()
    {
        const QByteArray modern = newRsaKey(2048);
        QVERIFY(modern.startsWith("-----BEGIN PRIVATE KEY-----"));
        const QByteArray old = outputOf(u"openssl"_s, {u"rsa"_s, u"-traditional"_s}, modern);
        QVERIFY(old.startsWith("-----BEGIN RSA PRIVATE KEY-----"));
        for (const QByteArray &pem : {modern, old, QByteArray(modern).replace('\n', "\r\n")}) {
            const auto key = RsaKey::fromPem(pem);
            QVERIFY2(key, key ? "" : qPrintable(key.error().message));
            const QByteArray token = signedToken({{u"alg"_s, u"RS256"_s}}, {{u"a"_s, 1}}, *key);
            QVERIFY(nodeSaysYes(u"(([head, body, signature]) => crypto.verify('RSA-SHA256', "
                                "Buffer.from(head + '.' + body), crypto.createPublicKey("
                                "lines.slice(1).join('\\n')), Buffer.from(signature, 'base64url')))"
                                "(lines[0].split('.'))"_s,
                                token + '\n' + modern));
        }
    }

    void refusesWhatIsNoRsaKey()
    {
        const QByteArray good = newRsaKey(2048);
        const QByteArray curve =
            outputOf(u"openssl"_s, {u"genpkey"_s, u"-algorithm"_s, u"EC"_s, u"-pkeyopt"_s,
                                    u"ec_paramgen_curve:P-256"_s});
        const QByteArray locked =
            outputOf(u"openssl"_s, {u"pkcs8"_s, u"-topk8"_s, u"-passout"_s, u"pass:x"_s}, good);
        QVERIFY(curve.contains("PRIVATE KEY") && locked.contains("ENCRYPTED"));
        const qsizetype middle = good.size() / 2;
        for (const QByteArray &pem :
             {QByteArray(), QByteArray("no key"), curve, locked, newRsaKey(1024), good.left(middle),
              QByteArray(good.left(middle) + good.mid(middle + 8)),
              QByteArray("-----BEGIN PRIVATE KEY-----\nMA==\n-----END PRIVATE KEY-----")}) {
            const auto key = RsaKey::fromPem(pem);
            QVERIFY2(!key, pem.constData());
            QCOMPARE(key.error().code, Errc::InvalidArgument);
        }
    }

    void signsWithAKeyOfTheCurve()
    {
        const P256Key key = P256Key::make();
        const QByteArray token =
            signedToken({{u"alg"_s, u"ES256"_s}}, {{u"aud"_s, u"https://push.example"_s}}, key);
        const QByteArray x = base64Url(key.publicKey().mid(1, 32));
        const QByteArray y = base64Url(key.publicKey().mid(33));
        const QString script =
            u"(([head, body, signature]) => crypto.verify('sha256', Buffer.from(head + '.' + body),"
            "{key: crypto.createPublicKey({key: {kty: 'EC', crv: 'P-256', x: lines[1], y: lines[2]}"
            ", format: 'jwk'}), dsaEncoding: 'ieee-p1363'}, Buffer.from(signature, 'base64url')))"
            "(lines[0].split('.'))"_s;
        QVERIFY(nodeSaysYes(script, token + '\n' + x + '\n' + y));
        QVERIFY(!nodeSaysYes(script, "x" + token + '\n' + x + '\n' + y));
    }
};

QTEST_GUILESS_MAIN(TestKeys)
#include "tst_keys.moc"
