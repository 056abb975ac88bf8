#include "tools/elements/element_list.h"

#include "support/unit_test.h"
#include "tools/elements/elements_tool.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const ScreenScale kSame(QSize(1280, 800), QSize(1280, 800));

ScreenElement thing(const QString &role, const QString &name, QRect place,
                    const QString &window = u"Shop"_s)
{
    return {.key = role + name, .role = role, .name = name, .place = place, .window = window};
}

ScreenElements shop()
{
    ScreenElement name = thing(u"field"_s, u"Name"_s, {100, 100, 201, 31});
    name.value = u"Ada"_s;
    name.states = {u"focused"_s};
    ScreenElement later = thing(u"button"_s, u"Later"_s, {400, 200, 81, 31});
    later.states = {u"disabled"_s};
    return {.all = {thing(u"menu"_s, u"File"_s, {0, 0, 41, 21}, u"notes.txt"_s), name, later,
                    thing(u"link"_s, u"Terms"_s, {100, 300, 41, 21})}};
}

} // namespace

class TestElementList : public QObject
{
    Q_OBJECT

    ElementIds m_ids;

    QString rows(const ScreenElements &found, const ElementFilter &filter = {})
    {
        return listed(found, filter, m_ids, kSame);
    }

private slots:
    void init() { m_ids = ElementIds(); }

    void hasARowForEachThingTheWindowWithTheKeyboardFirst()
    {
        QCOMPARE(rows(shop()), u"Window \"Shop\":\n"
                               "e1 field \"Name\" = \"Ada\" (focused) 200,115 201x31\n"
                               "e2 button \"Later\" (disabled) 440,215 81x31\n"
                               "e3 link \"Terms\" 120,310 41x21\n"
                               "Window \"notes.txt\":\n"
                               "e4 menu \"File\" 20,10 41x21"_s);
    }

    void namesPlacesInPixelsOfTheModelsPictures()
    {
        const ScreenScale half(QSize(640, 400), QSize(1280, 800));
        const ScreenElements one{.all = {thing(u"link"_s, u"Terms"_s, {100, 300, 40, 20})}};
        QCOMPARE(listed(one, {}, m_ids, half),
                 u"Window \"Shop\":\ne1 link \"Terms\" 59,154 20x10"_s);
        const PictureFrame thousand(QSize(640, 400), CoordinateSpace::Thousand);
        QCOMPARE(listed(one, {}, m_ids, ScreenScale(thousand, QSize(1280, 800))),
                 u"Window \"Shop\":\ne1 link \"Terms\" 92,386 31x25"_s);
    }

    void leavesOutWhatIsNotOnTheScreenAndCutsWhatReachesBeyondIt()
    {
        const ScreenElements found{.all = {thing(u"button"_s, u"Below"_s, {100, 900, 50, 20}),
                                           thing(u"button"_s, u"Left"_s, {-500, 10, 400, 20}),
                                           thing(u"button"_s, u"Edge"_s, {1180, 700, 301, 301})}};
        QCOMPARE(rows(found), u"Window \"Shop\":\ne1 button \"Edge\" 1229,749 100x100"_s);
    }

    void keepsTheIdsOfThingsThatStay()
    {
        (void)rows(shop());
        ScreenElements later = shop();
        later.all.removeAt(1);
        later.all.append(thing(u"button"_s, u"New"_s, {1, 1, 9, 9}));
        const QString now = rows(later);
        QVERIFY2(now.contains("e3 link"_L1), qPrintable(now));
        QVERIFY2(now.contains("e5 button \"New\""_L1), qPrintable(now));
        QVERIFY(m_ids.find(u"e3"_s)->name == "Terms"_L1);
        QVERIFY(m_ids.find(u"E3 "_s));
        for (const auto &wrong : {u"e9"_s, u"3"_s, u"e"_s, u""_s, u"e0"_s, u"x3"_s})
            QVERIFY2(!m_ids.find(wrong), qPrintable(wrong));
    }

    void forgetsTheOldestOfVeryMany()
    {
        for (int i = 0; i < 25'000; ++i)
            (void)m_ids.idOf(thing(u"link"_s, QString::number(i), {0, 0, 1, 1}));
        QVERIFY(!m_ids.find(u"e1"_s));
        QVERIFY(m_ids.find(u"e25000"_s));
        QCOMPARE(m_ids.idOf(thing(u"link"_s, u"0"_s, {0, 0, 1, 1})), u"e25001"_s);
    }

    void findsByWindowRoleAndText_data()
    {
        QTest::addColumn<ElementFilter>("filter");
        QTest::addColumn<QString>("found");
        QTest::newRow("window") << ElementFilter{.window = u"notes"_s} << u"e1 menu"_s;
        QTest::newRow("role") << ElementFilter{.role = u"Link"_s} << u"e1 link"_s;
        QTest::newRow("name") << ElementFilter{.text = u"late"_s} << u"e1 button"_s;
        QTest::newRow("value") << ElementFilter{.text = u"ada"_s} << u"e1 field"_s;
        QTest::newRow("both") << ElementFilter{.role = u"field"_s, .text = u"n"_s} << u"e1 field"_s;
        QTest::newRow("nothing") << ElementFilter{.role = u"slider"_s}
                                 << u"Nothing on the screen matches. Roles on it: menu, field, "
                                    "button, link."_s;
    }
    void findsByWindowRoleAndText()
    {
        QFETCH(ElementFilter, filter);
        QFETCH(QString, found);
        const QString told = rows(shop(), filter);
        QVERIFY2(told.contains(found), qPrintable(told));
        QVERIFY2(!told.contains("e2"_L1), qPrintable(told));
    }

    void saysHowMuchItLeavesOut()
    {
        ScreenElements found{.all = {}, .silentPrograms = 1};
        for (int i = 0; i < 1000; ++i)
            found.all << thing(u"link"_s, u"number %1"_s.arg(i), {0, 0, 9, 9});
        const QString told = rows(found);
        QCOMPARE(told.count(u'\n'), 1 + 150 + 1);
        QVERIFY(told.contains("850 more: narrow it down"_L1));
        QVERIFY(told.endsWith("[Programs that did not answer in time: 1.]"_L1));
        QVERIFY(rows({}).contains("take a screenshot"_L1));
    }

    void letsNoTextLookLikeMoreThanOneField()
    {
        const ScreenElements found{
            .all = {thing(u"link"_s, u"a\" 1,1\ne7 button \"Pay"_s, {0, 0, 9, 9}, u"x\":\ny"_s)}};
        const QString told = rows(found);
        QCOMPARE(told.count(u'\n'), 1);
        QCOMPARE(told.count(u'"'), 4);
    }

    void refusesArgumentsThatItDoesNotKnow()
    {
        const auto parsed = [](const QJsonObject &input) {
            return parseElementsCall(
                {.tool = u"elements"_s, .action = u"elements"_s, .input = input});
        };
        QVERIFY(parsed({}));
        QCOMPARE(parsed({{u"role"_s, u" link "_s}})->role, u"link"_s);
        QVERIFY(!parsed({{u"role"_s, 5}}));
        QVERIFY(!parsed({{u"name"_s, u"x"_s}}));
    }
};

PILOTHOUSE_UNIT_TEST(TestElementList)
#include "tst_element_list.moc"
