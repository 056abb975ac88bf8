// What was done is seen again step by step, and kept as a file.
#include "e2e/running_server.h"
#include "window/persons_desk.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const auto kTask = u"open terminal; type \"uname -a\"; key Return"_s;

} // namespace

class TestWindowReplay : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        QString error;
        QVERIFY2(m_desk.start(&error), qPrintable(error));
        m_session = m_server.newSession();
        const QJsonObject task{{u"message"_s, kTask}};
        QCOMPARE(m_server.status("POST", u"/sessions/%1/messages"_s.arg(m_session),
                                 QJsonDocument(task).toJson()),
                 202);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(m_session), u"completed"_s, kPatience);
        m_window = std::make_unique<OpenWindow>(
            m_desk.open({u"--connect"_s,
                         m_server.url + u"/ui/?token="_s + QString::fromLatin1(m_server.token)}));
        QVERIFY(m_window->click(kTask + u", Done"_s));
        QVERIFY(m_window->comesToShow(u"Live · view only"_s));
    }

    void beginsAtTheFirstStep()
    {
        m_window->toFront();
        m_desk.press(u"alt+r"_s);
        QVERIFY(m_window->comesToShow(u"Back to live"_s));
        QVERIFY(m_window->comesToShow(u"1 / "_s));
        m_desk.shot(u"replay"_s);
    }

    void isSteppedByKeys()
    {
        m_desk.press(u"Right"_s);
        QVERIFY(m_window->comesToShow(u"2 / "_s));
        const QImage second = m_desk.look();
        m_desk.press(u"Right"_s);
        QVERIFY(m_window->comesToShow(u"3 / "_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_desk.look() != second, kPatience);
        m_desk.press(u"Left"_s);
        QVERIFY(m_window->comesToShow(u"2 / "_s));
    }

    void playsToItsEnd()
    {
        QVERIFY(m_window->click(u"Play"_s));
        QTRY_VERIFY_WITH_TIMEOUT(isAtTheEnd(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->thing(u"Play"_s).has_value(),
                                 kPatience); // it stops there
    }

    void leadsBackToTheDesktop()
    {
        QVERIFY(m_window->click(u"Back to live"_s));
        QVERIFY(m_window->comesToShow(u"Live · view only"_s));
    }

    void keepsTheSessionAsAPage()
    {
        QVERIFY(QDir(m_desk.home()).mkpath(u"Downloads"_s));
        QVERIFY(m_window->click(u"Save as a page"_s));
        QVERIFY(m_window->click(u"Save"_s));
        QVERIFY(m_window->comesToShow(u"Saved."_s));
        QFile file(m_desk.home() + u"/Downloads/pilothouse-%1.html"_s.arg(m_session.first(8)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray page = file.readAll();
        QVERIFY(page.startsWith("<!DOCTYPE html>"));
        QVERIFY(page.contains("uname -a"));
        QVERIFY(page.contains("data:image/"));
    }

    void complainsOfNothing() { QCOMPARE(m_window->complaints(), QByteArray()); }

private:
    bool isAtTheEnd() const
    {
        static const QRegularExpression place(u"(\\d+) / (\\d+) · "_s);
        const auto match = place.match(m_window->said());
        return match.hasMatch() && match.captured(1) == match.captured(2);
    }

    RunningServer m_server;
    PersonsDesk m_desk;
    std::unique_ptr<OpenWindow> m_window;
    QString m_session;
};

QTEST_GUILESS_MAIN(TestWindowReplay)
#include "tst_window_replay.moc"
