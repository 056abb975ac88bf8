// What mouse, fingers, wheel, keyboard and input methods do in the view, event by event as the
// window system brings them, and what a desktop hears of it.
// Long: all of them need the same window in front of the same desktop.
#include "fake_desktop.h"
#include "qml/vnc/rfb_clipboard.h"
#include "qml/vnc/rfb_words.h"
#include "qml/vnc/vnc_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 20'000; // milliseconds for any one thing to happen
constexpr QSize kDesktop(800, 600);
constexpr QPoint kEnd(1, 1); // where the last click of each test is

} // namespace

class TestViewHands : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_window = std::make_unique<QQuickWindow>();
        m_window->resize(kDesktop);
        m_view = new VncView(m_window->contentItem());
        m_view->setSize(kDesktop);
        m_window->show();
        m_window->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_view->setUrl(m_desktop.url());
        m_view->tryNow();
        QTRY_COMPARE_WITH_TIMEOUT(m_view->state(), VncScreen::Live, kPatience);
        m_view->setSteering(true);
        m_view->forceActiveFocus();
        QTest::mouseMove(m_window.get(), {5, 5}); // else the last one may be none
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop.done.contains(u"pointer 0 5,5"_s), kPatience);
        m_desktop.done.clear();
    }
    void cleanup()
    {
        QTest::mouseMove(m_window.get(), kEnd); // so that the next one moves it
        m_window.reset();
        QGuiApplication::clipboard()->clear();
    }

    void doesNothingToADesktopThatItOnlyWatches()
    {
        m_view->setSteering(false);
        QSignalSpy tried(m_view, &VncView::watcherActed);
        QTest::keyClick(m_window.get(), Qt::Key_A);
        QTest::mouseClick(m_window.get(), Qt::RightButton, {}, {30, 30});
        turn({0, -120});
        touch().press(0, {50, 50}, m_window.get());
        touch().release(0, {50, 50}, m_window.get());
        QInputMethodEvent commit;
        commit.setCommitString(u"漢"_s);
        QCoreApplication::sendEvent(m_view, &commit);
        QGuiApplication::clipboard()->setText(u"mine"_s);
        m_view->handOverClipboard();
        QVERIFY(tried.count() > 0);
        m_view->setSteering(true);
        QCOMPARE(done(), QString());
    }

    void pressesEachButtonOfAMouse_data()
    {
        QTest::addColumn<Qt::MouseButton>("button");
        QTest::addColumn<QStringList>("heard");
        const auto bit = [](const char *name, Qt::MouseButton button, int mask) {
            QTest::newRow(name) << button
                                << QStringList{u"pointer 0 30,40"_s,
                                               u"pointer %1 30,40"_s.arg(mask),
                                               u"pointer 0 30,40"_s};
        };
        bit("left", Qt::LeftButton, 1);
        bit("middle", Qt::MiddleButton, 2);
        bit("right", Qt::RightButton, 4);
        // An X server of RFB knows no more buttons: those are the keys that browsers take for them.
        QTest::newRow("back") << Qt::BackButton
                              << QStringList{u"pointer 0 30,40"_s, u"down 1008ff26"_s,
                                             u"up 1008ff26"_s};
        QTest::newRow("forward") << Qt::ForwardButton
                                 << QStringList{u"pointer 0 30,40"_s, u"down 1008ff27"_s,
                                                u"up 1008ff27"_s};
    }
    void pressesEachButtonOfAMouse()
    {
        QFETCH(Qt::MouseButton, button);
        QTest::mousePress(m_window.get(), button, {}, {30, 40});
        QTest::mouseRelease(m_window.get(), button, {}, {30, 40});
        QFETCH(QStringList, heard);
        QCOMPARE(done(), words(heard));
    }

    void gathersWhatAFineWheelSays()
    {
        for (int i = 0; i < 8; ++i)
            turn({0, -30}); // down: two notches in all
        turn({-60, 0});
        turn({-60, 0}); // and one to the right
        QCOMPARE(done(), words({u"pointer 0 30,40"_s, u"pointer 16 30,40"_s, u"pointer 0 30,40"_s,
                                u"pointer 16 30,40"_s, u"pointer 0 30,40"_s, u"pointer 64 30,40"_s,
                                u"pointer 0 30,40"_s}));
    }

    void turnsTheWheelWhereItIs()
    {
        QWheelEvent event({200, 100}, m_window->mapToGlobal(QPointF(200, 100)), {}, {0, 120}, {},
                          {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_window.get(), &event);
        QCOMPARE(done(),
                 words({u"pointer 0 200,100"_s, u"pointer 8 200,100"_s, u"pointer 0 200,100"_s}));
    }

    void takesThePointerOfTheDesktopAtTheWheelOnly()
    {
        QImage shape(16, 20, QImage::Format_RGBA8888);
        shape.fill(Qt::red);
        shape.setPixelColor(3, 4, Qt::blue);
        m_desktop.say(
            rfbserver::update(1) + rfbserver::head(QRect(3, 4, 16, 20), rfbwords::VmwareCursor) +
            QByteArray("\1\0", 2) +
            QByteArray(reinterpret_cast<const char *>(shape.constBits()), shape.sizeInBytes()));
        QTRY_COMPARE_WITH_TIMEOUT(m_view->cursor().shape(), Qt::BitmapCursor, kPatience);
        QCOMPARE(m_view->cursor().hotSpot(), QPoint(3, 4));
        const QImage shown = m_view->cursor().pixmap().toImage();
        QCOMPARE(shown.size(), shape.size());
        QCOMPARE(shown.pixelColor(3, 4), QColor(Qt::blue));
        m_view->setSteering(false);
        QCOMPARE(m_view->cursor().shape(), Qt::ArrowCursor);
    }

    void clicksWhereAFingerTaps()
    {
        touch().press(0, {100, 120}, m_window.get());
        touch().release(0, {100, 120}, m_window.get());
        QCOMPARE(done(),
                 words({u"pointer 0 100,120"_s, u"pointer 1 100,120"_s, u"pointer 0 100,120"_s}));
    }
    void clicksRightWhereAFingerStays()
    {
        touch().press(0, {100, 120}, m_window.get());
        QTRY_VERIFY2_WITH_TIMEOUT(m_desktop.done.size() == 3, qPrintable(m_desktop.done.join(u'|')),
                                  kPatience);
        touch().release(0, {100, 120}, m_window.get());
        QCOMPARE(done(),
                 words({u"pointer 0 100,120"_s, u"pointer 4 100,120"_s, u"pointer 0 100,120"_s}));
    }
    void dragsWithAFinger()
    {
        touch().press(0, {100, 120}, m_window.get());
        touch().move(0, {140, 120}, m_window.get());
        touch().release(0, {140, 120}, m_window.get());
        QCOMPARE(done(), words({u"pointer 0 100,120"_s, u"pointer 1 100,120"_s,
                                u"pointer 1 140,120"_s, u"pointer 0 140,120"_s}));
    }
    void scrollsWithTwoFingers()
    {
        touch().press(0, {100, 100}, m_window.get()).press(1, {200, 100}, m_window.get());
        touch().move(0, {100, 20}, m_window.get()).move(1, {200, 20}, m_window.get());
        touch().release(0, {100, 20}, m_window.get()).release(1, {200, 20}, m_window.get());
        // The page follows the fingers: the wheel turns down. A look at where the pointer now is
        // may come behind.
        const QString all = done();
        QVERIFY2(all.startsWith(
                     words({u"pointer 0 150,20"_s, u"pointer 16 150,20"_s, u"pointer 0 150,20"_s,
                            u"pointer 16 150,20"_s, u"pointer 0 150,20"_s})) &&
                     all.count("pointer 16"_L1) == 2,
                 qPrintable(all));
    }

    void isAskedByInputMethodsAtTheWheelOnly()
    {
        QVERIFY(m_view->flags().testFlag(QQuickItem::ItemAcceptsInputMethod));
        QVERIFY(QGuiApplication::focusObject() == m_view);
        QVERIFY(asked(Qt::ImEnabled).toBool());
        m_view->setSteering(false);
        QVERIFY(!m_view->flags().testFlag(QQuickItem::ItemAcceptsInputMethod));
        QVERIFY(!asked(Qt::ImEnabled).toBool());
    }
    void tellsInputMethodsWhereOneWrites()
    {
        const auto place = [this] { return asked(Qt::ImCursorRectangle).toRectF(); };
        QVERIFY(m_view->boundingRect().contains(place()));
        QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, {300, 200});
        QCOMPARE(place().topLeft(), QPointF(300, 200));
        QVERIFY(place().height() > 0);
        QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, {799, 599});
        QVERIFY(m_view->boundingRect().contains(place()));
    }
    void typesWhatAnInputMethodHasMadeAndNotWhatItMakes()
    {
        QInputMethodEvent making(u"にほん"_s, {});
        QCoreApplication::sendEvent(m_view, &making);
        QCOMPARE(m_view->composing(), u"にほん"_s);
        QInputMethodEvent made;
        made.setCommitString(u"é日"_s);
        QCoreApplication::sendEvent(m_view, &made);
        QCOMPARE(m_view->composing(), QString());
        QCOMPARE(done(), words({u"down e9"_s, u"up e9"_s, u"down 10065e5"_s, u"up 10065e5"_s}));
    }

    void letsGoOfAllThatIsHeld_data()
    {
        QTest::addColumn<QString>("by");
        for (const char *by : {"handing back", "another control", "another window", "hiding"})
            QTest::newRow(by) << QString::fromLatin1(by);
    }
    void letsGoOfAllThatIsHeld()
    {
        QFETCH(QString, by);
        QTest::mousePress(m_window.get(), Qt::LeftButton, {}, {30, 40});
        QTest::keyPress(m_window.get(), Qt::Key_Shift);
        QTest::keyPress(m_window.get(), Qt::Key_A);
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop.done.size(), 4, kPatience);
        m_desktop.done.clear();
        QQuickItem other(m_window->contentItem());
        QWindow window;
        if (by == "handing back"_L1) {
            m_view->setSteering(false);
        } else if (by == "another control"_L1) {
            other.forceActiveFocus();
        } else if (by == "hiding"_L1) {
            m_view->setVisible(false);
        } else {
            window.show();
            window.requestActivate();
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop.done.size(), 3, kPatience);
        QCOMPARE(m_desktop.done, QStringList({u"up 61"_s, u"up ffe1"_s, u"pointer 0 30,40"_s}));
    }

    void movesWhatIsLargerThanTheViewForWhoWatches()
    {
        m_view->setSteering(false);
        showPart();
        QTest::mousePress(m_window.get(), Qt::LeftButton, {}, {300, 200});
        QTest::mouseMove(m_window.get(), {200, 150});
        QTest::mouseRelease(m_window.get(), Qt::LeftButton, {}, {200, 150});
        m_view->setSteering(true);
        QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, {200, 150});
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop.done.contains(u"pointer 1 300,200"_s), kPatience);
    }
    void followsThePointerToWhatIsBeyondTheEdge()
    {
        showPart();
        QTest::mouseMove(m_window.get(), {200, 150});
        QTest::mouseMove(m_window.get(), {398, 298});
        QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, {398, 298});
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop.done.contains(u"pointer 1 798,598"_s), kPatience);
        QTest::mouseMove(m_window.get(), {200, 150}); // back: what is seen stays
        QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, {200, 150});
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop.done.contains(u"pointer 1 600,450"_s), kPatience);
    }

    void givesNoClipboardThatNobodyHasHandedOver()
    {
        QGuiApplication::clipboard()->setText(u"first"_s);
        m_desktop.say(clipboard(kRequest));
        hearsAll();
        QCOMPARE(done(), QString());
        m_view->handOverClipboard();
        QGuiApplication::clipboard()->setText(u"a longer secret"_s);
        m_desktop.say(clipboard(kRequest));
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop.done.size(), 2, kPatience);
        QCOMPARE(m_desktop.done.at(1), m_desktop.done.at(0)); // what it was given, once more
    }
    void takesNoClipboardWithoutTheWheel()
    {
        QGuiApplication::clipboard()->setText(u"mine"_s);
        m_view->setSteering(false);
        m_desktop.say(provided(u"theirs"_s));
        m_desktop.say(clipboard(kRequest));
        hearsAll();
        m_view->setSteering(true);
        QCOMPARE(done(), QString());
        QCOMPARE(QGuiApplication::clipboard()->text(), u"mine"_s);
        m_desktop.say(provided(u"theirs"_s));
        QTRY_COMPARE_WITH_TIMEOUT(QGuiApplication::clipboard()->text(), u"theirs"_s, kPatience);
    }

private:
    static constexpr quint32 kRequest = 1U << 25;

    /// As a server says it of its own clipboard.
    static QByteArray clipboard(quint32 flags)
    {
        return QByteArray("\3\0\0\0", 4) + rfbserver::numbers(qint32(-4), flags);
    }
    static QByteArray provided(const QString &text)
    {
        QByteArray message = RfbClipboard::provide(text);
        message[0] = '\3';
        return message;
    }
    static QString words(const QStringList &lines) { return lines.join(u" | "_s); }
    QVariant asked(Qt::InputMethodQuery query)
    {
        QInputMethodQueryEvent event(query);
        QCoreApplication::sendEvent(m_view, &event);
        return event.value(query);
    }
    void turn(QPoint angle)
    {
        QWheelEvent event(QPointF(30, 40), m_window->mapToGlobal(QPointF(30, 40)), {}, angle, {},
                          {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_window.get(), &event);
    }
    QTest::QTouchEventSequence touch() { return QTest::touchEvent(m_window.get(), m_finger); }
    /// What the desktop has said so far: a change of its size says that it is through.
    void hearsAll()
    {
        const QSize size = m_view->desktopSize() - QSize(1, 0);
        m_desktop.say(rfbserver::update(1) + rfbserver::newSize(size));
        QTRY_COMPARE_WITH_TIMEOUT(m_view->desktopSize(), size, kPatience);
    }
    /// A quarter of the desktop at its full size.
    void showPart()
    {
        m_view->setScaleMode(VncScreen::Full);
        m_view->setSize(kDesktop / 2);
        m_window->resize(kDesktop / 2);
        QVERIFY(m_view->isPannable());
    }
    /// All that was done; what has not come by the last click does not come any more.
    QString done()
    {
        QTest::mouseMove(m_window.get(), kEnd);
        const QString last = u"pointer 0 %1,%2"_s.arg(kEnd.x()).arg(kEnd.y());
        if (!QTest::qWaitFor([&] { return m_desktop.done.contains(last); }, kPatience))
            return u"nothing comes through"_s;
        m_desktop.done.removeLast();
        return m_desktop.done.join(u" | "_s);
    }

    FakeDesktop m_desktop{kDesktop};
    QPointingDevice *m_finger = QTest::createTouchDevice();
    std::unique_ptr<QQuickWindow> m_window;
    VncView *m_view = nullptr; ///< the window's
};

QTEST_MAIN(TestViewHands)
#include "tst_view_hands.moc"
