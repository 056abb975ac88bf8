#include "model/clouds/cloud_addresses.h"

#include "model/model_table.h"
#include "support/unit_test.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestCloudAddresses : public QObject
{
    Q_OBJECT
private slots:
    // The same table is held against Anthropic's own clients: sdk/clouds.test.mjs.
    void findsModelsWhereOtherClientsFindThem()
    {
        QFile file(QStringLiteral(CLOUD_ADDRESSES));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray rows = QJsonDocument::fromJson(file.readAll()).array();
        QVERIFY(rows.size() > 5);
        for (const QJsonValue &row : rows) {
            const QString model = row["model"_L1].toString();
            const QString region = row["region"_L1].toString();
            const auto url =
                row["cloud"_L1].toString() == "bedrock"_L1
                    ? bedrockUrl({.region = region, .url = row["base"_L1].toString()}, model)
                    : vertexUrl({.region = region}, row["project"_L1].toString(), model);
            QVERIFY2(url, qPrintable(model));
            QCOMPARE(QString::fromLatin1(url->toEncoded()), row["url"_L1].toString());
        }
    }

    void findsTheHostsOfChinaAndBelowAPath()
    {
        QCOMPARE(bedrockUrl({.region = u"cn-north-1"_s}, u"m"_s)->host(),
                 u"bedrock-runtime.cn-north-1.amazonaws.com.cn"_s);
        QCOMPARE(bedrockUrl({.region = u"x"_s, .url = u"https://gate/aws/"_s}, u"m"_s)->path(),
                 u"/aws/model/m/invoke-with-response-stream"_s);
    }

    void saysWhatIsMissingOrWrong_data()
    {
        QTest::addColumn<Result<QUrl>>("url");
        QTest::addColumn<QString>("says");
        const BedrockConfig here{.region = u"us-east-1"_s};
        const auto bedrock = [](BedrockConfig config, const QString &model) {
            return bedrockUrl(config, model);
        };
        QTest::newRow("no region of AWS") << bedrock({}, u"m"_s) << u"AWS_REGION"_s;
        QTest::newRow("no region, but a host")
            << bedrock({.region = u"evil.example/x"_s}, u"m"_s) << u"AWS_REGION"_s;
        QTest::newRow("no model") << bedrock(here, {}) << u"no name of a model"_s;
        QTest::newRow("a step up") << bedrock(here, u".."_s) << u"no name of a model"_s;
        QTest::newRow("no address")
            << bedrock({.region = u"us-east-1"_s, .url = u"ftp://x"_s}, u"m"_s) << u"https://"_s;
        QTest::newRow("a password")
            << bedrock({.region = u"us-east-1"_s, .url = u"https://a:b@x"_s}, u"m"_s)
            << u"https://"_s;
        QTest::newRow("clear text")
            << bedrock({.region = u"us-east-1"_s, .url = u"http://example.com"_s}, u"m"_s)
            << u"clear text"_s;
        QTest::newRow("no region of Google")
            << vertexUrl({}, u"p"_s, u"m"_s) << u"CLOUD_ML_REGION"_s;
        QTest::newRow("no project")
            << vertexUrl({.region = u"global"_s}, {}, u"m"_s) << u"ANTHROPIC_VERTEX_PROJECT_ID"_s;
        QTest::newRow("no project, but a path")
            << vertexUrl({.region = u"global"_s}, u"../x"_s, u"m"_s)
            << u"ANTHROPIC_VERTEX_PROJECT_ID"_s;
    }

    void saysWhatIsMissingOrWrong()
    {
        QFETCH(Result<QUrl>, url);
        QFETCH(QString, says);
        QVERIFY(!url);
        QCOMPARE(url.error().code, Errc::InvalidArgument);
        QVERIFY2(url.error().message.contains(says), qPrintable(url.error().message));
    }

    void namesOfTheTableAreThoseOfGlobalProfiles()
    {
        QCOMPARE(bedrockModel(u"claude-opus-5-5"_s), u"global.anthropic.claude-opus-5-5"_s);
        for (const QString &id : {u"us.anthropic.claude-opus-5-5"_s, u"arn:aws:bedrock:x/y"_s})
            QCOMPARE(bedrockModel(id), id);
    }

    void theTableKnowsTheModelsOfClouds_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("row");
        const auto row = [](const QString &id, const QString &name) {
            QTest::newRow(qPrintable(id)) << id << name;
        };
        row(u"global.anthropic.claude-opus-5-5"_s, u"claude-opus-5-5"_s);
        row(u"us.anthropic.claude-opus-4-8-v1:0"_s, u"claude-opus-4-8"_s);
        row(u"anthropic.claude-opus-4-8-v1"_s, u"claude-opus-4-8"_s);
        row(u"apac.anthropic.claude-sonnet-4-5-20250929-v1:0"_s, u"claude-sonnet-4-5"_s);
        row(u"us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0"_s, u"claude-sonnet-4-5"_s);
        row(u"arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-4-8"
            "-v1:0"_s,
            u"claude-opus-4-8"_s);
        row(u"claude-sonnet-4-5@20250929"_s, u"claude-sonnet-4-5"_s);
        row(u"arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc"_s, {});
        row(u"us.amazon.nova-pro-v1:0"_s, {});
        row(u"us.anthropic.claude-opus-4-99-v1:0"_s, {});
    }

    void theTableKnowsTheModelsOfClouds()
    {
        QFETCH(QString, id);
        QFETCH(QString, row);
        const ModelInfo found = ModelTable::builtin().find(id);
        QCOMPARE(found.known, !row.isEmpty());
        if (found.known)
            QCOMPARE(found.maxOutputTokens, ModelTable::builtin().find(row).maxOutputTokens);
    }
};

PILOTHOUSE_UNIT_TEST(TestCloudAddresses)
#include "tst_cloud_addresses.moc"
