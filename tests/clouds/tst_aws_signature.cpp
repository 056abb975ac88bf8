#include "model/clouds/aws_keys.h"
#include "model/clouds/aws_signature.h"

#include "core/utc.h"
#include "support/unit_test.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const AwsKeys kKeys{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"};
const QDateTime kNow(QDate(2015, 8, 30), QTime(12, 36), kUtc);

QByteArray valueOf(const QList<std::pair<QByteArray, QByteArray>> &fields, const QByteArray &name)
{
    for (const auto &[each, value] : fields)
        if (each == name)
            return value;
    return {};
}

QByteArray signatureIn(const QList<std::pair<QByteArray, QByteArray>> &fields)
{
    const QByteArray value = valueOf(fields, "authorization");
    return value.mid(value.indexOf("Signature=") + 10);
}

AwsRequest request(const QByteArray &method, const QByteArray &target)
{
    return {.method = method, .url = QUrl::fromEncoded("https://example.amazonaws.com" + target)};
}

} // namespace

class TestAwsSignature : public QObject
{
    Q_OBJECT
private slots:
    // AWS's own published cases, each also computed with @smithy/signature-v4; the last four by
    // that alone.
    void signsAsAmazonPublished_data()
    {
        QTest::addColumn<AwsRequest>("request");
        QTest::addColumn<QByteArray>("signature");
        const auto row = [](const char *tag, AwsRequest request, const char *signature) {
            QTest::newRow(tag) << request << QByteArray(signature);
        };
        row("get-vanilla", request("GET", "/"),
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
        row("post-vanilla", request("POST", "/"),
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
        row("get-vanilla-query-order-key-case", request("GET", "/?Param2=value2&Param1=value1"),
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
        const QByteArray plain =
            "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        row("get-vanilla-query-unreserved", request("GET", "/?" + plain + '=' + plain),
            "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197");
        row("get-unreserved", request("GET", '/' + plain),
            "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f");
        row("get-vanilla-utf8-query", request("GET", "/?%E1%88%B4=bar"),
            "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04");
        AwsRequest trimmed = request("GET", "/");
        trimmed.fields = {{"My-Header1", " value1"}, {"My-Header2", " \"a   b   c\""}};
        row("get-header-value-trim", trimmed,
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736");
        AwsRequest repeated = request("GET", "/");
        for (const char *value : {"value4", "value1", "value3", "value2"})
            repeated.fields.emplaceBack("My-Header1", value);
        row("get-header-value-order", repeated,
            "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01");
        AwsRequest form = request("POST", "/");
        form.fields = {{"Content-Type", "application/x-www-form-urlencoded"}};
        form.body = "Param1=value1";
        row("post-x-www-form-urlencoded", form,
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
        row("get-slash-dot-slash", request("GET", "/./example"),
            "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5");
        row("get-slashes", request("GET", "//example//"),
            "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84");
        row("a space that is encoded already", request("GET", "/example%20space/"),
            "446b817944c553435b35e813c261ff4e161fff982d1bacdef1c87f6785dd1662");
        row("a letter that is encoded already", request("GET", "/%E1%88%B4"),
            "697b34846207a3f72246f99d74ae1ee4fe54f44bb06730c58a0d339eb079596d");
    }

    void signsAsAmazonPublished()
    {
        QFETCH(AwsRequest, request);
        QFETCH(QByteArray, signature);
        const auto fields = awsSignature(request, kKeys, {"us-east-1", "service"}, kNow);
        QCOMPARE(signatureIn(fields), signature);
        QCOMPARE(valueOf(fields, "x-amz-date"), "20150830T123600Z");
    }

    void coversTheNameOfAnInferenceProfile()
    {
        AwsRequest model =
            request("POST", "/model/arn:aws:bedrock:us-east-1:123456789012:inference-profile"
                            "%2Fus.anthropic.claude-opus-4-8-v1:0/invoke-with-response-stream");
        model.fields = {{"content-type", "application/json"}};
        model.body = R"({"a":1})";
        const auto fields = awsSignature(model, kKeys, {"us-east-1", "bedrock"}, kNow);
        QCOMPARE(signatureIn(fields), // by @smithy/signature-v4
                 "a05a589ad0bc3cb95004dd51aa9efc1a1258f28cb478be58d98bdf541f60ddd0");
        QVERIFY(
            valueOf(fields, "authorization")
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/bedrock/"
                            "aws4_request, SignedHeaders=content-type;host;x-amz-date, "));
    }

    // post-sts-header-before of the published cases.
    void coversTheTokenOfKeysThatEnd()
    {
        AwsKeys keys = kKeys;
        keys.sessionToken =
            "AQoDYXdzEPT//////////"
            "wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXm"
            "xfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/"
            "kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy"
            "0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+"
            "xo0rKwT38xVqr7ZD0u0iPPkUL64l"
            "IZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";
        const auto fields =
            awsSignature(request("POST", "/"), keys, {"us-east-1", "service"}, kNow);
        QCOMPARE(signatureIn(fields),
                 "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead");
        QCOMPARE(valueOf(fields, "x-amz-security-token"), keys.sessionToken);
    }

    void findsTheKeysOfAProfile()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"credentials"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "# keys\n[default]\naws_access_key_id = A\naws_secret_access_key=B=\n\n"
            "[ work ]\r\naws_access_key_id=C\r\naws_secret_access_key = D\r\n"
            "aws_session_token = E\r\nregion = eu-west-1\r\n[half]\naws_access_key_id = F\n");
        file.close();
        const auto first = awsKeysFrom(file.fileName(), u"default"_s);
        QVERIFY(first && first->id == "A" && first->secret == "B=" &&
                first->sessionToken.isEmpty());
        const auto second = awsKeysFrom(file.fileName(), u"work"_s);
        QVERIFY(second && second->id == "C" && second->secret == "D" &&
                second->sessionToken == "E");
        for (const QString &profile : {u"half"_s, u"none"_s}) {
            const auto none = awsKeysFrom(file.fileName(), profile);
            QVERIFY(!none && none.error().code == Errc::Unauthorized);
            QVERIFY(none.error().message.contains(profile));
        }
        QVERIFY(!awsKeysFrom(folder.filePath(u"missing"_s), u"default"_s));
    }
};

PILOTHOUSE_UNIT_TEST(TestAwsSignature)
#include "tst_aws_signature.moc"
