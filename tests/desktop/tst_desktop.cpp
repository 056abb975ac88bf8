#include "desktop_fixture.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestDesktop : public QObject
{
    Q_OBJECT
private slots:
    void comesUpWithProgramsThatSeeTheScreen()
    {
        DesktopPlace place;
        auto desktop = place.open();
        QVERIFY2(desktop, desktop ? "" : qPrintable(desktop.error().message));

        const Outcome seen =
            runInside((*desktop)->sandbox(), u"xprop -root _NET_SUPPORTING_WM_CHECK"_s);

        QCOMPARE(seen.code, 0);
        QVERIFY2(seen.output.contains(u"window id"_s), qPrintable(seen.output));
    }
};

QTEST_GUILESS_MAIN(TestDesktop)
#include "tst_desktop.moc"
