#include "model/model_table.h"

#include "support/unit_test.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestModelTable : public QObject
{
    Q_OBJECT
private slots:
    void theBuiltInTableIsValidAndHasItsDefault()
    {
        const ModelTable &table = ModelTable::builtin();
        QCOMPARE(table.defaultModel(), u"claude-opus-5-5"_s);
        QVERIFY(table.ids().size() >= 18);
        for (const QString &id : table.ids()) {
            const ModelInfo model = table.find(id);
            const bool isDearer = model.prices.output > model.prices.input;
            QVERIFY2(isDearer == model.hasPrices, qPrintable(id));
            QVERIFY2(model.hasPrices || model.provider != Provider::Anthropic, qPrintable(id));
        }
    }

    void knowsHowModelsNamePlacesByAPartOfTheirName_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("space");
        QTest::addColumn<QSize>("picture"); // of a screen of 1280x800
        const auto row = [](const char *id, CoordinateSpace space, QSize picture) {
            QTest::newRow(id) << QString::fromLatin1(id) << int(space) << picture;
        };
        const QSize whole(1280, 800);
        row("qwen3-vl:8b", CoordinateSpace::Thousand, whole);
        row("Qwen/Qwen3-VL-30B-A3B-Instruct", CoordinateSpace::Thousand, whole);
        row("google/gemini-3.5-flash", CoordinateSpace::Thousand, whole);
        row("Hcompany/Holo3-35B-A3B", CoordinateSpace::Thousand, whole);
        row("qwen2.5-vl:7b", CoordinateSpace::Pixels, {1260, 784}); // multiples of 28
        row("moonshotai/Kimi-K2.6", CoordinateSpace::Unit, whole);
        row("kimi-k2.5", CoordinateSpace::Unit, whole);
        row("accounts/fireworks/models/kimi-k2p6", CoordinateSpace::Unit, whole);
        row("kimi-k2.7-code", CoordinateSpace::Pixels, whole); // nobody says
        row("MiniMax-M3", CoordinateSpace::Pixels, whole);     // likewise
        row("ByteDance-Seed/UI-TARS-1.5-7B", CoordinateSpace::Pixels, {1260, 784});
        row("bytedance-research/UI-TARS-72B-DPO", CoordinateSpace::Thousand, whole);
        row("doubao-1-5-ui-tars-250428", CoordinateSpace::Thousand, whole);
        row("something-new", CoordinateSpace::Pixels, whole);
        row("claude-opus-5-5", CoordinateSpace::Pixels, whole);
    }
    void knowsHowModelsNamePlacesByAPartOfTheirName()
    {
        QFETCH(QString, id);
        const ModelInfo model = ModelTable::builtin().find(id);
        QTEST(int(model.coordinates), "space");
        QTEST(pictureSizeFor(QSize(1280, 800), model), "picture");
        QCOMPARE(model.id, id);
    }

    void knowsWhatFamiliesHold()
    {
        const ModelTable &table = ModelTable::builtin();
        QCOMPARE(table.find(u"kimi-k2.6"_s).contextTokens, 262'144);
        QCOMPARE(table.find(u"ui-tars-1.5-7b"_s).contextTokens, 65'536);
        QCOMPARE(table.find(u"qwen3-vl:8b"_s).contextTokens, ModelInfo().contextTokens);
        ModelConfig config;
        config.contextTokens = 32'768; // as its server was started
        QCOMPARE(table.limitedBy(config).find(u"kimi-k2.6"_s).contextTokens, 32'768);
    }

    void hasTheModelsOfThoseWhoAnswerAndThoseThatAreNamed()
    {
        const ModelTable all = ModelTable::builtin();
        const ModelTable some =
            all.ofProviders({Provider::OpenAi}).with(Provider::Chat, {u"qwen3-vl:8b"_s, u"q"_s});
        QCOMPARE(some.ids(), (QStringList{u"gpt-5.5"_s, u"gpt-5.4"_s, u"qwen3-vl:8b"_s, u"q"_s}));
        QVERIFY(some.find(u"qwen3-vl:8b"_s).coordinates == CoordinateSpace::Thousand);
        QVERIFY(some.find(u"q"_s).provider == Provider::Chat);
        QVERIFY(!some.find(u"claude-opus-5-5"_s).known);
        QCOMPARE(some.defaultModel(Provider::Chat), u"qwen3-vl:8b"_s);
        QCOMPARE(all.defaultModel(Provider::Anthropic), all.defaultModel());
        QVERIFY(all.defaultModel(Provider::Chat).isEmpty());
    }

    void findsAModelByAnySpellingOfItsId_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("known");
        QTest::addColumn<int>("maxOutput");
        QTest::newRow("exact") << u"claude-haiku-4-5"_s << true << 64000;
        QTest::newRow("dated") << u"claude-haiku-4-5-20251001"_s << true << 64000;
        QTest::newRow("OpenAI's date") << u"gpt-5.4-2026-03-05"_s << true << 128000;
        QTest::newRow("half a date") << u"gpt-5.4-2026-03"_s << false << 8192;
        QTest::newRow("vertex date") << u"claude-haiku-4-5@20251001"_s << true << 64000;
        QTest::newRow("latest") << u"claude-haiku-4-5-latest"_s << true << 64000;
        QTest::newRow("vendor") << u"anthropic.claude-opus-5-5"_s << true << 128000;
        QTest::newRow("successor is not the old one") << u"claude-opus-5-6"_s << false << 8192;
        QTest::newRow("other") << u"qwen3-vl:8b"_s << false << 8192;
        QTest::newRow("empty") << QString() << false << 8192;
    }
    void findsAModelByAnySpellingOfItsId()
    {
        QFETCH(QString, id);
        const ModelInfo info = ModelTable::builtin().find(id);
        QTEST(info.known, "known");
        QTEST(info.maxOutputTokens, "maxOutput");
        QCOMPARE(info.id, id);
        if (!info.known) {
            QVERIFY(info.dialect == ToolDialect::Custom && info.thinkingModes.isEmpty());
            QCOMPARE(info.imageTier, ImageTier::Standard);
        }
    }

    void prefersTheLongestRow()
    {
        const ModelInfo info = ModelTable::builtin().find(u"claude-opus-5-5-20260922"_s);
        QCOMPARE(info.defaultEffort, u"medium"_s);
        QCOMPARE(info.prices.input, 4.0);
    }

    void givesEachModelItsDialect_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("dialect");
        const auto row = [](const char *id, ToolDialect dialect) {
            QTest::newRow(id) << QString::fromLatin1(id) << int(dialect);
        };
        row("claude-fable-5-2", ToolDialect::ComputerToolset20260801);
        row("claude-haiku-5-5", ToolDialect::ComputerToolset20260801);
        row("claude-opus-4-8", ToolDialect::ComputerToolset20260801);
        row("claude-opus-4-7", ToolDialect::Computer20251124);
        row("claude-sonnet-4-6", ToolDialect::Computer20251124);
        row("claude-haiku-4-5", ToolDialect::Computer20250124);
        row("claude-sonnet-4-5", ToolDialect::Computer20250124);
    }
    void givesEachModelItsDialect()
    {
        QFETCH(QString, id);
        QTEST(int(ModelTable::builtin().find(id).dialect), "dialect");
    }

    void countsTheCostOfACall()
    {
        const ModelInfo opus = ModelTable::builtin().find(u"claude-opus-5-5"_s);
        const Usage usage{.input = 1000,
                          .output = 2000,
                          .cacheRead = 100'000,
                          .cacheWrite5m = 4000,
                          .cacheWrite1h = 1000};
        QCOMPARE(opus.cost(usage),
                 (1000 * 4 + 2000 * 20 + 100'000 * 0.2 + 4000 * 5 + 1000 * 8) / 1e6);
    }

    void countsTheCostOfOpenAisModels()
    {
        const ModelInfo newer = ModelTable::builtin().find(u"gpt-5.5-2026-04-23"_s);
        QCOMPARE(newer.contextTokens, 1'050'000);
        QCOMPARE(newer.cost({.input = 1000, .output = 100, .cacheRead = 10'000}), 0.013);
        const ModelInfo older = ModelTable::builtin().find(u"gpt-5.4"_s);
        QCOMPARE(older.cost({.input = 272'000, .output = 1000}), 0.695);
        QCOMPARE(older.cost({.input = 272'001, .output = 1000}), 1.382505);
    }

    void chargesAllTokensOfALongPromptTheLongPrice()
    {
        const ModelInfo haiku = ModelTable::builtin().find(u"claude-haiku-5-5"_s);
        QCOMPARE(haiku.cost({.input = 100'000, .output = 1000}), 0.0105);
        QCOMPARE(haiku.cost({.input = 1, .output = 1000, .cacheRead = 100'000}),
                 (0.5 + 2500 + 5000) / 1e6);
    }

    void namesTheRowAndFieldThatIsWrong()
    {
        const QByteArray json = R"({"default":"a","models":[{"id":"a","context_tokens":-1}]})";
        const auto table = ModelTable::parse(json);
        QCOMPARE(table.error().code, Errc::Corrupt);
        QVERIFY(table.error().message.contains(u"row 1 (a)"_s));
        QVERIFY(table.error().message.contains(u"context_tokens"_s));
        QCOMPARE(ModelTable::parse("{}").error().code, Errc::Corrupt);
        QCOMPARE(ModelTable::parse("[").error().code, Errc::Corrupt);
    }

    void resizesAsTheApiDoes_data()
    {
        QTest::addColumn<QSize>("screen");
        QTest::addColumn<QSize>("standard");
        QTest::addColumn<QSize>("high");
        QTest::addColumn<qint64>("standardTokens");
        QTest::addColumn<qint64>("highTokens");
        const auto row = [](QSize in, QSize standard, qint64 st, QSize high, qint64 ht) {
            const QByteArray tag =
                QByteArray::number(in.width()) + 'x' + QByteArray::number(in.height());
            QTest::newRow(tag.constData()) << in << standard << high << st << ht;
        };
        row({1280, 720}, {1280, 720}, 1196, {1280, 720}, 1196);
        row({1280, 800}, {1280, 800}, 1334, {1280, 800}, 1334);
        row({1366, 768}, {1366, 768}, 1372, {1366, 768}, 1372);
        row({1440, 900}, {1389, 868}, 1550, {1440, 900}, 1716);
        row({1600, 900}, {1456, 819}, 1560, {1600, 900}, 1914);
        row({1920, 1080}, {1456, 819}, 1560, {1920, 1080}, 2691);
        row({1920, 1200}, {1389, 868}, 1550, {1920, 1200}, 2967);
        row({2560, 1440}, {1456, 819}, 1560, {2560, 1440}, 4784);
        row({2560, 1600}, {1389, 868}, 1550, {2420, 1512}, 4698);
        row({3440, 1440}, {1568, 656}, 1344, {2576, 1078}, 3588);
        row({3840, 2160}, {1456, 819}, 1560, {2576, 1449}, 4784);
        row({1280, 1024}, {1225, 980}, 1540, {1280, 1024}, 1702);
        row({5120, 1440}, {1568, 441}, 896, {2576, 724}, 2392);
        row({7680, 4320}, {1456, 819}, 1560, {2576, 1449}, 4784);
        row({1080, 1920}, {819, 1456}, 1560, {1080, 1920}, 2691);
    }
    void resizesAsTheApiDoes()
    {
        QFETCH(QSize, screen);
        QTEST(apiPictureSize(screen, ImageTier::Standard), "standard");
        QTEST(apiPictureSize(screen, ImageTier::High), "high");
        QTEST(pictureTokens(apiPictureSize(screen, ImageTier::Standard)), "standardTokens");
        QTEST(pictureTokens(apiPictureSize(screen, ImageTier::High)), "highTokens");
    }

    void keepsScreenshotsUnderTheManyImagesLimit()
    {
        QCOMPARE(pictureSizeFor({2560, 1440}, ImageTier::High), QSize(2000, 1125));
        QCOMPARE(pictureSizeFor({1920, 1200}, ImageTier::High), QSize(1920, 1200));
        QCOMPARE(pictureSizeFor({1200, 3000}, ImageTier::High), QSize(800, 2000));
    }

    void anyScreenGivesAPictureTheApiTakesAsItIs()
    {
        QVERIFY(rc::check("fits, is not larger, keeps its shape", [] {
            const QSize screen(*rc::gen::inRange(1, 9000), *rc::gen::inRange(1, 9000));
            const ImageTier tier = *rc::gen::element(ImageTier::Standard, ImageTier::High);
            const QSize size = pictureSizeFor(screen, tier);
            RC_ASSERT(apiPictureSize(size, tier) == size);
            RC_ASSERT(size.width() <= std::min(screen.width(), 2000));
            RC_ASSERT(size.height() <= std::min(screen.height(), 2000));
            RC_ASSERT(!size.isEmpty());
            const double exact = double(size.width()) * screen.height() / screen.width();
            const double other = double(size.height()) * screen.width() / screen.height();
            RC_ASSERT(std::abs(exact - size.height()) <= 1.0 ||
                      std::abs(other - size.width()) <= 1.0);
        }));
    }
};

PILOTHOUSE_UNIT_TEST(TestModelTable)
#include "tst_model_table.moc"
