#pragma once

#include "core/deadline.h"
#include "core/result.h"
#include "desktop/sight/accessibility_types.h"
#include "desktop/sight/place_shifts.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMetaType>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QList>
#include <QMap>
#include <QRect>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <memory>
#include <optional>

namespace pilothouse {

/// What is asked of every step on the way from what has the keyboard to its window.
struct Surroundings
{
    Accessible parent;
    /// Of the document that it is (Firefox) or belongs to (Chromium), if any; empty: the browser
    /// does not tell. The browser's own word: elements that call themselves documents have none,
    /// or their page's.
    std::optional<QString> address;
};

// Roles and states by number, for names may be translated: AT-SPI's atspi-constants.h.
inline constexpr uint kPasswordRole = 40;
inline constexpr uint kActiveState = 1;
inline constexpr uint kFocusedState = 12;
inline constexpr uint kShowingState = 25;

/// One thing as it shows itself; what it does not tell is empty.
struct Appearance
{
    QString name = {};
    QList<uint> states = {}; ///< as bits
    QRect place = {};        ///< in pixels of the screen

    bool has(uint state) const;
};

/// Asks programs over the accessibility bus (AT-SPI 2, the interfaces in at-spi2-core's folder
/// xml). Unavailable: no answer before the deadline, or of another shape than it must have.
/// Used by one thread; apart() makes one for another.
class AccessibilityBus
{
public:
    /// Unavailable as well: nobody listens at `address`.
    static Result<AccessibilityBus> connect(const QString &address, Deadline deadline);

    /// The same bus, asked with no more patience than until `deadline`.
    AccessibilityBus within(Deadline deadline) const
    {
        return {m_connection, Deadline::first(m_deadline, deadline), m_shifts};
    }
    /// As within(), for another thread.
    AccessibilityBus apart(Deadline deadline) const
    {
        return {m_connection, Deadline::first(m_deadline, deadline),
                std::make_shared<PlaceShifts>()};
    }
    /// What was asked last may have been given up.
    bool isLate() const { return m_deadline.hasPassed(); }

    /// The programs on the bus whose process is `pid`: their root objects, which may be several.
    Result<QList<Accessible>> programsOf(uint pid) const;
    /// The program itself, as what all its windows are below.
    static Accessible root(const QString &program);
    /// All programs on the bus.
    Result<QList<Accessible>> programs() const;
    Result<QList<Accessible>> children(const Accessible &of) const;
    Result<bool> hasState(const Accessible &of, uint state) const;
    /// What below `top` is in `state` and has all of `interfaces` ("Text"), at most `most`. The
    /// program looks itself, in one call; ask only those that looksItself() says.
    Result<QList<Accessible>> matchesBelow(const Accessible &top, uint state,
                                           const QStringList &interfaces, int most) const;
    /// A browser, which finds what matches well, and has all children at hand.
    bool looksItself(const QString &program) const;
    /// Of each whether it is in `state`; not: it does not answer.
    QList<bool> haveState(const QList<Accessible> &of, uint state) const;
    /// The text of each; empty: it has none, or does not tell it.
    QStringList texts(const QList<Accessible> &of) const;
    /// The number that each shows, as a slider does; nothing: it has none.
    QList<std::optional<double>> values(const QList<Accessible> &of) const;
    /// Of each its role; 0: it does not tell it.
    QList<uint> roles(const QList<Accessible> &of) const;
    QList<Appearance> appearances(const QList<Accessible> &of) const;
    /// Of each; those that do not answer have none. Some make them when they are asked: see
    /// childrenOfEach() in screen_walk.h.
    QList<QList<Accessible>> children(const QList<Accessible> &of) const;
    QList<int> childCounts(const QList<Accessible> &of) const;
    /// Of each; an empty one: it does not tell it.
    QList<Accessible> parents(const QList<Accessible> &of) const;
    /// Notes that they are below `parent`, for their places.
    void noteBelow(const Accessible &parent, const QList<Accessible> &below) const
    {
        m_shifts->inherit(parent, below);
    }
    /// Where each says it is, which place() and all others set right.
    QList<QRect> toldPlaces(const QList<Accessible> &of) const;
    /// What of `of` is at each of the pixels of the screen, where something is.
    QList<Accessible> atPoints(const Accessible &of, const QList<QPoint> &points) const;
    /// The cells of a table in those columns and rows, row by row; an empty one: it does not tell.
    QList<Accessible> cells(const Accessible &table, const QRect &which) const;
    /// Of each, by name: "level" of a heading. Pages set some of them.
    QList<QMap<QString, QString>> attributes(const QList<Accessible> &of) const;
    /// Where a part of its text is on the screen; in characters (code points).
    Result<QRect> placeOfText(const Accessible &of, int first, int end) const;
    /// Has it do something, by a method of `interface` ("Action") that answers whether it did.
    bool tell(const Accessible &whom, const QString &interface, const QString &method,
              const QVariantList &arguments = {}) const;
    Result<Surroundings> surroundings(const Accessible &of) const;
    Result<uint> role(const Accessible &of) const;
    Result<QString> roleName(const Accessible &of) const;
    Result<QString> name(const Accessible &of) const;
    /// In pixels of the screen; programs without a place say what they like.
    Result<QRect> place(const Accessible &of) const;

private:
    AccessibilityBus(QDBusConnection connection, Deadline deadline,
                     std::shared_ptr<PlaceShifts> shifts)
        : m_connection(std::move(connection)), m_deadline(deadline), m_shifts(std::move(shifts))
    {
    }
    QDBusPendingCall ask(const Accessible &whom, const QString &interface, const QString &method,
                         const QVariantList &arguments = {}) const;
    QDBusPendingCall askProperty(const Accessible &whom, const QString &property) const;
    template <typename T> Result<T> answer(const QDBusPendingCall &call) const;
    template <typename T> Result<T> property(const QDBusPendingCall &call) const;
    /// Of each, asked side by side; a T() for one that does not tell.
    template <typename T, typename Ask>
    QList<T> answers(const QList<Accessible> &of, Ask askOne) const;
    static Failure noAnswer(const QString &detail);

    QDBusConnection m_connection;
    Deadline m_deadline;
    std::shared_ptr<PlaceShifts> m_shifts;
};

template <typename T> Result<T> AccessibilityBus::answer(const QDBusPendingCall &call) const
{
    QDBusPendingReply<T> reply = call; // an error when the answer has another signature
    reply.waitForFinished();
    if (reply.isError())
        return noAnswer(reply.error().message());
    return reply.value();
}

template <typename T> Result<T> AccessibilityBus::property(const QDBusPendingCall &call) const
{
    const Result<QDBusVariant> held = answer<QDBusVariant>(call);
    if (!held)
        return fail(held.error());
    const QVariant value = held->variant();
    if (value.metaType() == QMetaType::fromType<T>())
        return value.value<T>();
    const bool structure = value.metaType() == QMetaType::fromType<QDBusArgument>();
    const QByteArray expected = QDBusMetaType::typeToSignature(QMetaType::fromType<T>());
    if (!structure || value.value<QDBusArgument>().currentSignature().toLatin1() != expected)
        return noAnswer(QStringLiteral("It has another type than it must."));
    return qdbus_cast<T>(value);
}

template <typename T, typename Ask>
QList<T> AccessibilityBus::answers(const QList<Accessible> &of, Ask askOne) const
{
    QList<QDBusPendingCall> asked;
    for (const Accessible &each : of)
        asked << askOne(each);
    QList<T> told;
    for (const QDBusPendingCall &call : asked)
        told << answer<T>(call).value_or(T());
    return told;
}

} // namespace pilothouse
