#include "elements_agent.h"

#include <QJsonArray>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

void addBrowsers()
{
    QTest::addColumn<QString>("browser");
    QTest::newRow("Firefox") << u"firefox-esr"_s;
    if (!findProgram({u"chromium"_s}).isEmpty())
        QTest::newRow("Chromium") << u"chromium --no-first-run"_s;
}

#define HAS(text, part) QVERIFY2((text).contains(part), qPrintable(text))

} // namespace

/// What a model sees and does by elements, on real desktops.
class TestElementsOnDesktop : public QObject
{
    Q_OBJECT
private slots:
    void fillsInAFormWithoutAPicture_data() { addBrowsers(); }
    // Long: one form, from top to bottom.
    void fillsInAFormWithoutAPicture()
    {
        QFETCH(QString, browser);
        const BrowserDesk desk;
        VERIFY_OPENED(desk.desktop);
        QVERIFY(desk.browse(browser, u"form"_s));
        ElementsAgent agent(desk);
        const QString name = agent.find(u"field \"Name\" = \"Ada\""_s);
        QVERIFY2(!name.isEmpty(), qPrintable(agent.list()));

        QString told = agent.told(name, u"set_text"_s, {{u"text"_s, u"Grace Hopper"_s}});
        HAS(told, u"field \"Name\" = \"Grace Hopper\" (focused)"_s);
        told = agent.told(name, u"set_text"_s, {{u"text"_s, QString()}});
        HAS(told, u"field \"Name\" (focused)"_s);

        const QString express = agent.find(u"check box \"Express\" (checked"_s);
        told = agent.told(express, u"check"_s);
        HAS(told, u"Nothing was to be done."_s);
        told = agent.told(express, u"uncheck"_s);
        QVERIFY2(!told.contains("(checked"_L1), qPrintable(told));
        HAS(told, express);

        const QString colour = agent.find(u"combo box \"Colour\" = \"Blue\""_s);
        QVERIFY2(!colour.isEmpty(), qPrintable(agent.list()));
        told = agent.told(colour, u"select"_s, {{u"text"_s, u"Red"_s}});
        HAS(told, u"= \"Red\""_s);

        told = agent.told(agent.find(u"button \"Later\""_s), u"click"_s);
        HAS(told, u"is disabled"_s);
        told = agent.told(agent.find(u"heading \"Order\""_s), u"set_text"_s, {{u"text"_s, u"x"_s}});
        HAS(told, u"takes no text"_s);

        const ToolOutcome sent = agent.act(agent.find(u"button \"Send\""_s), u"click"_s);
        QVERIFY2(!sent.isError && sent.picture, qPrintable(sent.text));
        QCOMPARE(sent.details.value("region"_L1).toArray().size(), 4);
        QVERIFY(desk.shows(u"page sent"_s));
    }

    void findsWhatHasMovedAndRefusesWhatIsGone_data() { addBrowsers(); }
    void findsWhatHasMovedAndRefusesWhatIsGone()
    {
        QFETCH(QString, browser);
        const BrowserDesk desk;
        VERIFY_OPENED(desk.desktop);
        QVERIFY(desk.browse(browser, u"form"_s));
        ElementsAgent agent(desk);
        const QString terms = agent.find(u"link \"Terms\""_s);
        const QString send = agent.find(u"button \"Send\""_s);
        (void)agent.act(agent.find(u"heading \"Order\""_s), u"click"_s);
        agent.press(u"End"_s);
        QVERIFY(!agent.find(u"button \"Far below\""_s).isEmpty());
        QVERIFY(!agent.list().contains("link \"Terms\""_L1));

        const QString told = agent.told(terms, u"click"_s);
        QVERIFY2(desk.shows(u"page text"_s), qPrintable(told));
        QTRY_VERIFY_WITH_TIMEOUT(agent.told(send, u"click"_s).startsWith("refused: "_L1), 10'000);
        HAS(agent.told(u"e9999"_s, u"click"_s), u"no element 'e9999'"_s);
    }

    void readsAPageWithWhatIsScrolledAway_data() { addBrowsers(); }
    void readsAPageWithWhatIsScrolledAway()
    {
        QFETCH(QString, browser);
        const BrowserDesk desk;
        VERIFY_OPENED(desk.desktop);
        QVERIFY(desk.browse(browser, u"form"_s));
        ElementsAgent agent(desk);
        QVERIFY(!agent.find(u"link \"Terms\""_s).isEmpty());
        const QString text = agent.read();
        HAS(text, u"page form http://localhost"_s);
        HAS(text, u"\n# Order\nTwo of three are left.\n"_s);
        HAS(text, u"[field \"Name\" = \"Ada\""_s);
        QVERIFY2(!text.contains("geheim"_L1), qPrintable(text));
        const QRegularExpression below(u"\\[button \"Far below\" (e\\d+)\\]"_s);
        const QString id = below.match(text).captured(1);
        QVERIFY2(!id.isEmpty(), qPrintable(text));
        const QString told = agent.told(id, u"scroll_to"_s);
        QVERIFY2(agent.list().contains("button \"Far below\""_L1), qPrintable(told));
        HAS(agent.read({{u"offset"_s, 2}}), u"\nOrder\nTwo of three"_s);
    }

    void writesInAnEditorAndUsesItsMenu()
    {
        const BrowserDesk desk;
        VERIFY_OPENED(desk.desktop);
        runInside(desk.sandbox(), u"echo 'buy two lemons' >~/list.txt"_s);
        startInside(desk.sandbox(), u"mousepad ~/list.txt"_s);
        ElementsAgent agent(desk);
        const QString text = agent.find(u"text = \"buy two lemons\""_s);
        QVERIFY2(!text.isEmpty(), qPrintable(agent.list()));
        QString told = agent.told(text, u"set_text"_s, {{u"text"_s, u"buy three"_s}});
        HAS(told, u"= \"buy three\""_s);
        told = agent.told(agent.find(u"menu \"File\""_s), u"click"_s);
        told = agent.told(agent.find(u"menu item \"Save\""_s), u"click"_s);
        QTRY_COMPARE_WITH_TIMEOUT(runInside(desk.sandbox(), u"cat ~/list.txt"_s).output.trimmed(),
                                  u"buy three"_s, 10'000);
    }

    void doesNotClickAWindowThatIsInFront()
    {
        const BrowserDesk desk;
        VERIFY_OPENED(desk.desktop);
        QVERIFY(desk.browse(u"firefox-esr"_s, u"form"_s));
        ElementsAgent agent(desk);
        const QString send = agent.find(u"button \"Send\""_s);
        startInside(desk.sandbox(), u"xterm -geometry 250x100+0+0"_s);
        QVERIFY(desk.shows(u"xterm"_s));
        HAS(agent.told(send, u"right_click"_s), u"covered by a window of another program"_s);
        HAS(agent.told(send, u"click"_s), u"Done without the mouse"_s);
        runInside(desk.sandbox(), u"pkill xterm"_s);
        QVERIFY(desk.shows(u"page sent"_s));
    }
};

QTEST_GUILESS_MAIN(TestElementsOnDesktop)
#include "tst_elements_on_desktop.moc"
