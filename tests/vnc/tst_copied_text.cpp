// A text that a person copies on their own computer, and a real desktop that wants it later.
#include "real_screen.h"
#include "rfb_viewer.h"

#include "vnc/cut_text.h"

#include <optional>
#include <utility>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// When the text is asked for.
enum class When { AtTheWheel, HandedBack, Left, TurnedOver };
/// Who asks.
enum class Who { OtherProgram, Editor };

} // namespace

class TestCopiedText : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QString error;
        QVERIFY2(m_screen.open(&error), qPrintable(error));
        auto program = X11Display::connect(m_screen.server().socketPath(),
                                           m_screen.server().cookie(), systemClock());
        QVERIFY(program);
        m_program = *std::move(program);
        m_editor = makeTypingTarget(u"mousepad"_s, m_screen.server(), m_screen.display());
        QVERIFY2(m_editor->open(&error), qPrintable(error));
        m_gateway = std::make_unique<Gateway>(m_screen.rfbSocket());
        m_gateway->agent.benches.display = &m_screen.display();
        m_session = m_gateway->newSession();
    }
    void cleanupTestCase() { m_gateway.reset(); }
    void init()
    {
        m_editor->clear();
        QVERIFY(QCoro::waitFor(m_program->setClipboard(u"older"_s, {})));
        m_me.emplace(*m_gateway, m_session->id(), u"me"_s);
        QVERIFY(m_me->shakeHands());
        QVERIFY(m_session->takeWheel({.viewer = u"me"_s}));
        m_me->say(rfb::setEncodings({0, -312, rfb::ExtendedClipboard}));
        QVERIFY(m_me->waitFor(12)); // the desktop tells what its clipboard can
        m_me->say(rfb::extended(quint32{rfb::ClipboardCaps} | rfb::ClipboardRequest |
                                    rfb::ClipboardNotify | rfb::ClipboardProvide,
                                rfb::ClipboardText, QByteArray(4, '\0')));
        m_me->received.clear();
    }
    void cleanup()
    {
        m_session->wheel().release(WheelReason::TakenAway);
        QTRY_VERIFY(m_session->wheel().isSettled());
        m_me.reset();
    }

    void arrivesWheneverItIsAskedFor_data()
    {
        QTest::addColumn<bool>("isLazy");
        QTest::addColumn<When>("when");
        QTest::addColumn<Who>("who");
        const std::pair<const char *, When> moments[] = {{"at the wheel", When::AtTheWheel},
                                                         {"handed back", When::HandedBack},
                                                         {"viewer left", When::Left},
                                                         {"turned over", When::TurnedOver}};
        for (const bool isLazy : {false, true})
            for (const auto &[moment, when] : moments)
                for (const Who who : {Who::OtherProgram, Who::Editor})
                    QTest::addRow("%s, %s, %s", isLazy ? "extended" : "plain", moment,
                                  who == Who::Editor ? "pasted" : "read")
                        << isLazy << when << who;
    }
    void arrivesWheneverItIsAskedFor()
    {
        QFETCH(bool, isLazy);
        QFETCH(When, when);
        QFETCH(Who, who);
        const QString text = isLazy ? u"é 漢字\nlater"_s : u"é\nlater"_s;
        if (isLazy) {
            m_me->say(rfb::extended(rfb::ClipboardNotify, 1));
            answerIfAsked(text);
        } else {
            m_me->say(rfb::cutText(text.toLatin1()));
        }
        m_me->say(rfb::updateRequest(false, 8, 8));
        QTRY_VERIFY(m_me->received.contains(QByteArray("\0\0\0\1", 4)));
        leaveTheWheel(when);
        if (who == Who::Editor) {
            const InputAction paste = PressKeys{u"ctrl+v"_s};
            QVERIFY(QCoro::waitFor(m_screen.display().perform(paste, {})));
            QTRY_COMPARE(m_editor->text(), text);
        } else {
            const auto read = [this] { return QCoro::waitFor(m_program->clipboard({})); };
            QTRY_COMPARE(read().value_or(u"nothing"_s), text); // a loaded desktop takes it late
        }
    }

    void ofTheDesktopIsForWhoSteers()
    {
        const QByteArray notify = rfb::extended(rfb::ClipboardNotify, 1).replace(0, 1, "\3");
        const auto isTold = [&] { return m_me->received.contains(notify); };
        // Copied again if it was before the desktop had read what the viewer can.
        for (int copies = 0; copies < 30 && !isTold(); ++copies) {
            QVERIFY(QCoro::waitFor(m_program->setClipboard(u"of the desktop"_s, {})));
            (void)QTest::qWaitFor(isTold, 1'000);
        }
        QVERIFY(isTold());
        m_me->say(rfb::extended(rfb::ClipboardRequest, 1));
        const auto given = [this] {
            const qsizetype at = m_me->received.indexOf(QByteArray("\x10\0\0\1", 4));
            if (at < 8)
                return QString();
            const auto size = -rfb::read<qint32>(m_me->received, at - 4);
            return CutText::of(m_me->received.mid(at - 8, 8 + size)).text;
        };
        QTRY_COMPARE(given(), u"of the desktop"_s);
        QVERIFY(m_session->wheel().handBack(u"me"_s));
        m_me->received.clear();
        QVERIFY(QCoro::waitFor(m_program->setClipboard(u"not for them"_s, {})));
        m_me->say(rfb::extended(rfb::ClipboardRequest, 1) + rfb::updateRequest(false, 8, 8));
        QTRY_VERIFY(m_me->received.contains(QByteArray("\0\0\0\1", 4)));
        QVERIFY(!m_me->received.contains(notify));
        QVERIFY(!m_me->received.contains(QByteArray("\x10\0\0\1", 4)));
    }

    void thatNobodyGivesHoldsUpNobody()
    {
        m_me->say(rfb::extended(rfb::ClipboardNotify, 1));
        QTRY_VERIFY(m_me->received.contains(CutText::request()));
        m_me->leave(); // without an answer
        m_session->wheel().release(WheelReason::TakenAway);
        QTRY_VERIFY(m_session->wheel().isSettled());
        QCOMPARE(*QCoro::waitFor(m_program->clipboard({})), u"older"_s);
    }

private:
    /// As a browser does: keeps the text, and gives it only if somebody asks in time.
    void answerIfAsked(const QString &text)
    {
        const auto isAsked = [this] { return m_me->received.contains(CutText::request()); };
        if (QTest::qWaitFor(isAsked, 1'000))
            m_me->say(rfb::answer(QString(text).replace(u'\n', u"\r\n"_s).toUtf8()));
    }
    void leaveTheWheel(When when)
    {
        if (when == When::AtTheWheel)
            return;
        QVERIFY(m_session->wheel().handBack(u"me"_s));
        if (when == When::Left)
            m_me->leave();
        if (when == When::TurnedOver)
            QVERIFY(m_session->takeWheel({.viewer = u"other"_s}));
        QTRY_VERIFY(m_session->wheel().isSettled());
    }

    RealScreen m_screen;
    std::unique_ptr<X11Display> m_program; ///< stands for another program, as xclip
    std::unique_ptr<TypingTarget> m_editor;
    std::unique_ptr<Gateway> m_gateway;
    Session *m_session = nullptr;
    std::optional<RfbViewer> m_me;
};

QTEST_GUILESS_MAIN(TestCopiedText)
#include "tst_copied_text.moc"
