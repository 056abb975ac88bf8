#include "tools/windows/window_list.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const ScreenScale kOnePixelEach(QSize(1280, 800), QSize(1280, 800));

ScreenWindow listedWindow(quint32 id, const QString &title, const QString &program = u"Mousepad"_s)
{
    return {.id = id,
            .title = title,
            .names = {program.toLower(), program},
            .place = {100, 60, 800, 600}};
}

} // namespace

class TestWindowList : public QObject
{
    Q_OBJECT
private slots:
    void tellsWhatEachWindowIs()
    {
        WindowIds ids;
        ScreenWindow icon = listedWindow(7, u"Notes"_s);
        icon.minimized = true;
        ScreenWindow front = listedWindow(8, u"a.txt"_s);
        front.active = front.maximized = true;
        const QString told =
            listed({icon, front, listedWindow(9, u"root"_s, u"XTerm"_s)}, ids, kOnePixelEach);
        QCOMPARE(told,
                 u"w1 \"Notes\" of \"Mousepad\" at 100,60 800x600 (minimized)\n"
                 "w2 \"a.txt\" of \"Mousepad\" at 100,60 800x600 (in front, has the keyboard, "
                 "maximized)\n"
                 "w3 \"root\" of \"XTerm\" at 100,60 800x600"_s);
        QCOMPARE(listed({}, ids, kOnePixelEach), u"No window is open."_s);
    }

    void placesThemInTheModelsPictures()
    {
        WindowIds ids;
        ScreenWindow partly = listedWindow(1, u"x"_s);
        partly.place = {-200, 100, 1000, 500};
        const ScreenScale half(QSize(640, 400), QSize(1280, 800));
        QCOMPARE(listed({partly}, ids, half),
                 u"w1 \"x\" of \"Mousepad\" at -100,50 500x250 (in front)"_s);
        const PictureFrame thousand(QSize(640, 400), CoordinateSpace::Thousand);
        QCOMPARE(listed({partly}, ids, ScreenScale(thousand, QSize(1280, 800))),
                 u"w1 \"x\" of \"Mousepad\" at -156,126 781x625 (in front)"_s);
    }

    void letsNoTitleLookLikeAnotherRow()
    {
        WindowIds ids;
        const QString title = u"a\" of \"XTerm\" at 1,1 9x9\nw9 \"Bank\u202E"_s;
        const QString told = listed({listedWindow(1, title, u"b\"\nw8"_s)}, ids, kOnePixelEach);
        QCOMPARE(told.count(u'\n'), 0);
        QCOMPARE(told.count(u'"'), 4);
        QVERIFY2(told.contains(u"«U+202E»"_s), qPrintable(told));
    }

    void cutsTitlesAndLists()
    {
        WindowIds ids;
        QList<ScreenWindow> many;
        for (quint32 i = 1; i <= 70; ++i)
            many << listedWindow(i, QString(1000, u'x'));
        const QString told = listed(many, ids, kOnePixelEach);
        QCOMPARE(told.count(u'\n'), 60);
        QVERIFY2(told.endsWith("10 more behind them."_L1), qPrintable(told.right(100)));
        QCOMPARE(told.section(u'\n', 0, 0).count(u'x'), 200 + 1); // 800x600
    }

    void masksSecretsInTitlesAndNames()
    {
        const Secrets secrets({Secret{.name = u"PASS"_s, .value = u"hunter2-long"_s}});
        const auto seen =
            masked({listedWindow(1, u"my hunter2-long"_s, u"hunter2-long"_s)}, secrets);
        QCOMPARE(seen.first().title, u"my {{secret:PASS}}"_s);
        QCOMPARE(seen.first().names.last(), u"{{secret:PASS}}"_s);
    }

    void keepsIdsAndNeverGivesOneTwice()
    {
        WindowIds ids;
        (void)listed({listedWindow(7, u"a"_s), listedWindow(8, u"b"_s)}, ids, kOnePixelEach);
        QCOMPARE(ids.idOf(listedWindow(8, u"renamed"_s)), u"w2"_s);
        QCOMPARE(ids.find(u" W2"_s)->title, u"renamed"_s);
        for (const auto &wrong : {u"w9"_s, u"2"_s, u"w"_s, u""_s, u"w0"_s, u"e2"_s})
            QVERIFY2(!ids.find(wrong), qPrintable(wrong));
        (void)listed({listedWindow(7, u"a"_s)}, ids, kOnePixelEach); // 8 is gone
        QVERIFY(!ids.find(u"w2"_s));
        QCOMPARE(ids.idOf(listedWindow(8, u"its number again"_s)), u"w3"_s);
    }

    void takesAnotherProgramsWindowWithTheSameNumberForAnother()
    {
        WindowIds ids;
        (void)listed({listedWindow(7, u"a"_s)}, ids, kOnePixelEach);
        const QString told = listed({listedWindow(7, u"a"_s, u"XTerm"_s)}, ids, kOnePixelEach);
        QVERIFY2(told.startsWith("w2 "_L1), qPrintable(told));
        QVERIFY(!ids.find(u"w1"_s));
    }
};

PILOTHOUSE_UNIT_TEST(TestWindowList)
#include "tst_window_list.moc"
