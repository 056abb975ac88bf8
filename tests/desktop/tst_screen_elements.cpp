#include "browser_desk.h"

#include <QElapsedTimer>

#include <algorithm>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// "button Send (disabled)", "field Name = Ada".
QString inWords(const ScreenElement &element)
{
    QString words = element.role + u' ' + element.name;
    if (!element.value.isEmpty())
        words += u" = "_s + element.value;
    QStringList states = element.states;
    states.removeAll(u"focused"_s);
    if (!states.isEmpty())
        words += u" ("_s + states.join(u", "_s) + u')';
    return words;
}

const ScreenElement *find(const ScreenElements &elements, const QString &words)
{
    const auto found = std::ranges::find_if(
        elements.all, [&](const ScreenElement &each) { return inWords(each) == words; });
    return found == elements.all.end() ? nullptr : &*found;
}

} // namespace

/// What programs say that they show, on real desktops.
class TestScreenElements : public QObject
{
    Q_OBJECT

    ScreenElements m_seen;

    bool look(const BrowserDesk &desk)
    {
        const auto found = QCoro::waitFor((*desk.desktop)->elements({}));
        m_seen = found ? *found : ScreenElements();
        return found.has_value();
    }
    /// Whether the desktop shows `words` before long.
    bool comesToShow(const BrowserDesk &desk, const QString &words)
    {
        return QTest::qWaitFor([&] { return look(desk) && find(m_seen, words); }, 60'000);
    }
    QString allInWords() const
    {
        QStringList all;
        for (const ScreenElement &each : m_seen.all)
            all << inWords(each);
        return all.join(u'\n');
    }

private slots:
    void tellsWhatAPageShowsAndWhereItIs_data()
    {
        QTest::addColumn<QString>("browser");
        QTest::newRow("Firefox") << u"firefox-esr"_s;
        if (!findProgram({u"chromium"_s}).isEmpty())
            QTest::newRow("Chromium") << u"chromium --no-first-run"_s;
    }
    void tellsWhatAPageShowsAndWhereItIs()
    {
        QFETCH(QString, browser);
        const BrowserDesk desk;
        VERIFY_OPENED(desk.desktop);
        QVERIFY(desk.browse(browser, u"form"_s));
        QVERIFY2(comesToShow(desk, u"button Send"_s), qPrintable(allInWords()));
        for (const auto &words :
             {u"heading Order"_s, u"field Name = Ada"_s, u"password Code"_s,
              u"check box Express (checked)"_s, u"combo box Colour = Blue (collapsed)"_s,
              u"button Later (disabled)"_s, u"link Terms"_s})
            QVERIFY2(find(m_seen, words), qPrintable(words + u" is not in\n"_s + allInWords()));
        QVERIFY(!allInWords().contains("geheim"_L1));
        QVERIFY(!allInWords().contains("Far below"_L1));
        for (const ScreenElement &each : m_seen.all)
            QVERIFY2(QRect(QPoint(), desk.size()).intersects(each.place),
                     qPrintable(inWords(each)));

        const ScreenElement send = *find(m_seen, u"button Send"_s);
        QVERIFY(send.window.contains("page form"_L1));
        QVERIFY(comesToShow(desk, u"button Send"_s));
        QCOMPARE(find(m_seen, u"button Send"_s)->key, send.key);
        (void)QCoro::waitFor(
            (*desk.desktop)->display().perform(Click{.at = send.place.center()}, {}));
        QVERIFY(desk.shows(u"page sent"_s));
    }

    /// Firefox tells a page's contents some seconds after the first question, unless it is told to
    /// keep them ready (user.js of the home): a model would be told of an empty page.
    void tellsThePageOfFirefoxAtTheFirstLook()
    {
        const BrowserDesk desk;
        VERIFY_OPENED(desk.desktop);
        QVERIFY(desk.browse(u"firefox-esr"_s, u"form"_s));
        runInside(desk.sandbox(), u"sleep 5"_s); // the page is drawn
        QVERIFY(look(desk));
        QVERIFY2(find(m_seen, u"button Send"_s), qPrintable(allInWords()));
    }

    void tellsOnlyWhatIsOnTheScreen()
    {
        const BrowserDesk desk;
        VERIFY_OPENED(desk.desktop);
        QVERIFY(desk.browse(u"firefox-esr"_s, u"links"_s));
        QVERIFY2(comesToShow(desk, u"link link number 3"_s), qPrintable(allInWords()));
        QVERIFY2(m_seen.all.size() < 150, qPrintable(QString::number(m_seen.all.size())));
        QVERIFY(!find(m_seen, u"link link number 900"_s));
    }

    void tellsWhatAnEditorHolds()
    {
        const BrowserDesk desk;
        VERIFY_OPENED(desk.desktop);
        runInside(desk.sandbox(), u"echo 'buy two lemons' >~/list.txt"_s);
        startInside(desk.sandbox(), u"mousepad ~/list.txt"_s);
        QVERIFY2(comesToShow(desk, u"text  = buy two lemons"_s), qPrintable(allInWords()));
        QVERIFY2(find(m_seen, u"menu File"_s), qPrintable(allInWords()));
    }

    void isNotHeldUpByAProgramThatHangs()
    {
        const BrowserDesk desk;
        VERIFY_OPENED(desk.desktop);
        QVERIFY(desk.browse(u"firefox-esr"_s, u"form"_s));
        QVERIFY(comesToShow(desk, u"button Send"_s));
        startInside(desk.sandbox(), u"mousepad"_s);
        QVERIFY(comesToShow(desk, u"menu File"_s));
        QVERIFY(desk.signalFirefox(SIGSTOP) > 0);
        QElapsedTimer timer;
        timer.start();

        const bool told = look(desk);

        const qint64 waited = timer.elapsed();
        desk.signalFirefox(SIGCONT);
        QVERIFY(told);
        QVERIFY(m_seen.silentPrograms > 0);
        QVERIFY2(find(m_seen, u"menu File"_s), qPrintable(allInWords()));
        QVERIFY2(waited < 3'000, qPrintable(QString::number(waited)));
    }

    void isOffUnlessAskedFor()
    {
        const DesktopPlace place;
        const auto desktop = place.open();
        VERIFY_OPENED(desktop);
        const auto found = QCoro::waitFor((*desktop)->elements({}));
        QVERIFY(!found);
        QCOMPARE(found.error().code, Errc::Unavailable);
    }
};

QTEST_GUILESS_MAIN(TestScreenElements)
#include "tst_screen_elements.moc"
