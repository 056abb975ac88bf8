#include "qml/chat/wishes.h"
#include "support/unit_test.h"

#include "core/visible.h"
#include "qml/chat/change_words.h"
#include "qml/chat/rich_text.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestWishes : public QObject
{
    Q_OBJECT
private slots:
    void whatSomebodySaysGoesBeforeTheDefaults()
    {
        const QVariantMap defaults{{u"approval"_s, u"all"_s},
                                   {u"egress"_s, u"list"_s},
                                   {u"allow_hosts"_s, QStringList{u"a.org"_s}}};
        QCOMPARE(
            Wishes().combined({{u"approval"_s, u"auto"_s}, {u"egress"_s, u"none"_s}}, defaults),
            (QVariantMap{{u"approval"_s, u"auto"_s}, {u"egress"_s, u"none"_s}}));
        QCOMPARE(Wishes().combined({}, defaults), defaults);
    }

    void aSessionLikeAnotherHasWhatThatOneWasGiven()
    {
        const QVariantMap record{
            {u"id"_s, u"x"_s},
            {u"model"_s, u"m"_s},
            {u"approval"_s, u"all"_s},
            {u"egress"_s, u"list"_s},
            {u"allow_hosts"_s, QVariantList{u"a.org"_s}},
            {u"tools"_s,
             QVariantList{u"computer"_s, u"bash"_s, u"edit"_s, u"elements"_s, u"act_on"_s,
                          u"read_page"_s, u"windows"_s, u"clipboard"_s, u"wait_for"_s}},
            {u"max_steps"_s, 50},
            {u"max_cost_usd"_s, 0},
            {u"time_zone"_s, u"Asia/Tokyo"_s},
            {u"effort"_s, QVariant()}};
        const QVariantMap wishes{
            {u"model"_s, u"m"_s},     {u"approval"_s, u"all"_s},
            {u"egress"_s, u"list"_s}, {u"allow_hosts"_s, QVariantList{u"a.org"_s}},
            {u"max_steps"_s, 50},     {u"time_zone"_s, u"Asia/Tokyo"_s}};
        QCOMPARE(Wishes().ofRecord(record, false), wishes);
        QVERIFY(!Wishes().ofRecord(record, true).contains(u"model"_s));
    }

    void wishesAreSaidInWords()
    {
        QCOMPARE(Wishes().words({{u"approval"_s, u"all"_s},
                                 {u"max_steps"_s, 400},
                                 {u"max_cost_usd"_s, 0},
                                 {u"egress"_s, u"none"_s},
                                 {u"width"_s, 1920},
                                 {u"tools"_s, QVariantList{u"bash"_s}},
                                 {u"locale"_s, u"de_DE"_s},
                                 {u"time_zone"_s, u"Asia/Tokyo"_s}}),
                 (QStringList{u"asks about everything"_s, u"at most 400 steps"_s,
                              u"no limit of cost"_s, u"network: none"_s, u"1920 × …"_s,
                              u"only shell"_s, u"programs in de_DE"_s, u"time zone Asia/Tokyo"_s}));
        QCOMPARE(Wishes().words({}), QStringList());
    }

    void changesSayWhoMadeThem_data()
    {
        QTest::addColumn<QVariantMap>("change");
        QTest::addColumn<QString>("said");
        QTest::newRow("anonymous")
            << QVariantMap{{u"max_steps"_s, 400}} << u"Changed: at most 400 steps."_s;
        QTest::newRow("a person")
            << QVariantMap{{u"by"_s, u"ann"_s},
                           {u"model"_s, u"claude-opus-5-5"_s},
                           {u"max_time"_s, 90}}
            << u"Changed by ann: Claude Opus 5.5 answers from the next message on, at most 1:30."_s;
        QTest::newRow("the token") << QVariantMap{{u"by"_s, u"token"_s}, {u"approval"_s, u"all"_s}}
                                   << u"Changed with the token: it asks about everything."_s;
        QTest::newRow("no limit") << QVariantMap{{u"by"_s, u"terminal"_s}, {u"max_cost_usd"_s, 0}}
                                  << u"Changed at the terminal: no limit of cost."_s;
        QTest::newRow("what is not named")
            << QVariantMap{{u"effort"_s, u"low"_s}} << u"Changed: thinking and effort."_s;
    }

    void changesSayWhoMadeThem()
    {
        QFETCH(QVariantMap, change);
        QTEST(ChangeWords::ofSettings(change), "said");
    }

    void grantsAreNamedAsQuestionsNameThem()
    {
        QCOMPARE(ChangeWords::ofGrant({{u"tool"_s, u"bash"_s}, {u"action"_s, u"run"_s}}),
                 u"Shell commands: asked about again."_s);
        QCOMPARE(ChangeWords::ofGrant({{u"tool"_s, u"computer"_s},
                                       {u"action"_s, u"type"_s},
                                       {u"secrets"_s, QVariantList{u"PIN"_s}},
                                       {u"granted"_s, true}}),
                 u"Typing the secret PIN: not asked about again."_s);
    }

    void fieldsAreFoundAsThePageFindsThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("twice") << u"{{a}} {{ b c }} {{a}}"_s << QStringList{u"a"_s, u"b c"_s};
        QTest::newRow("secret") << u"{{secret:PASS}}"_s << QStringList();
        QTest::newRow("dots") << u"{{a.b}} {{ 1a }} {{}}"_s << QStringList();
        QTest::newRow("letters") << u"{{größe}} {{名前}}"_s << QStringList{u"größe"_s, u"名前"_s};
    }

    void fieldsAreFoundAsThePageFindsThem()
    {
        QFETCH(QString, text);
        QTEST(Wishes().fieldsIn(text), "names");
    }

    void whatIsPutIntoAFieldIsNoFieldItself()
    {
        QCOMPARE(Wishes().filledIn(u"{{a}}-{{b}}-{{ a }}"_s, {{u"a"_s, u"{{b}}"_s}}),
                 u"{{b}}-{{b}}-{{b}}"_s);
    }

    void nothingOfATemplateIsMarkup()
    {
        const QString html = Wishes().preview(u"<b>{{a}}"_s, {{u"a"_s, u"<i>"_s}}, {});
        QVERIFY2(html.contains(u"&lt;b&gt;"_s) && html.contains(u"&lt;i&gt;"_s), qPrintable(html));
    }

    void whatWasFoundIsMarkedAndNothingElseIs()
    {
        const TextInks inks = TextInks::of({{u"accent"_s, QColor(u"#0f766e"_s)}});
        QCOMPARE(foundHtml(u"a <b> mail\u202e"_s, {QVariant(QVariantList{6, 10})}, inks),
                 u"a &lt;b&gt; <b><font color=\"#0f766e\">mail</font></b>"_s +
                     visible(u"\u202e"_s));
        // Marks beyond the text, or out of order, are what they can be.
        QCOMPARE(
            foundHtml(u"ab"_s, {QVariant(QVariantList{1, 9}), QVariant(QVariantList{0, 1})}, inks),
            u"a<b><font color=\"#0f766e\">b</font></b><b><font color=\"#0f766e\"></font></b>"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestWishes)
#include "tst_wishes.moc"
