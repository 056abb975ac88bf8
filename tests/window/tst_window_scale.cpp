// On screens of high density the desktop lies where it is drawn: a pointer over one of its pixels
// is over that pixel, and nothing is scaled twice.
#include "window/home_file.h"
#include "window/persons_desk.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const auto kSteered = u"The desktop. Ctrl+Alt+Home leaves it."_s;
constexpr QSize kDesktop(1280, 800);

} // namespace

class TestWindowScale : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        QString error;
        QVERIFY2(m_desk.start(&error, u"2600x1640"_s), qPrintable(error));
        m_session = m_server.newSession();
        QCOMPARE(m_server.status("POST", u"/sessions/%1/messages"_s.arg(m_session),
                                 R"({"message":"open terminal"})"),
                 202);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(m_session), u"completed"_s, kPatience);
    }

    void thePointerIsWhereItIsSeen_data()
    {
        QTest::addColumn<QByteArray>("factor");
        QTest::newRow("1") << QByteArray("1");
        QTest::newRow("1.5") << QByteArray("1.5");
        QTest::newRow("2") << QByteArray("2");
    }
    void thePointerIsWhereItIsSeen()
    {
        QFETCH(const QByteArray, factor);
        qputenv("QT_SCALE_FACTOR", factor);
        OpenWindow window = m_desk.open({u"--connect"_s, m_server.url + u"/ui/?token="_s +
                                                             QString::fromLatin1(m_server.token)});
        QVERIFY(window.click(u"open terminal, Done"_s));
        QVERIFY(window.click(u"Take the wheel"_s));
        QTRY_VERIFY_WITH_TIMEOUT(window.thing(kSteered).has_value(), kPatience);
        QVERIFY(window.clickAt(kSteered, {0.4, 0.35}));
        m_desk.shot(u"scale_"_s + QString::fromLatin1(factor));
        const QRect room = window.thing(kSteered)->place;
        const QSize size = kDesktop.scaled(room.size(), Qt::KeepAspectRatio);
        const QRect shown(room.topLeft() + QPoint((room.width() - size.width()) / 2,
                                                  (room.height() - size.height()) / 2),
                          size);
        const QPoint at = shown.topLeft() + QPoint(size.width() / 5, size.height() / 7);
        m_desk.hand(
            {u"mousemove"_s, u"--sync"_s, QString::number(at.x()), QString::number(at.y())});
        const QString name = u"place%1.txt"_s.arg(QString::fromLatin1(factor));
        m_desk.type(u"xdotool getmouselocation > %1\n"_s.arg(name));
        static const QRegularExpression said(u"x:(\\d+) y:(\\d+)"_s);
        QTRY_VERIFY_WITH_TIMEOUT(said.match(file(name)).hasMatch(), kPatience);
        const auto match = said.match(file(name));
        const QPoint there(match.captured(1).toInt(), match.captured(2).toInt());
        const QPoint meant(kDesktop.width() / 5, kDesktop.height() / 7);
        QVERIFY2((there - meant).manhattanLength() <= 2,
                 qPrintable(u"%1,%2 for %3,%4"_s.arg(there.x()).arg(there.y()).arg(meant.x()).arg(
                     meant.y())));
        QVERIFY(window.click(u"Hand back"_s));
        QCOMPARE(window.complaints(), QByteArray());
        QVERIFY(window.quit());
    }

    void cleanupTestCase() { qunsetenv("QT_SCALE_FACTOR"); }

private:
    QString file(const QString &name)
    {
        return QString::fromUtf8(homeFile(m_server, m_session, name));
    }

    RunningServer m_server;
    PersonsDesk m_desk;
    QString m_session;
};

QTEST_GUILESS_MAIN(TestWindowScale)
#include "tst_window_scale.moc"
