#include "desktop/keyboard_focus.h"

#include "support/unit_test.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kWhole = R"({"application":"Firefox","role":"entry","hides_text":true,)"
                          R"("place":[1,2,30,4],"document":"https://a.test:8/x?y",)"
                          R"("page":"http://b.test/"})";

SandboxedCommand shell(const QString &line)
{
    return {.program = u"/bin/sh"_s,
            .arguments = {u"-c"_s, line},
            .environment = QProcessEnvironment::systemEnvironment(),
            .workingDirectory = u"/"_s};
}

} // namespace

/// What is made of the answer of pilothouse-sight.
class TestKeyboardFocus : public QObject
{
    Q_OBJECT
private slots:
    void readsAnAnswer()
    {
        const auto focus = keyboardFocusFrom(kWhole);
        QVERIFY(focus.has_value());
        QCOMPARE(focus->application, u"Firefox"_s);
        QCOMPARE(focus->role, u"entry"_s);
        QVERIFY(focus->hidesText);
        QCOMPARE(focus->document, QUrl(u"https://a.test:8/x?y"_s));
        QCOMPARE(focus->page, QUrl(u"http://b.test/"_s));
        QCOMPARE(focus->place, QRect(1, 2, 30, 4));
    }

    void readsOneOfNoDocumentAndNoPlace()
    {
        const auto focus = keyboardFocusFrom(
            R"({"application":"Firefox","role":"entry","hides_text":false,"place":[]})");
        QVERIFY(focus.has_value());
        QVERIFY(focus->document.isEmpty() && focus->page.isEmpty() && focus->place.isEmpty());
    }

    void readsAddressesAsBrowsersWriteThem_data()
    {
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<QString>("host");
        const auto row = [](const QByteArray &address, const QString &host) {
            QTest::newRow(address.constData()) << address << host;
        };
        row("https://a.test/?q=[a|b]{c}", u"a.test"_s);
        row("https://name:word@a.test/", u"a.test"_s);
        row("https://a.test/@b.test/", u"a.test"_s);
        row("http://[2a00::1]:8080/", u"2a00::1"_s);
        row("data:text/html,<input style='width:100%'>", {});
        row("about:srcdoc", {});
        row("file:///home/user/page.html", {});
        row("unknown:", {});
    }
    void readsAddressesAsBrowsersWriteThem()
    {
        QFETCH(QByteArray, address);
        QFETCH(QString, host);
        const auto focus =
            keyboardFocusFrom(QByteArray(kWhole).replace("https://a.test:8/x?y", address));
        QVERIFY(focus.has_value());
        QCOMPARE(focus->document.host(), host);
        QVERIFY(!focus->document.isEmpty());
    }

    void takesNoOther_data()
    {
        QTest::addColumn<QByteArray>("line");
        const auto changed = [](const char *what, const QByteArray &from, const QByteArray &to) {
            QTest::newRow(what) << QByteArray(kWhole).replace(from, to);
        };
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("What?");
        QTest::newRow("a list") << QByteArray("[1]");
        QTest::newRow("a reason") << QByteArray(R"({"reason":"No window."})");
        changed("cut off", "}", "");
        changed("no role", "\"role\"", "\"rule\"");
        changed("a role that is no text", "\"entry\"", "1");
        changed("no word on what is hidden", "\"hides_text\":true,", "");
        changed("a document without a page", "\"page\"", "\"pace\"");
        changed("a document that is no text", "\"https://a.test:8/x?y\"", "7");
        changed("a relative document", "https://a.test:8/x?y", "a.test");
        changed("a document with an impossible port", ":8/", ":800000/");
        changed("a document of a host without a name", "https://a.test:8/x?y", "https:///x");
        changed("an empty document", "https://a.test:8/x?y", "");
        changed("a place of three", "[1,2,30,4]", "[1,2,30]");
        changed("a place without a size", "[1,2,30,4]", "[1,2,0,4]");
    }
    void takesNoOther()
    {
        QFETCH(QByteArray, line);
        const auto focus = keyboardFocusFrom(line);
        QVERIFY(!focus.has_value());
        QCOMPARE(focus.error().code, Errc::Unavailable);
        QVERIFY(!focus.error().message.isEmpty());
    }

    void waitsForAProgramAndNotForLong_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<bool>("told");
        const auto print = u"echo '%1'"_s.arg(QString::fromUtf8(kWhole));
        QTest::newRow("one that answers") << print << true;
        QTest::newRow("one that answers and stays") << print + u"; exec sleep 60"_s << false;
        QTest::newRow("one that says nothing") << u"exec sleep 60"_s << false;
        QTest::newRow("one that says nothing and ends") << u"true"_s << false;
        QTest::newRow("one that dies") << u"kill -9 $$"_s << false;
        QTest::newRow("one that does not start") << u"exec /nowhere"_s << false;
        QTest::newRow("one that does not end its line")
            << u"printf '%1'; exec sleep 60"_s.arg(QString::fromUtf8(kWhole)) << false;
        QTest::newRow("one whose line never ends") << u"exec cat /dev/zero"_s << false;
    }
    void waitsForAProgramAndNotForLong()
    {
        QFETCH(QString, program);
        QFETCH(bool, told);
        QElapsedTimer timer;
        timer.start();
        const auto focus = QCoro::waitFor(readKeyboardFocus(shell(program), systemClock(), {}));
        QCOMPARE(focus.has_value(), told);
        QVERIFY(told || focus.error().code == Errc::Unavailable);
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    }

    void stopsWhenAsked()
    {
        std::stop_source source;
        source.request_stop();
        const auto focus = QCoro::waitFor(
            readKeyboardFocus(shell(u"exec sleep 60"_s), systemClock(), source.get_token()));
        QVERIFY(!focus.has_value());
        QCOMPARE(focus.error().code, Errc::Stopped);
    }
};

PILOTHOUSE_UNIT_TEST(TestKeyboardFocus)
#include "tst_keyboard_focus.moc"
