#pragma once

#include "core/deadline.h"
#include "core/result.h"
#include "desktop/sight/accessibility_types.h"

#include <QDBusConnection>
#include <QDBusPendingCall>
#include <QList>
#include <QMap>
#include <QRect>
#include <QString>
#include <QStringList>
#include <QVariant>

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
    QString name;
    QList<uint> states; ///< as bits
    QRect place;        ///< in pixels of the screen

    bool has(uint state) const;
};

/// Asks programs over the accessibility bus (AT-SPI 2, the interfaces in at-spi2-core's folder
/// xml). Unavailable: no answer before the deadline, or of another shape than it must have.
/// Used by one thread.
class AccessibilityBus
{
public:
    /// Unavailable as well: nobody listens at `address`.
    static Result<AccessibilityBus> connect(const QString &address, Deadline deadline);

    /// The same bus, asked with no more patience than until `deadline`.
    AccessibilityBus within(Deadline deadline) const
    {
        return {m_connection, Deadline::first(m_deadline, deadline)};
    }
    /// What was asked last may have been given up.
    bool isLate() const { return m_deadline.hasPassed(); }

    /// The programs on the bus whose process is `pid`: their root objects, which may be several.
    Result<QList<Accessible>> programsOf(uint pid) const;
    /// All programs on the bus.
    Result<QList<Accessible>> programs() const;
    Result<QList<Accessible>> children(const Accessible &of) const;
    Result<bool> hasState(const Accessible &of, uint state) const;
    /// What below `top` has the focus, at most `most`. The program looks itself, in one call.
    Result<QList<Accessible>> focusedBelow(const Accessible &top, int most) const;
    /// What below `top` shows on the screen and has a text, at most `most`; likewise in one call.
    Result<QList<Accessible>> showingTextBelow(const Accessible &top, int most) const;
    /// What below `top` shows on the screen, at most `most`; likewise in one call.
    Result<QList<Accessible>> showingBelow(const Accessible &top, int most) const;
    /// The text of each; empty: it has none, or does not tell it.
    QStringList texts(const QList<Accessible> &of) const;
    /// The number that each shows, as a slider does; nothing: it has none.
    QList<std::optional<double>> values(const QList<Accessible> &of) const;
    /// Of each its role; 0: it does not tell it.
    QList<uint> roles(const QList<Accessible> &of) const;
    QList<Appearance> appearances(const QList<Accessible> &of) const;
    /// Of each; those that do not answer have none.
    QList<QList<Accessible>> childrenOfEach(const QList<Accessible> &of) const;
    /// The same in one.
    QList<Accessible> childrenOfAll(const QList<Accessible> &of) const;
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
    AccessibilityBus(QDBusConnection connection, Deadline deadline)
        : m_connection(std::move(connection)), m_deadline(deadline)
    {
    }
    QDBusPendingCall ask(const Accessible &whom, const QString &interface, const QString &method,
                         const QVariantList &arguments = {}) const;
    QDBusPendingCall askProperty(const Accessible &whom, const QString &property) const;
    Result<QList<Accessible>> matchesBelow(const Accessible &top, uint state,
                                           const QStringList &interfaces, int most) const;
    template <typename T> Result<T> answer(const QDBusPendingCall &call) const;
    template <typename T> Result<T> property(const QDBusPendingCall &call) const;
    /// Of each, asked side by side; a T() for one that does not tell.
    template <typename T, typename Ask>
    QList<T> answers(const QList<Accessible> &of, Ask askOne) const;

    QDBusConnection m_connection;
    Deadline m_deadline;
};

} // namespace pilothouse
