#pragma once

#include "core/result.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>
#include <QUrl>

/// What people let the model type without ever seeing it: passwords, codes, numbers of cards. The
/// model writes `{{secret:NAME}}`, the desktop gets the value. Values stay in memory.
namespace pilothouse {

inline constexpr int kMostSecrets = 64; ///< of one session

/// A value with the places it may be typed into. Bound to none, a person is asked each time.
struct Secret
{
    QString name;
    QString value;
    QStringList hosts = {}; ///< "example.com", "*.example.com", "10.0.0.7:8443"; see mayBeTypedAt()
    QStringList windows = {}; ///< WM_CLASS of windows, "xterm", "*" for any characters

    bool isBound() const { return !hosts.isEmpty() || !windows.isEmpty(); }
};

/// A secret as people give it: the value alone, or {"value", "hosts", "windows"}.
/// InvalidArgument, with a message that does not hold the value: a name that is not made of up to
/// 64 letters, digits, '_', '-' and '.', a value of less than 4 or more than 4096 characters or
/// with control characters other than line ends and tabs, a member that is not known.
Result<Secret> secretFrom(const QString &name, const QJsonValue &given);
/// The same for {NAME: secret, …}; the message names which is wrong.
Result<QList<Secret>> secretsFrom(const QJsonObject &given);

/// Whether a page at `address` is one the secret may be typed into: the host is on its list, and
/// nobody between can read along (https, or this desktop itself).
bool mayBeTypedAt(const Secret &secret, const QUrl &address);
/// Whether a window of this class or instance (WM_CLASS) is one the secret may be typed into.
bool mayBeTypedInto(const Secret &secret, const QStringList &windowClass);

/// A piece of what the model wants typed.
struct TypedPiece
{
    QString text; ///< or the name of a secret
    bool isSecret = false;
    bool operator==(const TypedPiece &) const = default;
};
/// `text` cut at each {{secret:NAME}}; pieces without text are left out. Pure.
QList<TypedPiece> typedPieces(const QString &text);
/// The names in `text`, each once, in order.
QStringList secretsNamedIn(const QString &text);
/// How the model writes a secret.
QString placeholderOf(const QString &name);
/// What matches all of these: a regular expression that captures the name.
QString secretPattern();

} // namespace pilothouse
